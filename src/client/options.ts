import {
  type Clock,
  type Decision,
  type Logger,
  MINUTE,
  type Random,
  ValidationError,
  type ValidationProblem,
} from "../core/index.js";
import type {
  KeywordOptions,
  KeywordScope,
  OptInOffer,
  OptOutTexts,
  SuppressionRegister,
} from "../consent/index.js";
import type { GraphUsage, Transport } from "../graph/index.js";
import type { CounterStore } from "../counters/index.js";
import type { SendState, Store } from "../ledger/index.js";
import type { LimitsBackend } from "../limits/index.js";
import type { AccountNotice } from "./account-watch.js";
import type { AwaitedAnswers, KeywordReport } from "./keyword-report.js";
import { checkRetention, type RetentionOptions } from "./ledger-retention.js";
import type { PolicyOptions } from "../policy/index.js";
import type { InDoubtOptions } from "./settlement.js";

/** Where a person reaches a human (WhatsApp Business Messaging Policy: automation needs a clear path to a person). */
export interface Escalation {
  readonly kind: "phone" | "email" | "url" | "in_chat" | "store";
  /** Number, address, link, or how to ask. */
  readonly value: string;
}

/** The business as people know it. */
export interface BusinessOptions {
  /** The name people know: it stands in opt-ins and in the confirmation of an opt-out. */
  readonly name: string;
  readonly escalation: Escalation;
  /** Languages that opt-out words are also read in, beside English: BCP 47, for example `["hi"]`. The first is the default for answers. */
  readonly languages?: readonly string[] | undefined;
}

/** What happened to one send, without personal data; for logs, metrics and live transcripts. */
export interface SendNotice {
  readonly sendId: string;
  readonly kind: string;
  readonly category?: string | undefined;
  readonly template?: string | undefined;
  readonly state: SendState;
  readonly decision?: Decision | undefined;
  readonly duplicate: boolean;
}

/** How marketing templates go over the Marketing Messages API. */
export interface MarketingMessagesOptions {
  /** Default true (`CLOUD_API_FALLBACK`). */
  readonly fallback?: boolean | undefined;
  /** Share read and click events with Meta. */
  readonly activitySharing?: boolean | undefined;
}

/** What `new Waypost()` takes. */
export interface WaypostOptions {
  /** System-user token, or a function that returns the current one. */
  readonly accessToken: string | (() => string | Promise<string>);
  /** Default sender: the phone number's id (not the number). */
  readonly phoneNumberId: string;
  /** WhatsApp Business Account id. */
  readonly businessAccountId: string;
  /** App secret that signs webhooks; several while you rotate. */
  readonly appSecret: string | readonly string[];
  /** Your token for the webhook handshake; several when callbacks are overridden. */
  readonly verifyToken: string | readonly string[];
  readonly business: BusinessOptions;
  /** Where consent, windows, templates and the ledger are kept. No default: forgetting it is a type error. */
  readonly store: Store;
  /** Brand that consent is given to. Default `"default"`. */
  readonly namespace?: string | undefined;
  readonly transport?: Transport | undefined;
  readonly clock?: Clock | undefined;
  readonly random?: Random | undefined;
  readonly logger?: Logger | undefined;
  /** Graph version. Default `v26.0`. */
  readonly apiVersion?: string | undefined;
  /** Default `https://graph.facebook.com`. The token is only ever sent there. */
  readonly baseUrl?: string | undefined;
  /** Sign each Graph call with `appsecret_proof`. */
  readonly appSecretProof?: boolean | undefined;
  /** Milliseconds per HTTP attempt. Default 15,000. */
  readonly timeoutMs?: number | undefined;
  /**
   * Messages per second of a number. Default 80, Meta's own default; `"account"` reads from Meta what each number is
   * granted (80, 1,000, or 20 beside the Business app) when it is first used.
   */
  readonly messagesPerSecond?: number | "account" | undefined;
  /**
   * Sends marketing templates over the Marketing Messages API. `fallback: false` fails where Meta does not take them
   * there instead of sending over the Cloud API; `activitySharing` overrides the account's setting.
   */
  readonly marketingMessages?: MarketingMessagesOptions | undefined;
  /** Which Messaging Account is billed, where the app has several on one number (Meta, 2026). */
  readonly messagingAccountId?: string | undefined;
  /** Where limits are kept. Default: in this process. Several processes share them with `redisLimits()` of `waypost/redis`. */
  readonly limits?: LimitsBackend | undefined;
  /** How strict the policy is. Default: the preset `strict`. What is looser needs a name, a date and a reason. */
  readonly policy?: PolicyOptions | undefined;
  /**
   * Where the guards count. Default: in the store. `redisCounters()` of `waypost/redis` keeps many machines' counting out
   * of the database.
   */
  readonly counters?: CounterStore | undefined;
  /** What becomes of a send that left and that nobody answered. Default: it stays in doubt until its status webhook comes. */
  readonly inDoubt?: InDoubtOptions | undefined;
  /**
   * How long sends are kept (refused, held and failed ones 365 days, the others for ever), the words of an opt-out (90 days),
   * and webhook events whose handlers failed to the end (30 days).
   */
  readonly retention?: RetentionOptions | undefined;
  /**
   * Answer opt-outs: one confirmation after a clear stop word, two buttons after an ambiguous one. Default true.
   * The opt-out itself is always stored.
   */
  readonly answerOptOuts?: boolean | undefined;
  /** Where people opt in on WhatsApp: what they send there becomes an opt-in with its evidence by itself. */
  readonly optInOffers?: readonly OptInOffer[] | undefined;
  /** Opt-out words of your own by language, words that shall mean nothing, and whether misspelt ones count as ambiguous. */
  readonly keywords?: Pick<KeywordOptions, "extraOptOut" | "removeOptOut" | "fuzzy"> | undefined;
  /** How far a plain stop word reaches. Default `by_country`: everything in the US and Canada, marketing elsewhere. */
  readonly keywordScope?: KeywordScope | undefined;
  /** What is said about an opt-out, by language. Built in: English and Hindi; English where there is none. */
  readonly optOutTexts?: Readonly<Record<string, OptOutTexts>> | undefined;
  /**
   * The answers that your own bot waits for from this person now ("reply CANCEL to cancel the appointment"): they are not
   * taken for an opt-out, save for `stop`, `stopall` and `unsubscribe`, which always are one. Not needed for buttons, lists
   * and words that a template names in capitals or quotation marks.
   */
  readonly awaitedAnswers?: AwaitedAnswers | undefined;
  /** Every message that was read for an opt-out or opt-in: for a person to look at what was only suspected. */
  readonly onKeyword?: ((report: KeywordReport) => void) | undefined;
  /** Do-not-disturb lists that are asked before marketing. Marketing fails closed when one cannot be asked. */
  readonly suppressionRegisters?: readonly SuppressionRegister[] | undefined;
  /** What Meta says of its quotas (`X-App-Usage`, `X-Business-Use-Case-Usage`), after each answer that says so. */
  readonly onUsage?: ((usage: GraphUsage) => void) | undefined;
  readonly onSend?: ((notice: SendNotice) => void) | undefined;
  /** Meta restricted the account, or a restriction ended: for an operator's alarm. It is logged too. */
  readonly onAccount?: ((notice: AccountNotice) => void) | undefined;
}

