import { type Cause, parseCause, type RecipientInput } from "../core/index.js";
import { parseRecipient } from "../core/recipients.js";
import { givenIdempotencyKey, templateIdempotencyKey, uniqueIdempotencyKey } from "../ledger/index.js";
import {
  type DirectCategory,
  type DirectContent,
  directMessage,
  messageEnvelope,
  wordsOf,
} from "../messages/index.js";
import { readContent } from "../policy/index.js";
import type { Engine } from "./engine.js";
import { policyRecipient } from "./policy-recipient.js";
import { checkSender, deadlineOf, invalid, type RequestOptions } from "./request-options.js";
import type { PreparedSend } from "./send.js";

/** One utility message or one-time code without a stored template, to one person. */
export interface SendDirectInput {
  /** One E.164 number, one `PhoneNumber`, or one business-scoped user id. Never a list (G1). */
  readonly to: RecipientInput;
  /** Marketing needs a template. */
  readonly category: DirectCategory;
  readonly content: DirectContent;
  /** What happened to this person (G2): one message per cause and step. */
  readonly cause: Cause;
  /** Seconds that Meta may take to deliver: 30 to 43,200, for a code 30 to 900. */
  readonly ttlSeconds?: number | undefined;
  readonly from?: string | undefined;
  readonly idempotencyKey?: string | undefined;
}

/** Normalise and validate. It is decided and counted as a template send of its category. */
export async function prepareDirect(
  engine: Engine,
  given: SendDirectInput,
  options?: RequestOptions,
): Promise<PreparedSend> {
  const input = checkInput(given);
  const recipient = parseRecipient(input.to);
  const message = directMessage({
    category: input.category,
    content: input.content,
    ttlSeconds: input.ttlSeconds,
  });
  const cause = (input.cause as Cause | undefined) === undefined ? undefined : parseCause(input.cause);
  const phoneNumberId = checkSender(input.from) ?? engine.phoneNumberId;
  await engine.store.init();
  const person = await engine.store.identity.resolve(recipient.key);
  return {
    kind: message.kind,
    recipient,
    person,
    phoneNumberId,
    cause,
    request: {
      kind: "template",
      direct: true,
      recipient: policyRecipient(recipient),
      name: "",
      language: "",
      declaredCategory: input.category,
      parameterProblems: [],
      cause,
      content: readContent(wordsOf(message.wire)),
    },
    idempotencyKey: (sendId) => {
      if (input.idempotencyKey !== undefined)
        return givenIdempotencyKey(phoneNumberId, person, input.idempotencyKey);
      // Without a cause the policy refuses; the key only has to be unique until then.
      if (cause === undefined) return uniqueIdempotencyKey(sendId);
      return templateIdempotencyKey({ phoneNumberId, person, template: "", language: "", cause });
    },
    payload: (sendId) => messageEnvelope({ recipient, message, callbackData: sendId }),
    signal: options?.signal,
    deadline: deadlineOf(options),
  };
}

function checkInput(given: SendDirectInput): SendDirectInput {
  if (typeof given !== "object" || (given as unknown) === null)
    throw invalid("input", "expected { to, category, content, cause }");
  // Copied before it is checked: what a getter says later does not count.
  const input = { ...given };
  const key: unknown = input.idempotencyKey;
  if (key !== undefined && (typeof key !== "string" || key === ""))
    throw invalid("idempotencyKey", "expected a string that is not empty");
  return input;
}
