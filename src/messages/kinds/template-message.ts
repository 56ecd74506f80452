import type { OutgoingMessage } from "../outgoing-message.js";

/** One component of a template send in Meta's spelling, as `bindTemplate` makes it. */
export interface TemplateSendComponent {
  readonly type:
    | "header"
    | "body"
    | "button"
    | "limited_time_offer"
    | "order_status"
    | "carousel"
    | "tap_target_configuration";
  readonly sub_type?: string;
  readonly index?: string;
  readonly parameters?: readonly Readonly<Record<string, unknown>>[];
  readonly cards?: readonly {
    readonly card_index: number;
    readonly components: readonly TemplateSendComponent[];
  }[];
}

/** A template message. Its input was bound and checked by the templates layer. */
export function templateMessage(input: {
  readonly name: string;
  readonly language: string;
  readonly components: readonly TemplateSendComponent[];
}): OutgoingMessage {
  const { name, language, components } = input;
  return {
    kind: "template",
    wire: {
      type: "template",
      template: { name, language: { code: language }, ...(components.length === 0 ? {} : { components }) },
    },
  };
}
