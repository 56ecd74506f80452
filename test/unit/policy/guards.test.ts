/** Every guard that counts over many sends, by its id; the counters' readings are given. */
import { describe, expect, it } from "vitest";
import { type ConsentEvent, foldConsent } from "../../../src/consent/index.js";
import { DAY, HOUR, MINUTE, type NormalisedCause, type TemplateCategory } from "../../../src/core/index.js";
import { wordsOf } from "../../support/truth-table/index.js";
import {
  checkPolicy,
  decide,
  type GuardReadings,
  NO_COUNTS,
  type PolicyOptions,
  type PolicyRequest,
  type PolicySetting,
  type PolicySnapshot,
} from "../../../src/policy/index.js";

const NOW = Date.UTC(2026, 5, 15, 12);
const UUID = "3f2504e0-4f89-4d3a-9a0c-0305e82c3301";

const grant = (more: Partial<ConsentEvent> = {}): ConsentEvent => ({
  id: "grant",
  subject: "919812345678",
  namespace: "b",
  action: "grant",
  scopes: ["utility", "marketing", "authentication"],
  occurredAt: new Date(NOW - 10 * DAY).toISOString(),
  recordedAt: new Date(NOW - 10 * DAY).toISOString(),
  actor: { kind: "user" },
  method: "web_form",
  basis: "consent",
  ...more,
});

interface Case {
  readonly guards?: GuardReadings | undefined;
  readonly category?: TemplateCategory | "free_form";
  readonly cause?: Partial<NormalisedCause>;
  readonly policy?: PolicyOptions;
  readonly events?: readonly ConsentEvent[];
}

const CAUSES: Readonly<Record<TemplateCategory, Partial<NormalisedCause>>> = {
  utility: { kind: "order", ref: "A-1" },
  marketing: { kind: "subscription", ref: "grant" },
  authentication: { kind: "authentication", ref: "login", userInitiated: true },
};

function decisionOf({ guards, category = "utility", cause, policy, events = [grant()] }: Case) {
  const recipient = { kind: "phone", country: "IN" } as const;
  const snapshot: PolicySnapshot = {
    consent: foldConsent(events, "919812345678", "b"),
    window: { person: "p", phoneNumberId: "1", lastInboundAt: NOW - HOUR, lastInboundMessageId: "m" },
    template: {
      businessAccountId: "9",
      name: "t",
      language: "en",
      status: "APPROVED",
      category: category === "free_form" ? "utility" : category,
      quality: "GREEN",
      parameterFormat: "NAMED",
      updatedAt: 0,
    },
    templateMismatches: [],
    counts: NO_COUNTS,
    guards,
  };
  const request: PolicyRequest =
    category === "free_form"
      ? { kind: "free_form", recipient }
      : {
          kind: "template",
          recipient,
          name: "t",
          language: "en",
          declaredCategory: category,
          parameterProblems: [],
          cause: { at: NOW - MINUTE, ...CAUSES[category], ...cause } as NormalisedCause,
        };
  return decide(request, snapshot, NOW, checkPolicy(policy).config);
}

const outcome = (given: Case): string => {
  const decision = decisionOf(given);
  if (decision.action !== "allow") return `${decision.action} ${decision.code} ${decision.rule}`;
  const told = decision.warnings.map(({ rule }) => rule).join(" ");
  return told === "" ? "allow" : `allow, warns ${told}`;
};

const people = (count: number, known = false, freeAt?: number) => ({ known, people: count, freeAt });
const same = (in10min: number, in24h: number, known = false) => ({
  content: { last10min: people(in10min, known), last24h: people(in24h, known) },
});
const entropy = (sends: number, distinct: number, hasParameters = true, repeats = 0) => ({
  entropy: { sends, distinct, hasParameters, repeats },
});
const breaker = (level: "warn" | "trip", measured: number, until = NOW + HOUR) => ({
  level,
  measured,
  until,
});
const loosen = (setting: PolicySetting, value: number): PolicyOptions => ({
  loosen: [{ setting, value, by: "Asha Rao", at: NOW, reason: "for this row of the table" }],
});

