import * as z from "zod";
import { keepLimit, once } from "../../core/index.js";
import { checkMessage, text } from "../check-message.js";
import type { OutgoingMessage } from "../outgoing-message.js";
import { defined } from "./image-message.js";
import { headerSchema, type InteractiveHeader, partsToWire } from "./interactive-parts.js";

const label = once(() => text(30));
const plainLabel = once(() =>
  keepLimit(
    label(),
    label().refine((value) => !/\p{Extended_Pictographic}/u.test(value), { error: "no emoji" }),
  ),
);

export const flowSchema = once(() =>
  z
    .strictObject({
      header: headerSchema().optional(),
      body: text(1024),
      footer: text(60).optional(),
      button: plainLabel(),
      flowId: z.string().min(1).optional(),
      flowName: z.string().min(1).optional(),
      token: text(1000).optional(),
      screen: text(80).optional(),
      data: z
        .record(z.string(), z.unknown())
        .refine((data) => Object.keys(data).length > 0, { error: "leave it out rather than empty" })
        .optional(),
      dataExchange: z.boolean().optional(),
      draft: z.boolean().optional(),
    })
    .superRefine(({ flowId, flowName, dataExchange, screen, data }, context) => {
      if ((flowId === undefined) === (flowName === undefined))
        context.addIssue({
          code: "custom",
          path: ["flowId"],
          message: "expected exactly one of flowId and flowName",
        });
      if (dataExchange === true && (screen !== undefined || data !== undefined))
        context.addIssue({
          code: "custom",
          path: ["dataExchange"],
          message: "your endpoint names the first screen: leave screen and data out",
        });
      if (data !== undefined && screen === undefined)
        context.addIssue({ code: "custom", path: ["screen"], message: "needed with data" });
    }),
);

interface FlowMessageFields {
  readonly header?: InteractiveHeader | undefined;
  /** 1 to 1024 characters. */
  readonly body: string;
  readonly footer?: string | undefined;
  /** Label of the button: 1 to 30 characters, no emoji; 20 fit every screen. */
  readonly button: string;
  /** Comes back with the answer and at your endpoint. */
  readonly token?: string | undefined;
  /** First screen; default the Flow's own. */
  readonly screen?: string | undefined;
  /** What the first screen gets. Needs `screen`. */
  readonly data?: Readonly<Record<string, unknown>> | undefined;
  /** The first screen and its data come from your endpoint. */
  readonly dataExchange?: boolean | undefined;
  /** Sends a Flow that is not published; to test numbers only. */
  readonly draft?: boolean | undefined;
}

/** Text with a button that opens a Flow, by its id or its name. */
export type FlowMessageInput = FlowMessageFields &
  (
    | { readonly flowId: string; readonly flowName?: undefined }
    | { readonly flowName: string; readonly flowId?: undefined }
  );

/** Text with a button that opens a WhatsApp Flow. @throws ValidationError `INVALID_MESSAGE`. */
export function flowMessage(input: FlowMessageInput): OutgoingMessage {
  const { button, flowId, flowName, token, screen, data, dataExchange, draft, ...parts } = checkMessage(
    "flow",
    flowSchema(),
    input,
  );
  return {
    kind: "interactive",
    wire: {
      type: "interactive",
      interactive: {
        type: "flow",
        ...partsToWire(parts as FlowMessageFields),
        action: {
          name: "flow",
          parameters: defined({
            flow_message_version: "3",
            flow_id: flowId,
            flow_name: flowName,
            flow_cta: button,
            flow_token: token,
            flow_action: dataExchange === true ? "data_exchange" : "navigate",
            flow_action_payload: screen === undefined ? undefined : defined({ screen, data }),
            mode: draft === true ? "draft" : undefined,
          }),
        },
      },
    },
  };
}
