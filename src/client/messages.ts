import {
  type Cause,
  type Decision,
  type NormalisedCause,
  parseCause,
  type Recipient,
  type RecipientInput,
} from "../core/index.js";
import { parseRecipient } from "../core/recipients.js";
import { givenIdempotencyKey, templateIdempotencyKey } from "../ledger/index.js";
import {
  checkEnvelope,
  messageEnvelope,
  type TapTarget,
  tapTargetComponent,
  templateMessage,
  type TemplateSendComponent,
  wordsOf,
} from "../messages/index.js";
import { type ContentReading, readTemplateContent } from "../policy/index.js";
import {
  bindTemplate,
  isTemplate,
  type ParamsArgument,
  renderTemplate,
  steadyTemplate,
  type TemplateDefinition,
} from "../templates/index.js";
import { prepareDirect, type SendDirectInput } from "./direct-send.js";
import type { Engine } from "./engine.js";
import { templateContent } from "./guards/send-content.js";
import { policyRecipient } from "./policy-recipient.js";
import type { SendReceipt } from "./receipt.js";
import { lookAtSend } from "./guards/decide-guarded.js";
import type { PreparedSend } from "./send.js";
import { checkSender, deadlineOf, invalid, type RequestOptions } from "./request-options.js";
import { runSend } from "./send-pipeline.js";
import { templateFiles, type WithHeaderFiles } from "./template-files.js";

/** One template message to one person. */
export type SendTemplateInput<T extends TemplateDefinition> = {
  /** One E.164 number, one `PhoneNumber`, or one business-scoped user id. Never a list (G1). */
  readonly to: RecipientInput;
  readonly template: T;
  /** What happened to this person (G2). */
  readonly cause: Cause;
  /** Another sender of the same account: its phone number id. */
  readonly from?: string | undefined;
  /** Overrides the key derived from sender, person, template, language and cause (G23). */
  readonly idempotencyKey?: string | undefined;
  /** Quotes this message (its id). */
  readonly replyTo?: string | undefined;
  /** Delivered only while the person's identity has this hash (`user.identityKeyHash` of webhooks); else 137000. */
  readonly identityKeyHash?: string | undefined;
  /** Scales the template's highest price for this message (Marketing Messages API, beta 2026). Above 0. */
  readonly bidMultiplier?: number | undefined;
  /** Where a tap on the message leads, with a title instead of the address (Meta: for official business accounts). */
  readonly tapTarget?: TapTarget | undefined;
} & WithHeaderFiles<ParamsArgument<T>>;

/** Template messages: what a business may say first. */
export interface MessagesApi {
  /**
   * Sends one approved template to one person, through every layer.
   *
   * @throws RefusedError with the code of the rule (`CONSENT_REQUIRED`, `OPTED_OUT`, `TEMPLATE_PARAMS`, ...).
   * @throws HeldError when it may pass later (`retryAfterMs`).
   * @throws ValidationError for arguments that are no send at all (`INVALID_PHONE_NUMBER`, `INVALID_CAUSE`, ...).
   * @throws GraphApiError when Meta said no; TransportError when it never left; InDoubtError when nobody answered.
   */
  sendTemplate<const T extends TemplateDefinition>(
    input: SendTemplateInput<T>,
    options?: RequestOptions,
  ): Promise<SendReceipt>;
  /**
   * Sends one utility message or one-time code without a stored template, where Meta allows the account Direct Send
   * (beta, 2026). It is decided as a template of its category: the same cause, opt-in, caps and limits. Throws as
   * `sendTemplate`; an account without the beta gets a GraphApiError with code 100.
   *
   * @throws ValidationError `INVALID_MESSAGE` for marketing, a body over 1024 characters, or other content.
   */
  sendDirect(input: SendDirectInput, options?: RequestOptions): Promise<SendReceipt>;
  /** Says what the policy would decide now. Sends nothing, writes nothing, takes no idempotency key. */
  check<const T extends TemplateDefinition>(input: SendTemplateInput<T>): Promise<Decision>;
}

export function createMessagesApi(engine: Engine): MessagesApi {
  return {
    sendTemplate: async (input, options) => runSend(engine, await prepare(engine, input, options)),
    sendDirect: async (input, options) => runSend(engine, await prepareDirect(engine, input, options)),
    check: async (input) => {
      let send: PreparedSend;
      try {
        send = await prepare(engine, input);
      } catch (error) {
        if (isRefusal(error)) return error.decision;
        throw error;
      }
      return lookAtSend(engine, send);
    },
  };
}

interface TemplateInput {
  readonly to: unknown;
  readonly template: TemplateDefinition;
  readonly params?: unknown;
  readonly cause?: Cause | undefined;
  readonly from?: string | undefined;
  readonly idempotencyKey?: string | undefined;
  readonly replyTo?: string | undefined;
  readonly identityKeyHash?: string | undefined;
  readonly bidMultiplier?: number | undefined;
  readonly tapTarget?: TapTarget | undefined;
}

