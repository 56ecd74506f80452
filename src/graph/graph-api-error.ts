import { docsUrl, redactor, WaypostError } from "../core/index.js";
import { graphErrorInfo, type GraphErrorFamily, type GraphRetry } from "./error-codes.js";

/** Meta's error envelope, read tolerantly. */
export interface GraphErrorFacts {
  readonly status: number;
  readonly graphCode: number;
  readonly subcode?: number | undefined;
  /** Meta's own sentence, masked. Never branch on it. */
  readonly metaMessage?: string | undefined;
  readonly details?: string | undefined;
  readonly fbtraceId?: string | undefined;
  readonly isTransient: boolean;
  readonly userTitle?: string | undefined;
  readonly userMessage?: string | undefined;
  /** Milliseconds that Meta asked to wait (`Retry-After`, usage header). */
  readonly retryAfterMs?: number | undefined;
  readonly raw: unknown;
}

/** Meta answered, and said no. `code` is `META_` and Meta's number; `graphCode` the number itself. */
export class GraphApiError extends WaypostError {
  static override readonly brand: string = "GraphApiError";
  readonly code: `META_${number}`;
  readonly status: number;
  readonly graphCode: number;
  readonly subcode: number | undefined;
  readonly family: GraphErrorFamily;
  /** What the same request would do: `never`, `fix`, `backoff` or `later`. */
  readonly retry: GraphRetry;
  /** What it means, in our words. */
  readonly title: string;
  readonly metaMessage: string | undefined;
  readonly details: string | undefined;
  readonly fbtraceId: string | undefined;
  readonly isTransient: boolean;
  readonly userTitle: string | undefined;
  readonly userMessage: string | undefined;
  readonly retryAfterMs: number | undefined;
  /** Meta's answer as it came. Not enumerable: it may hold a phone number. */
  declare readonly raw: unknown;

  constructor(facts: GraphErrorFacts) {
    const info = graphErrorInfo(facts.graphCode, facts.subcode, facts.isTransient);
    const details = facts.details === undefined ? "" : ` Details: ${facts.details}`;
    super({
      message: `Meta answered ${String(facts.graphCode)}${facts.subcode === undefined ? "" : `/${String(facts.subcode)}`}: ${info.title}${details}`,
      fix: info.fix,
      docsUrl: docsUrl(`META_${String(facts.graphCode)}`),
    });
    this.code = `META_${facts.graphCode}`;
    this.status = facts.status;
    this.graphCode = facts.graphCode;
    this.subcode = facts.subcode;
    this.family = info.family;
    this.retry = info.retry;
    this.title = info.title;
    this.metaMessage = facts.metaMessage;
    this.details = facts.details;
    this.fbtraceId = facts.fbtraceId;
    this.isTransient = facts.isTransient;
    this.userTitle = facts.userTitle;
    this.userMessage = facts.userMessage;
    this.retryAfterMs = facts.retryAfterMs;
    Object.defineProperty(this, "raw", { value: facts.raw, enumerable: false });
  }

  override toJSON(): Record<string, unknown> {
    const { graphCode, subcode, status, details, fbtraceId, retry } = this;
    return { ...super.toJSON(), graphCode, subcode, status, details, fbtraceId, retry };
  }
}

