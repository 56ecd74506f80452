import { DAY, HOUR } from "../../../src/core/index.js";
import { casesOf, type DecidedCase } from "./decided-case.js";
import { GRANT_ALL, NOW, OPEN, SUBSCRIPTION, cause, event, marketing, withdrawMarketing } from "./given.js";

export const MARKETING: readonly DecidedCase[] = [
  ...casesOf(marketing, [
    ["row 19: opted in, the opt-in is the cause", { events: [GRANT_ALL] }, "allow row-19"],
    ["row 19: also inside the window", { events: [GRANT_ALL], inboundAt: OPEN }, "allow row-19"],
    [
      "row 20: imported",
      {
        events: [
          event("grant", ["marketing"], DAY, { id: "grant", method: "import", actor: { kind: "operator" } }),
        ],
      },
      "refuse CONSENT_UNVERIFIED row-20",
    ],
    ["row 21: nothing stored, even inside the window", { inboundAt: OPEN }, "refuse CONSENT_REQUIRED row-21"],
    [
      "row 21: utility is not marketing",
      { events: [event("grant", ["utility"], DAY)] },
      "refuse CONSENT_REQUIRED row-21",
    ],
    ["row 21: denied", { events: [event("deny", ["marketing"], DAY)] }, "refuse CONSENT_REQUIRED row-21"],
    [
      "row 22: withdrawn by keyword",
      { events: [GRANT_ALL, withdrawMarketing(DAY)] },
      "refuse OPTED_OUT row-22",
    ],
    [
      "row 22: withdrawing utility ends marketing too",
      { events: [GRANT_ALL, event("withdraw", ["utility"], DAY)] },
      "refuse OPTED_OUT row-22",
    ],
    [
      "row 22: an operator cannot lift it",
      {
        events: [
          GRANT_ALL,
          withdrawMarketing(DAY),
          event("grant", ["marketing"], HOUR, { actor: { kind: "operator" }, method: "verbal" }),
        ],
      },
      "refuse OPTED_OUT row-22",
    ],
    [
      "row 23: withdrawn by WhatsApp's own stop",
      { events: [GRANT_ALL, withdrawMarketing(DAY, "whatsapp_native")] },
      "refuse OPTED_OUT row-23",
    ],
    ["row 24: US number", { events: [GRANT_ALL], country: "US" }, "refuse MARKETING_US row-24"],
    [
      "row 27: template quality RED",
      { events: [GRANT_ALL], record: { quality: "RED" } },
      "refuse QUALITY row-27",
    ],
    [
      "row 27: template flagged",
      { events: [GRANT_ALL], record: { status: "FLAGGED" } },
      "refuse QUALITY row-27",
    ],
    [
      "row 29: soft opt-in",
      { events: [event("grant", ["marketing"], DAY, { id: "grant", basis: "soft_opt_in" })] },
      "allow row-29",
    ],
    [
      "T2: waits for the answer to our question",
      {
        events: [
          GRANT_ALL,
          event("hold", ["marketing"], HOUR, { expiresAt: new Date(NOW + 71 * HOUR).toISOString() }),
        ],
      },
      "hold OPT_OUT_PENDING T2",
    ],
    [
      "T2: no answer in 72 hours ends marketing",
      {
        events: [
          GRANT_ALL,
          event("hold", ["marketing"], 73 * HOUR, { expiresAt: new Date(NOW - HOUR).toISOString() }),
        ],
      },
      "refuse OPTED_OUT row-22",
    ],
    [
      "T2: they meant something else",
      {
        events: [
          GRANT_ALL,
          event("hold", ["marketing"], 2 * HOUR, { expiresAt: new Date(NOW + 70 * HOUR).toISOString() }),
          event("release", ["marketing"], HOUR),
        ],
      },
      "allow row-19",
    ],
    [
      "G4: an order is no cause for marketing",
      { events: [GRANT_ALL], cause: cause() },
      "refuse CAUSE_REQUIRED G4",
    ],
    [
      "G4: a subscription that is not theirs",
      { events: [GRANT_ALL], cause: cause({ kind: "subscription", ref: "SUMMER" }) },
      "refuse CAUSE_REQUIRED G4",
    ],
    ["G12: one a day", { events: [GRANT_ALL], counts: { marketing24h: 1 } }, "hold RECIPIENT_CAP G12"],
    ["G12: four a month", { events: [GRANT_ALL], counts: { marketing30d: 4 } }, "hold RECIPIENT_CAP G12"],
    [
      "a definition that says marketing is marketing, whatever the account says",
      { events: [event("grant", ["utility"], DAY)], record: { category: "utility" } },
      "refuse CONSENT_REQUIRED row-21",
    ],

    [
      "G4: no subscription is named by nothing",
      { events: [event("grant", ["utility"], DAY)], cause: SUBSCRIPTION },
      "refuse CONSENT_REQUIRED row-21",
    ],
    ["G2: no cause", { events: [GRANT_ALL], cause: undefined }, "refuse CAUSE_REQUIRED G2"],
    [
      "G12: the fourth of a month passes",
      { events: [GRANT_ALL], counts: { marketing30d: 3 } },
      "allow row-19",
    ],
    [
      "G12: fifteen of all kinds",
      { events: [GRANT_ALL], counts: { businessInitiated24h: 15 } },
      "hold RECIPIENT_CAP G12",
    ],
    [
      "row 24: the rest of +1 gets it",
      { events: [GRANT_ALL], country: "CA", now: NOW + 5 * HOUR },
      "allow row-19",
    ],
    [
      "T2: to the last millisecond",
      {
        events: [
          GRANT_ALL,
          event("hold", ["marketing"], HOUR, { expiresAt: new Date(NOW + 1).toISOString() }),
        ],
      },
      "hold OPT_OUT_PENDING T2",
    ],
    [
      "T2: over to the millisecond",
      {
        events: [GRANT_ALL, event("hold", ["marketing"], HOUR, { expiresAt: new Date(NOW).toISOString() })],
      },
      "refuse OPTED_OUT row-22",
    ],

    [
      "G4: the opt-in's id under another kind of cause",
      { events: [GRANT_ALL], cause: cause({ kind: "order", ref: "grant" }) },
      "refuse CAUSE_REQUIRED G4",
    ],
    [
      "row 35: the question itself is no marketing template",
      {
        events: [event("request", ["marketing"], HOUR, { id: "doi" })],
        cause: cause({ kind: "consent", ref: "doi" }),
      },
      "refuse CONSENT_REQUIRED row-21",
    ],
    ["row 53: marketing to a user id", { events: [GRANT_ALL], bsuid: true }, "allow row-19"],
  ]),
];