/**
 * Checks the options before anything is built.
 *
 * @throws {@link ValidationError} `INVALID_OPTIONS` listing every option that is missing or unusable.
 */
export function checkOptions(options: WaypostOptions): void {
  const given = (options ?? {}) as Partial<Record<keyof WaypostOptions, unknown>>;
  const problems: ValidationProblem[] = [];
  const wrong = (field: string, problem: string): void => void problems.push({ field, problem });

  if (typeof given.accessToken !== "function" && !isText(given.accessToken))
    wrong("accessToken", "expected a token or a function that returns one");
  if (!isId(given.phoneNumberId))
    wrong(
      "phoneNumberId",
      "expected the digits of the phone number id (from WhatsApp Manager), not the number itself",
    );
  if (!isId(given.businessAccountId))
    wrong("businessAccountId", "expected the digits of the WhatsApp Business Account id");
  if (given.messagingAccountId !== undefined && !isId(given.messagingAccountId))
    wrong("messagingAccountId", "expected the digits of the Messaging Account id");
  if (!isTextOrTexts(given.appSecret))
    wrong("appSecret", "expected the app secret; without it no webhook can be trusted");
  if (!isTextOrTexts(given.verifyToken)) wrong("verifyToken", "expected your handshake token");
  if (
    given.messagesPerSecond !== undefined &&
    given.messagesPerSecond !== "account" &&
    !(Number(given.messagesPerSecond) >= 1 && Number(given.messagesPerSecond) <= 1_000)
  ) {
    wrong("messagesPerSecond", 'expected 1 to 1000, what Meta grants the number, or "account"');
  }
  checkInDoubt(given.inDoubt, wrong);
  checkBusiness(given.business, wrong);
  if (!isStore(given.store))
    wrong("store", "expected memoryStore() or sqliteStore({ path }): consent must be kept somewhere");
  if (problems.length === 0) {
    checkRetention(options.retention);
    return;
  }
  throw new ValidationError(
    "INVALID_OPTIONS",
    `Waypost cannot start: ${problems.map((p) => `${p.field}: ${p.problem}`).join("; ")}.`,
    {
      fix: "Correct these options of new Waypost({ ... }).",
      problems,
    },
  );
}

function checkInDoubt(inDoubt: unknown, wrong: (field: string, problem: string) => void): void {
  if (inDoubt === undefined) return;
  const { then, afterMs } = (inDoubt ?? {}) as { then?: unknown; afterMs?: unknown };
  if (then !== "keep" && then !== "fail" && then !== "resend")
    wrong("inDoubt.then", 'expected "keep", "fail" or "resend"');
  if (afterMs !== undefined && !(Number(afterMs) >= MINUTE))
    wrong("inDoubt.afterMs", "expected at least 60000: status webhooks take their time");
}

function checkBusiness(business: unknown, wrong: (field: string, problem: string) => void): void {
  const value = (business ?? {}) as { name?: unknown; escalation?: { kind?: unknown; value?: unknown } };
  if (!isText(value.name)) wrong("business.name", "expected the name people know");
  if (!isText(value.escalation?.kind) || !isText(value.escalation.value)) {
    wrong(
      "business.escalation",
      'expected how people reach a human, for example { kind: "phone", value: "+91 141 555 0100" }',
    );
  }
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value.trim() !== "";
}

function isTextOrTexts(value: unknown): boolean {
  return isText(value) || (Array.isArray(value) && value.length > 0 && value.every(isText));
}

function isId(value: unknown): boolean {
  return typeof value === "string" && /^\d{1,32}$/.test(value);
}

function isStore(value: unknown): value is Store {
  const store = value as Partial<Store> | null | undefined;
  return (
    typeof store === "object" &&
    store !== null &&
    typeof store.init === "function" &&
    typeof store.ledger === "object"
  );
}