/** 0, 104, 190: the token is missing, expired or wrong. */
export class AuthenticationError extends GraphApiError {
  static override readonly brand: string = "AuthenticationError";
}
/** 3, 10, 200-299, 131005: the token may not do this. */
export class PermissionError extends GraphApiError {
  static override readonly brand: string = "PermissionError";
}
/** 368, 131031, 131042, 130497, ...: the account may not send. */
export class AccountRestrictedError extends GraphApiError {
  static override readonly brand: string = "AccountRestrictedError";
}
/** 4, 80007, 130429, 131048, 131056, ...: too much, too fast. */
export class RateLimitError extends GraphApiError {
  static override readonly brand: string = "RateLimitError";
}
/** 131026, 131049, ...: this person cannot get this message. */
export class RecipientError extends GraphApiError {
  static override readonly brand: string = "RecipientError";
}
/** 131047: outside the customer service window. */
export class ReengagementError extends GraphApiError {
  static override readonly brand: string = "ReengagementError";
}
/** 131050: the person stopped marketing. */
export class MarketingStoppedError extends GraphApiError {
  static override readonly brand: string = "MarketingStoppedError";
}
/** 132xxx and template management. */
export class TemplateError extends GraphApiError {
  static override readonly brand: string = "TemplateError";
}
/** 33, 100, 131008, 131009, ...: something in the request is wrong. */
export class ParameterError extends GraphApiError {
  static override readonly brand: string = "ParameterError";
}
/** 131052, 131053, 131209, 131210: Meta could not take the file. (What Waypost itself refuses is a MediaError.) */
export class MediaRejectedError extends GraphApiError {
  static override readonly brand: string = "MediaRejectedError";
}
/** 131045, 133xxx, ...: the number's registration, verification or PIN. */
export class RegistrationError extends GraphApiError {
  static override readonly brand: string = "RegistrationError";
}
/** 132068, 132069, 139000 to 139006: a Flow at Meta. (What your endpoint meets is a FlowError.) */
export class FlowRejectedError extends GraphApiError {
  static override readonly brand: string = "FlowRejectedError";
}
/** 131020, 131041, 1312xx: groups. */
export class GroupError extends GraphApiError {
  static override readonly brand: string = "GroupError";
}
/** 138xxx: calls. */
export class CallingError extends GraphApiError {
  static override readonly brand: string = "CallingError";
}
/** 1, 2, 131000, 131016, ...: Meta's side. */
export class ServiceError extends GraphApiError {
  static override readonly brand: string = "ServiceError";
}

const CLASS_OF: Readonly<Record<GraphErrorFamily, typeof GraphApiError>> = {
  authentication: AuthenticationError,
  permission: PermissionError,
  account: AccountRestrictedError,
  rate_limit: RateLimitError,
  recipient: RecipientError,
  reengagement: ReengagementError,
  opted_out: MarketingStoppedError,
  template: TemplateError,
  service: ServiceError,
  parameter: ParameterError,
  media: MediaRejectedError,
  registration: RegistrationError,
  flow: FlowRejectedError,
  group: GroupError,
  calling: CallingError,
  unknown: GraphApiError,
};

/**
 * The one mapper from an answer to an error. Undefined when the body holds no error envelope (HTML of a proxy, nothing
 * at all): then nobody who could know has said no.
 */
export function graphErrorOf(answer: {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly json: unknown;
}): GraphApiError | undefined {
  const envelope = recordOf(recordOf(answer.json)?.error);
  const graphCode = numberOf(envelope?.code);
  if (envelope === undefined || graphCode === undefined) return undefined;
  const subcode = numberOf(envelope.error_subcode);
  const isTransient = envelope.is_transient === true;
  const data = envelope.error_data;
  const errorClass = CLASS_OF[graphErrorInfo(graphCode, subcode, isTransient).family];
  return new errorClass({
    status: answer.status,
    graphCode,
    subcode,
    isTransient,
    metaMessage: textOf(envelope.message),
    details: textOf(typeof data === "string" ? data : recordOf(data)?.details),
    fbtraceId: textOf(envelope.fbtrace_id),
    userTitle: textOf(envelope.error_user_title),
    userMessage: textOf(envelope.error_user_msg),
    retryAfterMs: retryAfterOf(answer.headers),
    raw: answer.json,
  });
}

/** Meta's hint how long to wait: `Retry-After` in seconds, or the usage header's minutes. */
function retryAfterOf(headers: Readonly<Record<string, string>>): number | undefined {
  const seconds = Number(headers["retry-after"]);
  if (headers["retry-after"] !== undefined && Number.isFinite(seconds) && seconds >= 0)
    return seconds * 1_000;
  const minutes = [
    ...(headers["x-business-use-case-usage"] ?? "").matchAll(
      /"estimated_time_to_regain_access"\s*:\s*(\d+)/g,
    ),
  ]
    .map((match) => Number(match[1]))
    .reduce((most, value) => Math.max(most, value), 0);
  return minutes > 0 ? minutes * 60_000 : undefined;
}

// Meta's sentences may quote the recipient's number.
const mask = redactor([]);

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? String(mask(value)) : undefined;
}

function numberOf(value: unknown): number | undefined {
  const number = typeof value === "string" && value !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isInteger(number) ? number : undefined;
}

function recordOf(value: unknown): Record<string, unknown> | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}
