import * as z from "zod";
import { once } from "../../core/index.js";
import { checkMessage, text } from "../check-message.js";
import type { OutgoingMessage } from "../outgoing-message.js";

export const textSchema = once(() =>
  z.strictObject({ body: text(4096), previewUrl: z.boolean().optional() }),
);

export interface TextMessageInput {
  /** 1 to 4096 characters; WhatsApp's markup works. */
  readonly body: string;
  /** Shows a preview of the first link. */
  readonly previewUrl?: boolean | undefined;
}

/** A text message. @throws ValidationError `INVALID_MESSAGE`. */
export function textMessage(input: TextMessageInput): OutgoingMessage {
  const { body, previewUrl } = checkMessage("text", textSchema(), input);
  return {
    kind: "text",
    wire: { type: "text", text: { body, ...(previewUrl === undefined ? {} : { preview_url: previewUrl }) } },
  };
}
