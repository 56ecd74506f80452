/** May they be asked, is the one reminder due, has the question lapsed: from the stored events alone. */
import { describe, expect, it } from "vitest";
import { type ConsentEvent, doubleOptIn, type Scope } from "../../../src/consent/index.js";
import { BY_OPERATOR, event, HOUR, stateAt, T0 } from "./consent-events.js";

const MARKETING: readonly Scope[] = ["marketing"];
const ask = (hours: number, scopes: readonly Scope[] | "all" = MARKETING) =>
  event("request", hours, { ...BY_OPERATOR, scopes });
const at = (
  hours: number,
  events: readonly ConsentEvent[],
  other: { readonly scopes?: readonly Scope[]; readonly remindAfterMs?: number } = {},
) => doubleOptIn({ events, namespace: "brand", scopes: MARKETING, now: T0 + hours * HOUR, ...other });
const WEEK = 7 * 24;

describe("a question about several scopes", () => {
  const scopes: readonly Scope[] = ["utility", "marketing"];

  it("is closed when one of them was ended", () => {
    expect(at(9, [event("grant", 1), event("deny", 2, { scopes: ["utility"] })], { scopes }).state).toBe(
      "closed",
    );
    expect(at(9, [ask(1, scopes), event("withdraw", 2)], { scopes }).state).toBe("closed");
  });

  it("is granted when all of them are", () => {
    const one = event("grant", 1);
    expect(at(9, [one], { scopes }).state).toBe("not_asked");
    expect(at(9, [one, event("grant", 2, { scopes: ["utility"] })], { scopes }).state).toBe("granted");
  });

  it("waits while one of them does", () => {
    const utility = event("grant", 2, { scopes: ["utility"] });
    expect(at(9, [ask(1, scopes), utility], { scopes })).toMatchObject({
      state: "waiting",
      askedAt: T0 + HOUR,
      lapsesAt: T0 + (1 + WEEK) * HOUR,
    });
  });
});

describe("the one reminder", () => {
  const due = (hours: number, events: readonly ConsentEvent[], remindAfterMs?: number) => {
    const found = at(hours, events, remindAfterMs === undefined ? {} : { remindAfterMs });
    return found.state === "waiting" ? found.reminder : undefined;
  };

  it("is due a day after the question, until twelve hours before it lapses", () => {
    const from = T0 + 24 * HOUR;
    expect(due(24 - 0.001, [ask(0)])).toEqual({ from, due: false });
    expect(due(24, [ask(0)])).toEqual({ from, due: true });
    expect(due(WEEK - 12, [ask(0)])).toEqual({ from, due: true });
    expect(due(WEEK - 12 + 0.001, [ask(0)])).toEqual({ from, due: false });
  });

  it("is never due where the pace leaves less than twelve hours to answer", () => {
    expect(due(1, [ask(0)], (WEEK - 12) * HOUR)).toEqual({ from: T0 + (WEEK - 12) * HOUR, due: false });
    expect(due(1, [ask(0)], (WEEK - 12) * HOUR + 1)).toBeUndefined();
  });

  it("went out with a second request, be it for more, for all, or of the same moment", () => {
    for (const again of [ask(2), ask(2, ["marketing", "calls"]), ask(2, "all"), { ...ask(0), id: "z" }])
      expect(due(30, [ask(0), again])).toBeUndefined();
  });

  it("did not go out with a request for something else, nor with another act", () => {
    for (const other of [
      ask(2, ["calls"]),
      event("grant", 2, { scopes: ["calls"] }),
      event("hold", 2),
      event("invalidate", 2, { scopes: ["calls"] }),
      event("unsuppress", 2),
    ])
      expect(due(30, [ask(0), other])?.due).toBe(true);
  });

  it("of a question that lapsed before is no reminder of this one", () => {
    expect(due(WEEK + 30, [ask(0), ask(WEEK + 1)])?.due).toBe(true);
  });
});

it("an ambiguous word is asked about also when the question beside it is dropped", () => {
  const dropped = event("expire", 3, { actor: { kind: "system" }, method: "api" });
  const events = [ask(1), event("hold", 2), dropped];
  expect(stateAt(events, 2 + 71).state).toBe("unknown");
  expect(stateAt(events, 2 + 72).state).toBe("withdrawn");
});