const ROWS: readonly (readonly [string, Case, string])[] = [
  ["no counters yet: the first look passes", {}, "allow"],
  ["nothing counted", { guards: {} }, "allow"],
  ["G4: the 50th person in 10 min", { category: "marketing", guards: same(49, 49) }, "allow"],
  ["G4: the 51st", { category: "marketing", guards: same(50, 50) }, "refuse CONTENT_FANOUT G4"],
  ["G4: the 251st in 24 h", { category: "marketing", guards: same(0, 250) }, "refuse CONTENT_FANOUT G4"],
  ["G4: the same person again", { category: "marketing", guards: same(50, 250, true) }, "allow"],
  ["G4: not for utility", { guards: same(50, 250) }, "allow"],
  [
    "G4 raised: only confirmed opt-ins",
    { category: "marketing", guards: same(0, 0), policy: loosen("marketing.maxSameContentPer24h", 500) },
    "refuse CONSENT_UNVERIFIED G4",
  ],
  [
    "G4 raised: a confirmed opt-in",
    {
      category: "marketing",
      guards: same(0, 400),
      policy: loosen("marketing.maxSameContentPer24h", 500),
      events: [
        grant({ id: "asked", action: "request" }),
        grant({
          id: "grant",
          action: "confirm",
          recordedAt: new Date(NOW - 9 * DAY).toISOString(),
          occurredAt: new Date(NOW - 9 * DAY).toISOString(),
        }),
      ],
    },
    "allow",
  ],
  [
    "G4: the ten minutes are full, the day is not, and the person has it already",
    { category: "marketing", guards: { content: { last10min: people(50), last24h: people(50, true) } } },
    "refuse CONTENT_FANOUT G4",
  ],
  ["G5: half differ", { guards: entropy(100, 50) }, "allow"],
  ["G5: three messages about each order", { guards: entropy(100, 34, true, 66) }, "allow"],
  [
    "G5: an offer to fifty people, twice",
    { guards: entropy(100, 1, true, 50) },
    "refuse UTILITY_AS_BROADCAST G5",
  ],
  [
    "G5: just too few of those that are no repetition",
    { guards: entropy(100, 16, true, 67) },
    "refuse UTILITY_AS_BROADCAST G5",
  ],
  ["G5: just below half, at 99 sends", { guards: entropy(99, 49) }, "allow, warns G5"],
  [
    "G5: an answer without parameters",
    { guards: entropy(100, 1, false), cause: { kind: "account" } },
    "allow",
  ],
  [
    "G5: a reply without parameters",
    { guards: entropy(100, 1, false), cause: { kind: "reply", inboundMessageId: "m" } },
    "allow",
  ],
  [
    "G5: an incident without parameters",
    { guards: entropy(100, 1, false), cause: { kind: "incident" } },
    "allow",
  ],
  [
    "G5: a ticket with parameters that repeat",
    { guards: entropy(100, 1), cause: { kind: "ticket" } },
    "refuse UTILITY_AS_BROADCAST G5",
  ],
  [
    "G5: an opt-in question says the same to all",
    { guards: entropy(100, 1), cause: { kind: "consent", ref: "c" } },
    "allow",
  ],
  ["G5: fewer differ, 49 sends", { guards: entropy(49, 1) }, "allow"],
  ["G5: fewer differ, 50 sends", { guards: entropy(50, 24) }, "allow, warns G5"],
  ["G5: fewer differ, 100 sends", { guards: entropy(100, 49) }, "refuse UTILITY_AS_BROADCAST G5"],
  ["G5: an incident says the same to all", { guards: entropy(100, 1), cause: { kind: "incident" } }, "allow"],
  [
    "G5: other kinds do not",
    { guards: entropy(100, 1), cause: { kind: "account" } },
    "refuse UTILITY_AS_BROADCAST G5",
  ],
  ["G5: without parameters", { guards: entropy(100, 1, false) }, "refuse UTILITY_AS_BROADCAST G5"],
  [
    "G5: a ticket needs no parameters",
    { guards: entropy(100, 1, false), cause: { kind: "ticket" } },
    "allow",
  ],
  ["G5: times of appointments repeat", { guards: entropy(100, 20), cause: { kind: "appointment" } }, "allow"],
  [
    "G5: but not so much",
    { guards: entropy(100, 19), cause: { kind: "appointment" } },
    "refuse UTILITY_AS_BROADCAST G5",
  ],
  ["G5: not for marketing", { category: "marketing", guards: entropy(100, 1) }, "allow"],
  [
    "G6: three of three",
    { guards: entropy(100, 1), cause: { ref: UUID, at: NOW } },
    "refuse CAUSE_IMPLAUSIBLE G6",
  ],
  [
    "G6: an older cause",
    { guards: entropy(100, 1), cause: { ref: UUID, at: NOW - 61_000 } },
    "refuse UTILITY_AS_BROADCAST G5",
  ],
  [
    "G6: a minute to the millisecond",
    { guards: entropy(100, 1), cause: { ref: UUID, at: NOW - 60_000 } },
    "refuse CAUSE_IMPLAUSIBLE G6",
  ],
  [
    "G6: a minute ahead",
    { guards: entropy(100, 1), cause: { ref: UUID, at: NOW + 60_000 } },
    "refuse CAUSE_IMPLAUSIBLE G6",
  ],
  [
    "G6: more than a minute ahead",
    { guards: entropy(100, 1), cause: { ref: UUID, at: NOW + 60_001 } },
    "refuse UTILITY_AS_BROADCAST G5",
  ],
  [
    "G6: capitals",
    { guards: entropy(100, 1), cause: { ref: UUID.toUpperCase(), at: NOW } },
    "refuse CAUSE_IMPLAUSIBLE G6",
  ],
  ...[
    `order ${UUID}`,
    `${UUID}-1`,
    UUID.replace("-4d3a", "-1d3a"),
    UUID.replace("-9a0c", "-7a0c"),
    "A-1",
  ].map(
    (ref) =>
      [
        `G6: not random: ${ref}`,
        { guards: entropy(100, 1), cause: { ref, at: NOW } },
        "refuse UTILITY_AS_BROADCAST G5",
      ] as const,
  ),
  ["G6: too few sends to tell", { guards: entropy(99, 1), cause: { ref: UUID, at: NOW } }, "allow, warns G5"],
  ["G6: parameters that differ", { guards: entropy(100, 90), cause: { ref: UUID, at: NOW } }, "allow"],
  ["G6: free form has no cause", { category: "free_form", guards: entropy(100, 1) }, "allow"],
  [
    "G9: the last of the first day",
    { guards: { numberReach: { ...people(249), bestCleanDay: 0 } } },
    "allow",
  ],
  ["G9: one more", { guards: { numberReach: { ...people(250), bestCleanDay: 0 } } }, "hold WARMUP_LIMIT G9"],
  [
    "G9: twice the best clean day",
    { guards: { numberReach: { ...people(399), bestCleanDay: 200 } } },
    "allow",
  ],
  [
    "G9: and no more",
    { guards: { numberReach: { ...people(400, false, NOW), bestCleanDay: 200 } } },
    "hold WARMUP_LIMIT G9",
  ],
  [
    "G9: somebody reached today",
    { guards: { numberReach: { ...people(400, true), bestCleanDay: 0 } } },
    "allow",
  ],
  [
    "G9: an established portfolio",
    { guards: { messagingLimit: 10_000, numberReach: { ...people(400), bestCleanDay: 0 } } },
    "allow",
  ],
  [
    "G9: codes pass",
    { category: "authentication", guards: { numberReach: { ...people(400), bestCleanDay: 0 } } },
    "allow",
  ],
  [
    "G9: a limit just below the established one",
    { guards: { messagingLimit: 9_999, numberReach: { ...people(250), bestCleanDay: 0 } } },
    "hold WARMUP_LIMIT G9",
  ],
  [
    "G9: free form reaches nobody anew",
    { category: "free_form", guards: { numberReach: { ...people(400), bestCleanDay: 0 } } },
    "allow",
  ],
  ["G10: free form, too", { category: "free_form", guards: { reach: people(200) } }, "allow"],
  ["G10: no limit", { guards: { messagingLimit: Number.POSITIVE_INFINITY, reach: people(1e6) } }, "allow"],
  ["G10: the limit is not known, below", { guards: { reach: people(199) } }, "allow"],
  [
    "G10: utility does not count as marketing",
    { guards: { messagingLimit: 2_000, marketingReach: people(1_000) } },
    "allow",
  ],
  [
    "G10: an odd limit is rounded down",
    { guards: { messagingLimit: 999, reach: people(799) } },
    "hold REACH_LIMIT G10",
  ],
  ["G10: below 80 % of the limit", { guards: { messagingLimit: 2_000, reach: people(1_599) } }, "allow"],
  [
    "G10: at 80 %",
    { guards: { messagingLimit: 2_000, reach: people(1_600, false, NOW) } },
    "hold REACH_LIMIT G10",
  ],
  ["G10: the limit is not known", { guards: { reach: people(200) } }, "hold REACH_LIMIT G10"],
  ["G10: somebody reached already", { guards: { reach: people(200, true) } }, "allow"],
  ["G10: codes use the rest", { category: "authentication", guards: { reach: people(250) } }, "allow"],
  [
    "G10: marketing at half of it",
    {
      category: "marketing",
      guards: { messagingLimit: 2_000, reach: people(1_000), marketingReach: people(1_000) },
    },
    "hold REACH_LIMIT G10",
  ],
  [
    "G10: marketing below half of it",
    { category: "marketing", guards: { messagingLimit: 2_000, marketingReach: people(999) } },
    "allow",
  ],
  ["G11: 100 messages in 15 s", { guards: { strangers: { sends: 99 } } }, "allow"],
  ["G11: 101", { guards: { strangers: { sends: 100 } } }, "hold STRANGER_BURST G11"],
  [
    "G11: says when",
    { guards: { strangers: { sends: 100, freeAt: NOW + 3_000 } } },
    "hold STRANGER_BURST G11",
  ],
  [
    "G11: 20 marketing messages",
    { category: "marketing", guards: { marketingStrangers: { sends: 19 } } },
    "allow",
  ],
  [
    "G11: 21",
    { category: "marketing", guards: { marketingStrangers: { sends: 20 } } },
    "refuse STRANGER_BURST G11",
  ],
  [
    "G11: and 15 minutes after it",
    { category: "marketing", guards: { marketingStrangers: { sends: 0, pausedUntil: NOW + 1 } } },
    "refuse STRANGER_BURST G11",
  ],
  [
    "G11: the 15 minutes are over, and it is too many again",
    { category: "marketing", guards: { marketingStrangers: { sends: 20, pausedUntil: NOW } } },
    "refuse STRANGER_BURST G11",
  ],
  [
    "G11: the 15 minutes are over",
    { category: "marketing", guards: { marketingStrangers: { sends: 19, pausedUntil: NOW } } },
    "allow",
  ],
  [
    "G11: the places of marketing do not stop utility",
    { guards: { marketingStrangers: { sends: 20 } } },
    "allow",
  ],
  [
    "G11: free form goes to nobody who never wrote",
    { category: "free_form", guards: { strangers: { sends: 100 } } },
    "allow",
  ],
  ["G11: marketing to people who wrote", { category: "marketing", guards: {} }, "allow"],
  ["G11: codes pass", { category: "authentication", guards: { strangers: { sends: 100 } } }, "allow"],
  ["G13: the 20th chat in 10 min", { category: "free_form", guards: same(19, 19) }, "allow"],
  ["G13: the 21st", { category: "free_form", guards: same(20, 20) }, "refuse FREEFORM_FANOUT G13"],
  ["G13: the 101st in 24 h", { category: "free_form", guards: same(0, 100) }, "refuse FREEFORM_FANOUT G13"],
  ["G13: the same person again", { category: "free_form", guards: same(20, 100, true) }, "allow"],
  ["G14: the sixth", { category: "free_form", guards: { unanswered: 5 } }, "allow"],
  ["G14: the seventh", { category: "free_form", guards: { unanswered: 6 } }, "hold UNANSWERED G14"],
  ["G14: templates have caps of their own", { guards: { unanswered: 6 } }, "allow"],
  ["G16: twenty opt-ins in a minute", { category: "marketing", guards: { grantedTogether: 20 } }, "allow"],
  ["G16: one more", { category: "marketing", guards: { grantedTogether: 21 } }, "refuse CONSENT_SUSPECT G16"],
  ["G16: for marketing only", { guards: { grantedTogether: 21 } }, "allow"],
  ["G16: not for free form", { category: "free_form", guards: { grantedTogether: 21 } }, "allow"],
  ["G17: not for free form", { category: "free_form", guards: { adjacent: 10 } }, "allow"],
  ["G17: a number that stands alone", { guards: { adjacent: 0 } }, "allow"],
  ["G17: nine neighbours", { guards: { adjacent: 9 } }, "allow"],
  ["G17: ten", { guards: { adjacent: 10 } }, "refuse SEQUENTIAL_NUMBERS G17"],
  [
    "G18: marketing",
    { category: "marketing", guards: { listQuality: breaker("trip", 0.104) } },
    "refuse LIST_QUALITY G18",
  ],
  [
    "G18: utility to new people",
    { guards: { listQuality: breaker("trip", 0.104), newPerson: true } },
    "refuse LIST_QUALITY G18",
  ],
  ["G18: utility to the others", { guards: { listQuality: breaker("trip", 0.104) } }, "allow, warns G18"],
  [
    "G18: it warns before",
    { guards: { listQuality: breaker("warn", 0.06), newPerson: true } },
    "allow, warns G18",
  ],
  [
    "G18: it is over",
    { category: "marketing", guards: { listQuality: breaker("trip", 0.104, NOW) } },
    "allow",
  ],
  [
    "G18: a warning stops no marketing",
    { category: "marketing", guards: { listQuality: breaker("warn", 0.06) } },
    "allow, warns G18",
  ],
  [
    "G18: codes pass",
    { category: "authentication", guards: { listQuality: breaker("trip", 0.104), newPerson: true } },
    "allow, warns G18",
  ],
  [
    "G18: a warning is over, too",
    { category: "marketing", guards: { listQuality: breaker("warn", 0.06, NOW) } },
    "allow",
  ],
  [
    "G18: to the millisecond",
    { category: "marketing", guards: { listQuality: breaker("trip", 0.104, NOW + 1) } },
    "refuse LIST_QUALITY G18",
  ],
  [
    "G19: not for free form",
    { category: "free_form", guards: { optOutRate: breaker("trip", 0.02) } },
    "allow, warns G19",
  ],
  ["G19: over", { guards: { optOutRate: breaker("trip", 0.02, NOW) } }, "allow"],
  ["G20: over", { category: "marketing", guards: { engagement: breaker("trip", 0.05, NOW) } }, "allow"],
  [
    "G20: not for free form",
    { category: "free_form", guards: { engagement: breaker("warn", 0.05) } },
    "allow",
  ],
  ["G19: tripped", { guards: { optOutRate: breaker("trip", 0.02) } }, "refuse OPT_OUT_RATE G19"],
  [
    "G19: it warns before",
    { category: "marketing", guards: { optOutRate: breaker("warn", 0.012) } },
    "allow, warns G19",
  ],
  [
    "G20: tripped",
    { category: "marketing", guards: { engagement: breaker("trip", 0.05) } },
    "refuse NO_ENGAGEMENT G20",
  ],
  [
    "G20: it warns before",
    { category: "marketing", guards: { engagement: breaker("warn", 0.05) } },
    "allow, warns G20",
  ],
  ["G20: for marketing only", { guards: { engagement: breaker("trip", 0.05) } }, "allow"],
];

