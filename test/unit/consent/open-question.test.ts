import { expect, it } from "vitest";
import { type ConsentEvent, openQuestions } from "../../../src/consent/index.js";
import { BY_OPERATOR, event, fold, HOUR, T0 } from "./consent-events.js";

const open = (hours: number, ...events: readonly ConsentEvent[]) =>
  openQuestions(fold(...events), T0 + hours * HOUR);

const both = event("request", 1, { ...BY_OPERATOR, scopes: ["marketing", "utility"] });

it("a question about several scopes is one question, until it is answered for each", () => {
  expect(open(2, both)).toEqual([{ eventId: both.id, scopes: ["marketing", "utility"] }]);
  expect(open(4, both, event("confirm", 3))).toEqual([{ eventId: both.id, scopes: ["utility"] }]);
  expect(open(4, both, event("confirm", 3), event("deny", 3, { scopes: ["utility"] }))).toEqual([]);
});

it("two questions are two", () => {
  const calls = event("request", 2, { ...BY_OPERATOR, scopes: ["calls"] });
  expect(open(3, both, calls)).toEqual([
    { eventId: calls.id, scopes: ["calls"] },
    { eventId: both.id, scopes: ["marketing", "utility"] },
  ]);
});

it("nobody asks what is granted, ended or unknown, and a question lapses after seven days", () => {
  expect(open(2)).toEqual([]);
  expect(open(2, event("grant", 1), event("withdraw", 1, { scopes: ["calls"] }))).toEqual([]);
  expect(open(7 * 24, both)).toHaveLength(1);
  expect(open(7 * 24 + 1, both)).toEqual([]);
});
