import { MINUTE, SECOND, ValidationError } from "../core/index.js";
import { type Duration, parseDuration } from "./duration.js";

/** One business phone number of the simulated account. */
export interface SimulatedNumberOptions {
  readonly id: string;
  /** As Meta shows it, for example `+91 141 555 0100`. */
  readonly displayPhoneNumber: string;
  readonly verifiedName?: string | undefined;
  /**
   * Messages per second that are accepted, measured on the wall clock: on a frozen virtual clock one second would last
   * for ever. Default 80, Meta's default; `Infinity` for no limit.
   */
  readonly throughput?: number | undefined;
}

/** How long Meta takes, on the virtual clock. */
export interface SimulatedLatency {
  /** From acceptance to status `sent`. Default 300 ms. */
  readonly sent?: Duration | undefined;
  /** From acceptance to status `delivered`, when the phone is online. Default 1 s. */
  readonly delivered?: Duration | undefined;
  /** From acceptance to status `failed`. Default 1 s. */
  readonly failed?: Duration | undefined;
  /** From creation or edit of a template to its review. Default 2 minutes. */
  readonly review?: Duration | undefined;
  /** Milliseconds of the **wall** clock that each answer takes. Default 0. */
  readonly answerMs?: number | undefined;
}

/** What the simulated world starts with. */
export interface SimulatorOptions {
  /** Where the virtual clock starts. Default 2026-01-05T09:00:00Z, a Monday. */
  readonly startAt?: Date | number | string | undefined;
  /** Seed of all ids and all chance. Default 1. */
  readonly seed?: number | undefined;
  readonly accessToken?: string | undefined;
  readonly appSecret?: string | undefined;
  readonly verifyToken?: string | undefined;
  readonly businessAccountId?: string | undefined;
  /** The first is the default sender. */
  readonly phoneNumbers?: readonly SimulatedNumberOptions[] | undefined;
  /** Graph version whose webhook shapes are used; below v24.0 statuses carry `conversation`. Default `v26.0`. */
  readonly graphVersion?: string | undefined;
  readonly latency?: SimulatedLatency | undefined;
  /** Free-form outside the window: accepted and then `failed` (`async`, Meta's usual way), or refused at once (`sync`). */
  readonly outsideWindow?: "async" | "sync" | undefined;
  /** Whether numbers that the test did not introduce have WhatsApp. Default true. */
  readonly strangersOnWhatsApp?: boolean | undefined;
  /** Business-scoped user ids on webhooks, as since April 2026. Default true. */
  readonly userIds?: boolean | undefined;
  /** Marketing messages outside the window per person and 24 hours, beyond which they fail with 131049. Default no limit. */
  readonly marketingPerPerson?: number | undefined;
  /** Different people per 24 hours outside the window, beyond which sends fail with 131048. Default no limit. */
  readonly messagingLimit?: number | undefined;
  /** Management calls per hour, beyond which they fail with 80007. Default 5,000. */
  readonly managementCallsPerHour?: number | undefined;
  /** Whether the account may use Direct Send (`category` on a free-form message). Default false. */
  readonly directSend?: boolean | undefined;
  /** Entries that `requests`, `sent` and `webhooks.log` keep at least. Default 100,000. */
  readonly keepLog?: number | undefined;
}

/** Options with every default filled in; durations in milliseconds. */
export interface Settings {
  readonly startAt: number;
  readonly seed: number;
  readonly accessToken: string;
  readonly appSecret: string;
  readonly verifyToken: string;
  readonly businessAccountId: string;
  readonly phoneNumbers: readonly SimulatedNumberOptions[];
  readonly graphVersion: string;
  readonly latency: Readonly<Record<"sent" | "delivered" | "failed" | "review" | "answerMs", number>>;
  readonly outsideWindow: "async" | "sync";
  readonly strangersOnWhatsApp: boolean;
  readonly userIds: boolean;
  readonly marketingPerPerson: number;
  readonly messagingLimit: number;
  readonly managementCallsPerHour: number;
  readonly directSend: boolean;
  readonly keepLog: number;
}

const DEFAULT_NUMBER: SimulatedNumberOptions = {
  id: "106540352242922",
  displayPhoneNumber: "+91 141 555 0100",
  verifiedName: "Asha Stores",
};

/** @throws ValidationError `INVALID_OPTIONS`. */
export function settingsOf(options: SimulatorOptions): Settings {
  const { latency = {}, phoneNumbers = [DEFAULT_NUMBER] } = options;
  const startAt = new Date(options.startAt ?? Date.UTC(2026, 0, 5, 9)).getTime();
  if (!Number.isFinite(startAt)) throw invalidOption("startAt", "expected a date");
  if (phoneNumbers.length === 0) throw invalidOption("phoneNumbers", "expected at least one number");
  for (const [index, { id, displayPhoneNumber }] of phoneNumbers.entries()) {
    if (!/^\d+$/.test(id))
      throw invalidOption(`phoneNumbers[${String(index)}].id`, "expected digits, as Meta's ids are");
    if (!/\d/.test(displayPhoneNumber))
      throw invalidOption(`phoneNumbers[${String(index)}].displayPhoneNumber`, "expected a phone number");
  }
  return {
    startAt,
    seed: options.seed ?? 1,
    accessToken: options.accessToken ?? "EAAsimulatedAccessToken000000000001",
    appSecret: options.appSecret ?? "simulated0app0secret000000000001",
    verifyToken: options.verifyToken ?? "simulated-verify-token",
    businessAccountId: options.businessAccountId ?? "102290129340398",
    phoneNumbers,
    graphVersion: options.graphVersion ?? "v26.0",
    latency: {
      sent: parseDuration(latency.sent ?? 0.3 * SECOND),
      delivered: parseDuration(latency.delivered ?? SECOND),
      failed: parseDuration(latency.failed ?? SECOND),
      review: parseDuration(latency.review ?? 2 * MINUTE),
      answerMs: latency.answerMs ?? 0,
    },
    outsideWindow: options.outsideWindow ?? "async",
    strangersOnWhatsApp: options.strangersOnWhatsApp ?? true,
    userIds: options.userIds ?? true,
    marketingPerPerson: options.marketingPerPerson ?? Number.POSITIVE_INFINITY,
    messagingLimit: options.messagingLimit ?? Number.POSITIVE_INFINITY,
    managementCallsPerHour: options.managementCallsPerHour ?? 5_000,
    directSend: options.directSend ?? false,
    keepLog: options.keepLog ?? 100_000,
  };
}

function invalidOption(field: string, problem: string): ValidationError {
  return new ValidationError("INVALID_OPTIONS", `The simulator cannot start: ${field}: ${problem}.`, {
    fix: `Correct ${field}.`,
    problems: [{ field, problem }],
  });
}
