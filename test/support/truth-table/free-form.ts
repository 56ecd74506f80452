import { DAY, HOUR, MINUTE } from "../../../src/core/index.js";
import { casesOf, type DecidedCase } from "./decided-case.js";
import {
  CLOSED,
  GRANT_ALL,
  HANDED_OFF,
  NOW,
  OPEN,
  event,
  freeForm,
  suppress,
  withdrawAll,
  withdrawMarketing,
} from "./given.js";

export const FREE_FORM: readonly DecidedCase[] = [
  ...casesOf(freeForm, [
    ["row 1: open window, no consent needed", { inboundAt: OPEN }, "allow row-1"],
    [
      "row 1: open window, marketing withdrawn",
      { inboundAt: OPEN, events: [GRANT_ALL, withdrawMarketing(DAY)] },
      "allow row-1",
    ],
    [
      "row 2: everything withdrawn, they wrote later",
      { inboundAt: OPEN, events: [withdrawAll(2 * HOUR)] },
      "allow row-2",
    ],
    [
      "row 3: everything withdrawn, nothing later",
      { inboundAt: OPEN, events: [withdrawAll(HOUR)] },
      "refuse OPTED_OUT row-3",
    ],
    [
      "row 4: suppressed, they wrote later",
      { inboundAt: OPEN, events: [suppress("objection")] },
      "allow row-1",
    ],
    [
      "row 4: suppressed, nothing later",
      { inboundAt: OPEN, events: [suppress("objection", MINUTE)] },
      "refuse SUPPRESSED row-4",
    ],
    ["row 5: window closed", { inboundAt: CLOSED, events: [GRANT_ALL] }, "refuse WINDOW_CLOSED row-5"],
    ["row 5: never wrote", { events: [GRANT_ALL] }, "refuse WINDOW_CLOSED row-5"],
    [
      "row 5: the last 30 seconds count as closed",
      { inboundAt: NOW - DAY + 29_000 },
      "refuse WINDOW_CLOSED row-5",
    ],
    ["row 1: just before them it is open", { inboundAt: NOW - DAY + 31_000 }, "allow row-1"],
    [
      "row 38: confirmation right after the opt-out",
      { inboundAt: NOW - 1_000, events: [withdrawAll(1_000)], purpose: "opt_out_confirmation" },
      "allow row-38",
    ],
    [
      "row 39: confirmation after five minutes",
      { inboundAt: OPEN, events: [withdrawMarketing(6 * MINUTE)], purpose: "opt_out_confirmation" },
      "refuse CONFIRMATION_LATE row-39",
    ],
    [
      "row 39: confirmation of nothing",
      { inboundAt: OPEN, purpose: "opt_out_confirmation" },
      "refuse CONFIRMATION_LATE row-39",
    ],

    [
      "automation: a chat that is handed off",
      { inboundAt: OPEN, handOff: HANDED_OFF },
      "refuse HANDED_OFF automation",
    ],
    [
      "automation: a person of the business writes",
      { inboundAt: OPEN, handOff: HANDED_OFF, by: "agent" },
      "allow row-1",
    ],
    ["automation: given back", { inboundAt: OPEN, handOff: { ...HANDED_OFF, active: false } }, "allow row-1"],
    [
      "automation: handed off in the future, by the clock of another machine",
      { inboundAt: OPEN, handOff: { ...HANDED_OFF, at: NOW + MINUTE } },
      "refuse HANDED_OFF automation",
    ],
    [
      "row 38: the confirmation of an opt-out is owed in a chat that is handed off, too",
      {
        inboundAt: NOW - 1_000,
        events: [withdrawAll(1_000)],
        purpose: "opt_out_confirmation",
        handOff: HANDED_OFF,
      },
      "allow row-38",
    ],
    [
      "row 38: five minutes to the millisecond",
      { inboundAt: OPEN, events: [withdrawMarketing(5 * MINUTE)], purpose: "opt_out_confirmation" },
      "allow row-38",
    ],
    [
      "row 39: a millisecond later",
      { inboundAt: OPEN, events: [withdrawMarketing(5 * MINUTE + 1)], purpose: "opt_out_confirmation" },
      "refuse CONFIRMATION_LATE row-39",
    ],
    [
      "row 3: what they wrote in the same millisecond was the opt-out itself",
      { inboundAt: OPEN, events: [withdrawAll(HOUR)] },
      "refuse OPTED_OUT row-3",
    ],
    [
      "row 1: utility withdrawn alone",
      { inboundAt: OPEN, events: [GRANT_ALL, event("withdraw", ["utility"], MINUTE)] },
      "allow row-2",
    ],
    [
      "row 5: the thirtieth second before the end",
      { inboundAt: NOW - DAY + 30_000 },
      "refuse WINDOW_CLOSED row-5",
    ],

    ["row 53: a chat with a user id", { inboundAt: OPEN, bsuid: true }, "allow row-1"],
    [
      "row 39: a confirmation right after an opt-in",
      { inboundAt: OPEN, events: [event("grant", ["marketing"], 1_000)], purpose: "opt_out_confirmation" },
      "refuse CONFIRMATION_LATE row-39",
    ],
  ]),
];
