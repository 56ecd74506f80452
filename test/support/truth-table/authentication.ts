import { DAY, HOUR, MINUTE } from "../../../src/core/index.js";
import { casesOf, type DecidedCase } from "./decided-case.js";
import { LOGIN, NOW, authentication, cause, event, suppress, withdrawAll } from "./given.js";

export const AUTHENTICATION: readonly DecidedCase[] = [
  ...casesOf(authentication, [
    ["row 30: no consent needed for a code they asked for", {}, "allow row-30"],
    ["row 31: asked after the opt-out", { events: [withdrawAll(HOUR)] }, "allow row-30"],
    ["row 31: asked before the opt-out", { events: [withdrawAll(30_000)] }, "refuse OPTED_OUT row-31"],
    ["row 31: objection, asked later", { events: [suppress("objection")] }, "allow row-30"],
    [
      "row 32: not asked for",
      { cause: cause({ kind: "authentication", ref: "x" }) },
      "refuse CAUSE_REQUIRED row-32",
    ],
    [
      "row 32: eleven minutes old",
      { cause: { ...LOGIN, at: NOW - 11 * MINUTE } },
      "refuse CAUSE_STALE row-32",
    ],
    [
      "row 33: number given to somebody else",
      { events: [suppress("reassigned")] },
      "refuse SUPPRESSED row-33",
    ],
    ["row 33: erased", { events: [event("erase", "all", DAY)] }, "refuse SUPPRESSED row-33"],
    ["row 34: five in ten minutes", { counts: { authentication10min: 5 } }, "hold RECIPIENT_CAP row-34"],
    ["row 53: not to a user id", { bsuid: true }, "refuse BSUID_UNSUPPORTED row-53"],
    ["G3: one code, one person", { counts: { causeOtherPersons: 1 } }, "refuse CAUSE_FANOUT G3"],

    [
      "row 31: objection, asked before it",
      { events: [suppress("objection", 30_000)] },
      "refuse SUPPRESSED row-31",
    ],
    [
      "row 31: objection, nobody asked",
      { events: [suppress("objection")], cause: cause({ kind: "authentication", ref: "x" }) },
      "refuse SUPPRESSED row-31",
    ],
    ["row 31: no cause", { events: [suppress("objection")], cause: undefined }, "refuse SUPPRESSED row-31"],
    ["row 32: no cause", { cause: undefined }, "refuse CAUSE_REQUIRED G2"],
    [
      "row 32: an order is no request for a code",
      { cause: cause({ userInitiated: true }) },
      "refuse CAUSE_REQUIRED row-32",
    ],
    [
      "row 32: ten minutes to the millisecond",
      { cause: { ...LOGIN, at: NOW - 10 * MINUTE } },
      "allow row-30",
    ],
    [
      "row 32: five minutes ahead, by another clock",
      { cause: { ...LOGIN, at: NOW + 5 * MINUTE } },
      "allow row-30",
    ],
    [
      "row 32: more is the future",
      { cause: { ...LOGIN, at: NOW + 5 * MINUTE + 1 } },
      "refuse CAUSE_STALE row-32",
    ],
    ["row 33: a legal hold", { events: [suppress("legal")] }, "refuse SUPPRESSED row-33"],
    ["row 34: the fifth in ten minutes passes", { counts: { authentication10min: 4 } }, "allow row-30"],
    ["row 34: ten in a day", { counts: { authentication24h: 10 } }, "hold RECIPIENT_CAP row-34"],
    ["row 34: fifteen of all kinds", { counts: { businessInitiated24h: 15 } }, "hold RECIPIENT_CAP row-34"],
    [
      "row 15: a code needs an act later than the opt-out",
      { events: [withdrawAll(MINUTE)] },
      "refuse OPTED_OUT row-31",
    ],

    [
      "row 31: objection, asked in the same millisecond",
      { events: [suppress("objection", MINUTE)] },
      "refuse SUPPRESSED row-31",
    ],
  ]),
];
