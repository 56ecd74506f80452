import { type AccountStanding, type Breaker, GOOD_STANDING } from "../../../src/account/index.js";
import { type ConsentEvent, foldConsent } from "../../../src/consent/index.js";
import type { HandOff } from "../../../src/conversations/index.js";
import {
  DAY,
  type Decision,
  HOUR,
  MINUTE,
  type NormalisedCause,
  type TemplateCategory,
} from "../../../src/core/index.js";
import {
  type ContentReading,
  decide,
  DEFAULT_CONTENT,
  type GuardReadings,
  NO_COUNTS,
  type PersonStanding,
  type PolicyConfig,
  type PolicyCounts,
  type PolicyRequest,
  type PolicySnapshot,
  STRICT_POLICY,
} from "../../../src/policy/index.js";
import type { TemplateRecord } from "../../../src/templates/index.js";

export const NOW = Date.UTC(2026, 5, 15, 12);
export const OPEN = NOW - HOUR;
export const CLOSED = NOW - 25 * HOUR;

let serial = 0;
export const event = (
  action: ConsentEvent["action"],
  scopes: ConsentEvent["scopes"],
  agoMs: number,
  more: Partial<ConsentEvent> = {},
): ConsentEvent => ({
  id: `e${String(++serial)}`,
  subject: "919812345678",
  namespace: "b",
  action,
  scopes,
  occurredAt: new Date(NOW - agoMs).toISOString(),
  recordedAt: new Date(NOW - agoMs).toISOString(),
  actor: { kind: "user" },
  method: "web_form",
  basis: "consent",
  ...more,
});

export const GRANT_ALL = event("grant", ["utility", "marketing", "authentication"], 10 * DAY, {
  id: "grant",
});
export const cause = (more: Partial<NormalisedCause> = {}): NormalisedCause => ({
  kind: "order",
  ref: "A-1",
  at: NOW - MINUTE,
  ...more,
});
export const SUBSCRIPTION = cause({ kind: "subscription", ref: "grant" });
export const REQUEST = event("request", ["marketing"], HOUR, { id: "doi" });
export const QUESTION = cause({ kind: "consent", ref: "doi" });
export const LOGIN = cause({ kind: "authentication", ref: "login-1", userInitiated: true });

export interface Case {
  readonly events?: readonly ConsentEvent[];
  readonly inboundAt?: number;
  readonly record?: Partial<TemplateRecord> | null;
  readonly category?: TemplateCategory;
  readonly cause?: NormalisedCause | undefined;
  readonly counts?: Partial<PolicyCounts>;
  /** Default India. */
  readonly country?: string | undefined;
  readonly bsuid?: boolean;
  readonly problems?: readonly string[];
  readonly mismatches?: readonly string[];
  readonly purpose?: "opt_out_confirmation";
  readonly by?: "automation" | "agent";
  readonly handOff?: HandOff;
  readonly account?: Partial<AccountStanding>;
  readonly person?: PersonStanding;
  readonly guards?: GuardReadings;
  readonly content?: ContentReading;
  readonly now?: number;
  readonly direct?: true;
  readonly route?: "marketing_messages";
  readonly config?: Partial<PolicyConfig>;
}

function snapshot(given: Case, category: TemplateCategory): PolicySnapshot {
  return {
    consent: foldConsent(given.events ?? [], "919812345678", "b"),
    handOff: given.handOff,
    window:
      given.inboundAt === undefined
        ? undefined
        : { person: "p", phoneNumberId: "1", lastInboundAt: given.inboundAt, lastInboundMessageId: "m" },
    template:
      given.record === null
        ? undefined
        : {
            businessAccountId: "9",
            name: "t",
            language: "en",
            status: "APPROVED",
            category,
            quality: "GREEN",
            parameterFormat: "NAMED",
            updatedAt: 0,
            ...given.record,
          },
    templateMismatches: given.mismatches ?? [],
    counts: { ...NO_COUNTS, ...given.counts },
    account: given.account && { ...GOOD_STANDING, ...given.account },
    person: given.person,
    guards: given.guards,
  };
}

export const breaker = (topic: Breaker["topic"], subject = "", more: Partial<Breaker> = {}): Breaker => ({
  topic,
  subject,
  since: NOW - HOUR,
  ...more,
});
export const restriction = (type: string, more: Partial<Breaker> = {}) => ({
  account: { restrictions: [breaker("restriction", type, more)] },
});

const recipient = (given: Case): PolicyRequest["recipient"] => ({
  kind: given.bsuid === true ? "bsuid" : "phone",
  country: "country" in given ? given.country : "IN",
});

function decisionOf(request: PolicyRequest, given: Case, category: TemplateCategory): Decision {
  const config = { ...STRICT_POLICY, ...given.config };
  return decide(request, snapshot(given, category), given.now ?? NOW, config);
}

export const freeForm = (given: Case): Decision =>
  decisionOf(
    {
      kind: "free_form",
      recipient: recipient(given),
      purpose: given.purpose,
      content: given.content,
      by: given.by,
    },
    given,
    "utility",
  );

const template =
  (category: TemplateCategory, fallback: NormalisedCause) =>
  (given: Case): Decision =>
    decisionOf(
      {
        kind: "template",
        recipient: recipient(given),
        name: "t",
        language: "en",
        declaredCategory: category,
        parameterProblems: given.problems ?? [],
        content: given.content,
        direct: given.direct,
        route: given.route,
        cause: "cause" in given ? given.cause : fallback,
      },
      given,
      category,
    );

export const utility = template("utility", cause());
export const marketing = template("marketing", SUBSCRIPTION);
export const authentication = template("authentication", LOGIN);

export const withdrawAll = (agoMs: number) => event("withdraw", "all", agoMs, { method: "whatsapp_keyword" });
export const withdrawMarketing = (agoMs: number, method: ConsentEvent["method"] = "whatsapp_keyword") =>
  event("withdraw", ["marketing"], agoMs, { method });
export const suppress = (kind: ConsentEvent["suppression"], agoMs = DAY) =>
  event("suppress", "all", agoMs, { suppression: kind, method: "api", actor: { kind: "operator" } });

export const receipt = (given: Case): Decision =>
  decisionOf({ kind: "receipt", recipient: recipient(given) }, given, "utility");
export const GRANTED: Case = { events: [GRANT_ALL] };
export const WARN_OF_OFFERS = { content: { ...DEFAULT_CONTENT, promotion: "warn" } } as const;
export const IGNORE_OFFERS = { content: { ...DEFAULT_CONTENT, promotion: "ignore" } } as const;
export const OFFER = { content: { promotion: "strong" } } as const;
export const NIGHT = Date.UTC(2026, 5, 15, 20);
export const HANDED_OFF: HandOff = { active: true, at: NOW - HOUR, holder: "person" };
/** Hours without a minute in them. */
export const NEVER_OPEN = {
  weekdays: "10:00-10:00",
  saturday: null,
  source: "this table",
  confidence: "low",
  checkedOn: "2026-11-25",
} as const;
