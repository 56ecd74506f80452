import { DAY, HOUR, MINUTE } from "../../../src/core/index.js";
import { casesOf, type DecidedCase } from "./decided-case.js";
import {
  CLOSED,
  GRANT_ALL,
  HANDED_OFF,
  NOW,
  OPEN,
  QUESTION,
  REQUEST,
  cause,
  event,
  suppress,
  utility,
  withdrawAll,
  withdrawMarketing,
} from "./given.js";

export const UTILITY: readonly DecidedCase[] = [
  ...casesOf(utility, [
    ["row 9: opted in", { events: [GRANT_ALL] }, "allow row-9"],
    ["row 10: contract", { cause: cause({ basis: "contract" }) }, "allow row-10, warns row-10"],
    ["row 11: nothing stored", {}, "refuse CONSENT_REQUIRED row-11"],
    [
      "row 11: pending is not granted",
      { events: [event("request", ["utility"], DAY)] },
      "refuse CONSENT_REQUIRED row-11",
    ],
    [
      "row 11: expired",
      { events: [event("grant", ["utility"], DAY, { expiresAt: new Date(NOW).toISOString() })] },
      "refuse CONSENT_REQUIRED row-11",
    ],
    [
      "row 12: answers them inside the window",
      { inboundAt: OPEN, cause: cause({ kind: "reply", inboundMessageId: "m" }) },
      "allow row-12",
    ],
    [
      "row 12: not outside the window",
      { inboundAt: CLOSED, cause: cause({ kind: "reply", inboundMessageId: "m" }) },
      "refuse CONSENT_REQUIRED row-11",
    ],
    ["row 13: only marketing withdrawn", { events: [GRANT_ALL, withdrawMarketing(DAY)] }, "allow row-9"],
    [
      "row 14: utility withdrawn",
      { events: [GRANT_ALL, event("withdraw", ["utility"], DAY)] },
      "refuse OPTED_OUT row-14",
    ],
    [
      "row 14: everything withdrawn",
      { events: [GRANT_ALL, withdrawAll(DAY)], cause: cause({ basis: "contract" }) },
      "refuse OPTED_OUT row-14",
    ],
    [
      "row 15: they asked for something later",
      { events: [GRANT_ALL, withdrawAll(DAY)], cause: cause({ userInitiated: true }) },
      "allow row-15",
    ],
    [
      "row 15: asked before the opt-out",
      { events: [GRANT_ALL, withdrawAll(30_000)], cause: cause({ userInitiated: true }) },
      "refuse OPTED_OUT row-14",
    ],
    ["row 35: the question that they asked for", { events: [REQUEST], cause: QUESTION }, "allow row-35"],
    [
      "row 35: not another question than the stored one",
      { events: [REQUEST], cause: { ...QUESTION, ref: "other" } },
      "refuse CONSENT_REQUIRED row-11",
    ],
    [
      "row 35: a question that lapsed is none",
      { events: [event("request", ["marketing"], 8 * DAY, { id: "doi" })], cause: QUESTION },
      "refuse CONSENT_REQUIRED row-11",
    ],
    [
      "row 36: not after an opt-out",
      { events: [GRANT_ALL, withdrawMarketing(DAY)], cause: QUESTION },
      "refuse OPTED_OUT row-36",
    ],
    [
      "row 36: not after a no",
      { events: [event("deny", ["marketing"], DAY)], cause: QUESTION },
      "refuse OPTED_OUT row-36",
    ],
    [
      "row 36: unless they asked for it later themselves",
      {
        events: [GRANT_ALL, withdrawMarketing(DAY), event("request", ["marketing"], HOUR, { id: "doi" })],
        cause: QUESTION,
      },
      "allow row-35",
    ],
    [
      "row 36: suppressed",
      { events: [REQUEST, suppress("objection", MINUTE)], cause: QUESTION },
      "refuse SUPPRESSED row-16",
    ],
    [
      "row 37: one reminder",
      { events: [REQUEST], cause: QUESTION, counts: { causeThisPerson: 1 } },
      "allow row-35",
    ],
    [
      "row 37: no second one",
      { events: [REQUEST], cause: QUESTION, counts: { causeThisPerson: 2 } },
      "refuse DOI_REPEAT row-37",
    ],
    [
      "row 51: blocked by the business",
      { events: [GRANT_ALL, suppress("blocked")] },
      "refuse USER_BLOCKED_BY_US row-51",
    ],
    ["row 16: suppressed", { events: [GRANT_ALL, suppress("complaint")] }, "refuse SUPPRESSED row-16"],
    [
      "row 16: denied",
      { events: [event("deny", ["utility"], DAY)], cause: cause({ basis: "contract" }) },
      "refuse SUPPRESSED row-16",
    ],
    [
      "row 17: recategorised to marketing counts as marketing",
      { events: [event("grant", ["utility"], DAY)], record: { category: "marketing" } },
      "refuse CONSENT_REQUIRED row-21",
    ],
    [
      "row 40: unknown to the account",
      { events: [GRANT_ALL], record: null },
      "refuse TEMPLATE_NOT_APPROVED row-40",
    ],
    [
      "row 40: pending",
      { events: [GRANT_ALL], record: { status: "PENDING" } },
      "refuse TEMPLATE_NOT_APPROVED row-40",
    ],
    [
      "row 40: a status nobody knows",
      { events: [GRANT_ALL], record: { status: "SOMETHING_NEW" } },
      "refuse TEMPLATE_NOT_APPROVED row-40",
    ],
    [
      "row 41: paused",
      { events: [GRANT_ALL], record: { status: "PAUSED" } },
      "refuse TEMPLATE_PAUSED row-41",
    ],
    [
      "row 41: disabled",
      { events: [GRANT_ALL], record: { status: "DISABLED" } },
      "refuse TEMPLATE_DISABLED row-41",
    ],
    [
      "row 42: parameters",
      { events: [GRANT_ALL], problems: ["params.name: is missing"] },
      "refuse TEMPLATE_PARAMS row-42",
    ],
    [
      "row 42: not what the account holds",
      { events: [GRANT_ALL], mismatches: ["the body is not the same."] },
      "refuse TEMPLATE_MISMATCH row-42",
    ],
    ["G2: no cause", { events: [GRANT_ALL], cause: undefined }, "refuse CAUSE_REQUIRED G2"],
    [
      "G2: a reply to nothing",
      { events: [GRANT_ALL], inboundAt: OPEN, cause: cause({ kind: "reply" }) },
      "refuse CAUSE_REQUIRED G2",
    ],
    [
      "G3: the sixth person of one order",
      { events: [GRANT_ALL], counts: { causeOtherPersons: 5 } },
      "refuse CAUSE_FANOUT G3",
    ],
    ["G3: the fifth passes", { events: [GRANT_ALL], counts: { causeOtherPersons: 4 } }, "allow row-9"],
    [
      "G3: the 250th of an incident passes",
      { events: [GRANT_ALL], cause: cause({ kind: "incident" }), counts: { causeOtherPersons: 249 } },
      "allow row-9",
    ],
    [
      "G3: the 251st of an incident",
      { events: [GRANT_ALL], cause: cause({ kind: "incident" }), counts: { causeOtherPersons: 250 } },
      "refuse CAUSE_FANOUT G3",
    ],
    [
      "G7: an order of four days ago",
      { events: [GRANT_ALL], cause: cause({ at: NOW - 4 * DAY }) },
      "refuse CAUSE_STALE G7",
    ],
    [
      "G7: an event in the future",
      { events: [GRANT_ALL], cause: cause({ at: NOW + 10 * MINUTE }) },
      "refuse CAUSE_STALE G7",
    ],
    [
      "G7: an appointment in a month",
      { events: [GRANT_ALL], cause: cause({ kind: "appointment", at: NOW + 30 * DAY }) },
      "allow row-9",
    ],
    [
      "G7: an appointment in a year",
      { events: [GRANT_ALL], cause: cause({ kind: "appointment", at: NOW + 365 * DAY }) },
      "refuse CAUSE_STALE G7",
    ],
    [
      "G8: the 13th message about one order",
      { events: [GRANT_ALL], counts: { causeThisPerson: 12 } },
      "refuse CAUSE_REPEATED G8",
    ],
    ["G12: ten in a day", { events: [GRANT_ALL], counts: { utility24h: 10 } }, "hold RECIPIENT_CAP G12"],
    [
      "G12: fifteen of all kinds in a day",
      { events: [GRANT_ALL], counts: { businessInitiated24h: 15 } },
      "hold RECIPIENT_CAP G12",
    ],

    ...(
      [
        "REJECTED",
        "ARCHIVED",
        "PENDING_DELETION",
        "LIMIT_EXCEEDED",
        "LOCKED",
        "IN_APPEAL",
        "DELETED",
      ] as const
    ).map(
      (status) =>
        [
          `row 40: ${status}`,
          { events: [GRANT_ALL], record: { status } },
          "refuse TEMPLATE_NOT_APPROVED row-40",
        ] as const,
    ),
    [
      "row 40: rejected, with Meta's reason",
      { events: [GRANT_ALL], record: { status: "REJECTED", reason: "TAG_CONTENT_MISMATCH" } },
      "refuse TEMPLATE_NOT_APPROVED row-40",
    ],
    ...(["REINSTATED", "UNARCHIVED"] as const).map(
      (status) =>
        [`row 40: ${status} sends`, { events: [GRANT_ALL], record: { status } }, "allow row-9"] as const,
    ),
    [
      "row 40: Direct Send has no template to look up",
      { events: [GRANT_ALL], record: null, direct: true },
      "allow row-9",
    ],
    [
      "row 12: a reply without the message that it answers",
      { inboundAt: OPEN, cause: cause({ kind: "reply" }) },
      "refuse CONSENT_REQUIRED row-11",
    ],
    [
      "row 12: another cause inside the window needs an opt-in",
      { inboundAt: OPEN, cause: cause({ inboundMessageId: "m" }) },
      "refuse CONSENT_REQUIRED row-11",
    ],
    [
      "row 14: no cause excuses nothing",
      { events: [withdrawAll(DAY)], cause: undefined },
      "refuse OPTED_OUT row-14",
    ],
    [
      "row 15: in the same millisecond is not later",
      { events: [withdrawAll(MINUTE)], cause: cause({ userInitiated: true }) },
      "refuse OPTED_OUT row-14",
    ],
    [
      "row 10: not by configuration",
      { cause: cause({ basis: "contract" }), config: { allowContractUtility: false } },
      "refuse CONSENT_REQUIRED row-11",
    ],
    [
      "row 35: the first",
      { events: [REQUEST], cause: QUESTION, counts: { causeThisPerson: 0 } },
      "allow row-35",
    ],
    [
      "row 36: not after an opt-out of everything",
      { events: [withdrawAll(DAY)], cause: QUESTION },
      "refuse OPTED_OUT row-36",
    ],
    [
      "row 36: not after an opt-out of utility",
      { events: [GRANT_ALL, event("withdraw", ["utility"], DAY)], cause: QUESTION },
      "refuse OPTED_OUT row-36",
    ],
    [
      "row 36: who never said no is no case of it",
      { events: [GRANT_ALL], cause: { ...QUESTION, ref: "other" } },
      "allow row-9",
    ],
    [
      "row 36: a no to utility alone",
      { events: [event("deny", ["utility"], DAY)], cause: QUESTION },
      "refuse OPTED_OUT row-36",
    ],
    [
      "G2: a reply inside the window",
      { events: [GRANT_ALL], inboundAt: OPEN, cause: cause({ kind: "reply", inboundMessageId: "m" }) },
      "allow row-9",
    ],
    [
      "G2: a reply to a message of yesterday",
      { events: [GRANT_ALL], inboundAt: CLOSED, cause: cause({ kind: "reply", inboundMessageId: "m" }) },
      "refuse CAUSE_REQUIRED G2",
    ],
    [
      "G3: two people of one opt-in",
      {
        events: [GRANT_ALL],
        cause: cause({ kind: "reply", inboundMessageId: "m" }),
        inboundAt: OPEN,
        counts: { causeOtherPersons: 1 },
      },
      "refuse CAUSE_FANOUT G3",
    ],
    [
      "G7: 72 hours to the millisecond",
      { events: [GRANT_ALL], cause: cause({ at: NOW - 72 * HOUR }) },
      "allow row-9",
    ],
    [
      "G7: five minutes ahead, by another clock",
      { events: [GRANT_ALL], cause: cause({ at: NOW + 5 * MINUTE }) },
      "allow row-9",
    ],
    [
      "G7: an appointment of yesterday",
      { events: [GRANT_ALL], cause: cause({ kind: "appointment", at: NOW - DAY }) },
      "allow row-9",
    ],
    [
      "G7: an appointment of the day before",
      { events: [GRANT_ALL], cause: cause({ kind: "appointment", at: NOW - DAY - 1 }) },
      "refuse CAUSE_STALE G7",
    ],
    [
      "G7: ninety days to the millisecond",
      { events: [GRANT_ALL], cause: cause({ kind: "appointment", at: NOW + 90 * DAY }) },
      "allow row-9",
    ],
    ["G8: the twelfth passes", { events: [GRANT_ALL], counts: { causeThisPerson: 11 } }, "allow row-9"],
    [
      "G12: the tenth of a day passes",
      { events: [GRANT_ALL], counts: { utility24h: 9, businessInitiated24h: 14 } },
      "allow row-9",
    ],
    [
      "row 47: 80 % of Meta's limit are used",
      { events: [GRANT_ALL], guards: { messagingLimit: 2_000, reach: { known: false, people: 1_600 } } },
      "hold REACH_LIMIT G10",
    ],
    [
      "row 47: one fewer",
      { events: [GRANT_ALL], guards: { messagingLimit: 2_000, reach: { known: false, people: 1_599 } } },
      "allow row-9",
    ],
    [
      "row 47: a new number on its first day",
      {
        events: [GRANT_ALL],
        guards: { messagingLimit: 2_000, numberReach: { known: false, people: 250, bestCleanDay: 0 } },
      },
      "hold WARMUP_LIMIT G9",
    ],

    ["row 53: utility to a user id", { events: [GRANT_ALL], bsuid: true }, "allow row-9"],
    [
      "row 20: utility on the strength of an import",
      {
        events: [
          event("grant", ["utility", "marketing"], DAY, { method: "import", actor: { kind: "operator" } }),
        ],
      },
      "allow row-9",
    ],
    [
      "row 37: another cause, as often as it may",
      { events: [GRANT_ALL, REQUEST], counts: { causeThisPerson: 2 } },
      "allow row-9",
    ],

    [
      "T2: a doubtful stop word holds marketing only",
      {
        events: [
          GRANT_ALL,
          event("hold", ["marketing"], HOUR, { expiresAt: new Date(NOW + HOUR).toISOString() }),
        ],
      },
      "allow row-9",
    ],
    ["row 24: utility to a US number", { events: [GRANT_ALL], country: "US" }, "allow row-9"],
    [
      "automation: a template into a chat that is handed off",
      { events: [GRANT_ALL], handOff: HANDED_OFF },
      "allow row-9",
    ],

    [
      "row 42: several parameters",
      { events: [GRANT_ALL], problems: ["params.name: is missing", "params.order: is too long"] },
      "refuse TEMPLATE_PARAMS row-42",
    ],
  ]),
];
