import * as z from "zod";
import { keepLimit, limited, once } from "../../core/index.js";
import { characters, checkMessage, items, text } from "../check-message.js";
import type { OutgoingMessage } from "../outgoing-message.js";
import { duplicates, headerSchema, type InteractiveHeader, partsToWire } from "./interactive-parts.js";

/** Id of a button: 1 to 256 characters, no space at either end. */
export const replyId = (max: number): z.ZodType<string, string> => {
  const schema = z.string({ error: "expected an id" }).superRefine((id, context) => {
    const count = characters(id);
    if (count < 1 || count > max)
      context.addIssue({ code: "custom", message: `1 to ${String(max)} characters, got ${String(count)}` });
    if (id !== id.trim()) context.addIssue({ code: "custom", message: "no space at either end" });
  });
  return limited(schema, { unit: "characters", min: 1, max });
};

/** Reply buttons of one message: their ids and titles differ. */
export const replies = once(() =>
  items(z.strictObject({ id: replyId(256), title: text(20) }), 3, { what: "button" }),
);

export const buttonsSchema = once(() =>
  z.strictObject({
    header: headerSchema().optional(),
    body: text(1024),
    footer: text(60).optional(),
    buttons: keepLimit(
      replies(),
      replies().superRefine((buttons, context) => {
        if (duplicates(buttons.map(({ id }) => id)).length > 0)
          context.addIssue({ code: "custom", message: "ids must differ" });
        if (duplicates(buttons.map(({ title }) => title)).length > 0)
          context.addIssue({ code: "custom", message: "titles must differ" });
      }),
    ),
  }),
);

/** One reply button. */
export interface ReplyButton {
  /** Comes back in the reply: 1 to 256 characters. */
  readonly id: string;
  /** 1 to 20 characters. */
  readonly title: string;
}

/** Text with one to three reply buttons. */
export interface ButtonsMessageInput {
  readonly header?: InteractiveHeader | undefined;
  /** 1 to 1024 characters. */
  readonly body: string;
  /** 1 to 60 characters. */
  readonly footer?: string | undefined;
  /** One to three; ids and titles differ. */
  readonly buttons: readonly ReplyButton[];
}

/** Text with reply buttons. @throws ValidationError `INVALID_MESSAGE`. */
export function buttonsMessage(input: ButtonsMessageInput): OutgoingMessage {
  const { buttons, ...parts } = checkMessage("buttons", buttonsSchema(), input);
  return {
    kind: "interactive",
    wire: {
      type: "interactive",
      interactive: {
        type: "button",
        ...partsToWire(parts as ButtonsMessageInput),
        action: { buttons: buttons.map(({ id, title }) => ({ type: "reply", reply: { id, title } })) },
      },
    },
  };
}
