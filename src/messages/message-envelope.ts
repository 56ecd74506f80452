import type { GroupRecipient, Recipient, ValidationProblem } from "../core/index.js";
import { ValidationError } from "../core/index.js";
import type { OutgoingMessage } from "./outgoing-message.js";

/** What a caller may say of a message beside its content. */
export interface EnvelopeOptions {
  /** Id of the message that is quoted. */
  readonly replyTo?: string | undefined;
  /** The message arrives only while the person's identity has this hash (Meta, identity change check; error 137000). */
  readonly identityKeyHash?: string | undefined;
}

/**
 * Checks what goes around a message, before anything is written.
 *
 * @throws ValidationError `INVALID_MESSAGE`.
 */
export function checkEnvelope(options: EnvelopeOptions): void {
  const problems: ValidationProblem[] = [
    ...problemOf("replyTo", options.replyTo, "the id of the message to quote"),
    ...problemOf("identityKeyHash", options.identityKeyHash, "the hash that a webhook gave"),
  ];
  const [first] = problems;
  if (first === undefined) return;
  throw new ValidationError(
    "INVALID_MESSAGE",
    `The message cannot be sent: ${first.field}: ${first.problem}.`,
    {
      fix: `Give it, or leave ${first.field} out.`,
      problems,
    },
  );
}

function problemOf(field: string, value: unknown, what: string): ValidationProblem[] {
  if (value === undefined || (typeof value === "string" && value !== "")) return [];
  return [{ field, problem: `expected ${what}` }];
}

/** The JSON of `POST /{phone-number-id}/messages`. A BSUID travels as `recipient`, a number or a group as `to`. */
export function messageEnvelope(
  input: EnvelopeOptions & {
    readonly recipient: Recipient | GroupRecipient;
    readonly message: OutgoingMessage;
    /** Comes back on status webhooks; 1 to 512 characters. */
    readonly callbackData?: string | undefined;
  },
): Record<string, unknown> {
  const { recipient, message, replyTo, callbackData, identityKeyHash } = input;
  const envelope: Record<string, unknown> = {
    messaging_product: "whatsapp",
    ...addressOf(recipient),
    ...message.wire,
  };
  if (replyTo !== undefined) envelope.context = { message_id: replyTo };
  if (callbackData !== undefined) envelope.biz_opaque_callback_data = callbackData;
  if (identityKeyHash !== undefined) envelope.recipient_identity_key_hash = identityKeyHash;
  return envelope;
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