/** Normalise, bind, validate. Throws before anything is written. */
async function prepare(engine: Engine, given: unknown, options?: RequestOptions): Promise<PreparedSend> {
  const input = checkInput(given);
  const recipient = parseRecipient(input.to);
  const { template } = input;
  const cause = input.cause === undefined ? undefined : parseCause(input.cause);
  const phoneNumberId = checkSender(input.from) ?? engine.phoneNumberId;
  await engine.store.init();
  const person = await engine.store.identity.resolve(recipient.key);
  const byMarketingApi =
    template.category === "marketing" ? marketingFields(engine, input.bidMultiplier) : undefined;
  if (input.bidMultiplier !== undefined && byMarketingApi === undefined)
    throw invalid("bidMultiplier", "expected only on marketing templates, with the option marketingMessages");
  const { replyTo, identityKeyHash } = input;
  checkEnvelope({ replyTo, identityKeyHash });
  const { params, upload } = templateFiles(engine, phoneNumberId, template, input.params);
  const beside = input.tapTarget === undefined ? [] : [tapTargetComponent(input.tapTarget)];
  let bound = bindTemplate(template, params, engine.clock.now());
  return {
    kind: "template",
    recipient,
    person,
    phoneNumberId,
    template,
    cause,
    content: templateContent(template, params),
    request: {
      kind: "template",
      recipient: policyRecipient(recipient),
      name: template.name,
      language: template.language,
      declaredCategory: template.category,
      parameterProblems: bound.ok ? [] : bound.problems.map(({ field, problem }) => `${field}: ${problem}`),
      cause,
      content: contentOf(template, params, bound, beside),
      route: byMarketingApi === undefined ? undefined : "marketing_messages",
    },
    idempotencyKey: (sendId) => keyOf({ input, phoneNumberId, person, cause, sendId }),
    route: byMarketingApi === undefined ? undefined : "marketing_messages",
    prepare:
      upload &&
      (async () => {
        bound = bindTemplate(template, await upload(options?.signal));
      }),
    payload: (sendId) => ({
      ...byMarketingApi,
      ...messageEnvelope({
        recipient,
        message: templateMessage({
          name: template.name,
          language: template.language,
          components: bound.ok ? [...bound.components, ...beside] : [],
        }),
        replyTo,
        identityKeyHash,
        callbackData: sendId,
      }),
    }),
    signal: options?.signal,
    deadline: deadlineOf(options),
  };
}

/** What stands in the message with its values filled in. */
function contentOf(
  template: TemplateDefinition,
  params: unknown,
  bound: ReturnType<typeof bindTemplate>,
  beside: readonly TemplateSendComponent[],
): ContentReading | undefined {
  const components = bound.ok ? [...bound.components, ...beside] : [];
  if (components.length === 0) return undefined;
  const render = (): string => renderTemplate(template, params as Parameters<typeof renderTemplate>[1]).text;
  return readTemplateContent(wordsOf(components), render);
}

/** What the Marketing Messages API wants beside a template send; undefined where the account does not use it. */
function marketingFields(
  { marketingMessages }: Engine,
  bidMultiplier: number | undefined,
): Record<string, unknown> | undefined {
  if (marketingMessages === undefined) return undefined;
  const { fallback = true, activitySharing } = marketingMessages;
  return {
    product_policy: fallback ? "CLOUD_API_FALLBACK" : "STRICT",
    ...(activitySharing === undefined ? {} : { message_activity_sharing: activitySharing }),
    ...(bidMultiplier === undefined ? {} : { per_message_bid_multiplier: bidMultiplier }),
  };
}

function keyOf(parts: {
  readonly input: TemplateInput;
  readonly phoneNumberId: string;
  readonly person: Recipient["key"];
  readonly cause: NormalisedCause | undefined;
  readonly sendId: string;
}): string {
  const { input, phoneNumberId, person, cause, sendId } = parts;
  if (input.idempotencyKey !== undefined)
    return givenIdempotencyKey(phoneNumberId, person, input.idempotencyKey);
  // Without a cause the policy refuses; the key only has to be unique until then.
  if (cause === undefined) return JSON.stringify(["u", sendId]);
  return templateIdempotencyKey({
    phoneNumberId,
    person,
    template: input.template.name,
    language: input.template.language,
    cause,
  });
}

function checkInput(given: unknown): TemplateInput {
  if (typeof given !== "object" || given === null)
    throw invalid("input", "expected { to, template, params, cause }");
  // Copied before it is checked: what a getter says later does not count.
  const input: Partial<TemplateInput> = { ...given };
  if (!isTemplate(input.template)) throw invalid("template", "expected what defineTemplate() returned");
  if (
    input.idempotencyKey !== undefined &&
    (typeof input.idempotencyKey !== "string" || input.idempotencyKey === "")
  ) {
    throw invalid("idempotencyKey", "expected a string that is not empty");
  }
  const bid: unknown = input.bidMultiplier;
  if (bid !== undefined && !(typeof bid === "number" && Number.isFinite(bid) && bid > 0))
    throw invalid("bidMultiplier", "expected a number above 0");
  return { ...input, template: steadyTemplate(input.template) } as TemplateInput;
}

function isRefusal(error: unknown): error is { readonly decision: Decision } {
  return typeof error === "object" && error !== null && "decision" in error;
}