describe("guards that count over many sends", () => {
  it.each(ROWS)("%s", (_name, given, expected) => {
    expect(outcome(given)).toBe(expected);
  });

  it("what each decision says: a change of words is seen in review", async () => {
    const said = ROWS.map(([name, given]) => wordsOf(name, decisionOf(given)));
    await expect(said.join("\n")).toMatchFileSnapshot("./guards.said.txt");
  });

  it("a hold says when a place gets free", () => {
    const retryAfter = (guards: GuardReadings, category: Case["category"] = "utility"): number => {
      const decision = decisionOf({ guards, category });
      if (decision.action !== "hold") throw new Error("expected a hold");
      return decision.retryAfterMs;
    };
    expect(retryAfter({ strangers: { sends: 100, freeAt: NOW + 3_000 } })).toBe(3_000);
    expect(retryAfter({ strangers: { sends: 100 } })).toBe(15_000);
    expect(retryAfter({ reach: people(200, false, NOW - 2 * HOUR) })).toBe(22 * HOUR);
    expect(retryAfter({ numberReach: { ...people(250, false, NOW - HOUR), bestCleanDay: 0 } })).toBe(
      23 * HOUR,
    );
    expect(retryAfter({ numberReach: { ...people(250), bestCleanDay: 0 } })).toBe(DAY);
    expect(retryAfter({ reach: people(200) })).toBe(DAY);
    expect(retryAfter({ unanswered: 6 }, "free_form")).toBe(23 * HOUR - 30_000);
  });
});
