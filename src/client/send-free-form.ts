import { ValidationError } from "../core/index.js";
import { givenIdempotencyKey, uniqueIdempotencyKey } from "../ledger/index.js";
import { checkEnvelope, messageEnvelope, type OutgoingMessage, wordsOf } from "../messages/index.js";
import { readContent } from "../policy/index.js";
import type { ChatPartner } from "./chat-partner.js";
import type { Engine } from "./engine.js";
import { deadlineOf, type RequestOptions } from "./request-options.js";
import { freeFormContent, type SendContent } from "./guards/send-content.js";
import { policyRecipient } from "./policy-recipient.js";
import type { SendReceipt } from "./receipt.js";
import { runSend } from "./send-pipeline.js";

/** Options of one free-form message. */
export interface ChatSendOptions extends RequestOptions {
  /** Quotes this message (its id). */
  readonly replyTo?: string | undefined;
  /**
   * Delivered only while the person's identity has this hash, as webhooks tell it (`user.identityKeyHash`); Meta answers
   * 137000 when it changed. Switch the check on with `phoneNumbers.updateSettings({ userIdentityChange })`.
   */
  readonly identityKeyHash?: string | undefined;
  /** The same key sends once, however often it is called. Without it every call is a message of its own. */
  readonly idempotencyKey?: string | undefined;
  /** Who writes: `agent` is a person of the business, who may write in a chat that is handed off. Default: the chat's. */
  readonly by?: "automation" | "agent" | undefined;
}

/** A message that is complete only after its file went up. */
export interface LateMessage {
  readonly kind: OutgoingMessage["kind"];
  readonly content: SendContent;
  /** What people will read of it. */
  readonly words: readonly string[];
  /** Uploads and builds. Runs after the policy allowed the send and before a token is taken. */
  readonly upload: (signal: AbortSignal | undefined) => Promise<OutgoingMessage>;
}

/** One free-form message through the pipeline. Not public: the public way is a `Chat`. */
export async function sendFreeForm(
  engine: Engine,
  partner: ChatPartner,
  given: OutgoingMessage | LateMessage,
  options: ChatSendOptions & { readonly purpose?: "opt_out_confirmation" } = {},
): Promise<SendReceipt> {
  const { recipient, person, phoneNumberId } = partner;
  const { idempotencyKey, signal } = options;
  if (idempotencyKey === "") {
    throw new ValidationError("INVALID_MESSAGE", "idempotencyKey is empty.", {
      fix: "Leave it out, or give a string.",
    });
  }
  const { replyTo, identityKeyHash } = options;
  checkEnvelope({ replyTo, identityKeyHash });
  let message = "upload" in given ? undefined : given;
  return runSend(engine, {
    kind: given.kind,
    recipient,
    person,
    phoneNumberId,
    // What answers an opt-out is no message of the business's own accord.
    content:
      options.purpose !== undefined ? undefined : "upload" in given ? given.content : freeFormContent(given),
    request: {
      kind: "free_form",
      recipient: policyRecipient(recipient),
      purpose: options.purpose,
      content: readContent("upload" in given ? given.words : wordsOf(given.wire)),
      by: options.by,
    },
    idempotencyKey: (sendId) =>
      idempotencyKey === undefined
        ? uniqueIdempotencyKey(sendId)
        : givenIdempotencyKey(phoneNumberId, person, idempotencyKey),
    prepare:
      "upload" in given
        ? async () => {
            message = await given.upload(signal);
          }
        : undefined,
    payload: (sendId) => {
      if (message === undefined) throw new TypeError("The file goes up before the message goes out.");
      return messageEnvelope({ recipient, message, replyTo, identityKeyHash, callbackData: sendId });
    },
    signal,
    deadline: deadlineOf(options),
  });
}
