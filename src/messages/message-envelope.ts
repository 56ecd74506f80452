import type { GroupRecipient, Recipient } from "../core/index.js";
import { ValidationError } from "../core/index.js";
import type { OutgoingMessage } from "./outgoing-message.js";

/** The JSON of `POST /{phone-number-id}/messages`. A BSUID travels as `recipient`, a number or a group as `to`. */
export function messageEnvelope(input: {
  readonly recipient: Recipient | GroupRecipient;
  readonly message: OutgoingMessage;
  /** Id of the message that is quoted. */
  readonly replyTo?: string | undefined;
  /** Comes back on status webhooks; 1 to 512 characters. */
  readonly callbackData?: string | undefined;
}): Record<string, unknown> {
  const { recipient, message, replyTo, callbackData } = input;
  if (replyTo !== undefined && (typeof replyTo !== "string" || replyTo === "")) {
    throw new ValidationError("INVALID_MESSAGE", "replyTo is no message id.", {
      fix: "Give the id of the message to quote, or leave it out.",
      problems: [{ field: "replyTo", problem: "expected a message id" }],
    });
  }
  return {
    messaging_product: "whatsapp",
    ...addressOf(recipient),
    ...message.wire,
    ...(replyTo === undefined ? {} : { context: { message_id: replyTo } }),
    ...(callbackData === undefined ? {} : { biz_opaque_callback_data: callbackData }),
  };
}

function addressOf(recipient: Recipient | GroupRecipient): Record<string, unknown> {
  switch (recipient.kind) {
    case "phone":
      return { recipient_type: "individual", to: recipient.phone.revealWaId() };
    case "bsuid":
      return { recipient_type: "individual", recipient: recipient.userId };
    case "group":
      return { recipient_type: "group", to: recipient.groupId };
  }
}
