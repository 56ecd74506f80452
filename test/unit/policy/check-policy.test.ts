/** Choices, holidays and trades as `new Waypost({ policy })` takes them. Thresholds are in test/scenario/guards.test.ts. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ValidationError } from "../../../src/core/index.js";
import {
  checkPolicy,
  POLICY_CHOICES,
  type PolicyChoice,
  type PolicyOptions,
  quietHoursAt,
  settingOf,
  STRICT_POLICY,
} from "../../../src/policy/index.js";

const REASON = { by: "Asha Rao", at: "2026-11-02", reason: "Our shop is open on Sundays." };
const looser = (setting: string, value: unknown, more: object = {}) => ({
  loosen: [{ ...REASON, setting, value, ...more }],
});
const CHOICES = Object.keys(POLICY_CHOICES) as PolicyChoice[];

const check = (policy: unknown) => checkPolicy(policy as PolicyOptions);
const problemsOf = (policy: unknown): string => {
  try {
    check(policy);
    return "accepted";
  } catch (error) {
    if (!ValidationError.is(error)) throw error;
    return (error.problems ?? []).map(({ field, problem }) => `${field}: ${problem}`).join("; ");
  }
};

describe("choices", () => {
  it.each([
    ["a stricter word", { tighten: { "content.promotion": "refuse" } }, "accepted"],
    ["the preset's own value", { tighten: { "quietHours.enabled": true } }, "accepted"],
    [
      "looser under tighten",
      { tighten: { "content.promotion": "ignore" } },
      'policy.tighten["content.promotion"]: looser than the preset\'s "refuse": give it under loosen, with by, at and reason',
    ],
    [
      "Sundays under tighten",
      { tighten: { "quietHours.allowSunday": true } },
      'policy.tighten["quietHours.allowSunday"]: looser than the preset\'s false: give it under loosen, with by, at and reason',
    ],
    ["Sundays, with a reason", looser("quietHours.allowSunday", true), "accepted"],
    [
      "Sundays, without a reason",
      looser("quietHours.allowSunday", true, { reason: "sales" }),
      "policy.loosen.0.reason: expected 10 to 500 characters",
    ],
    [
      "Sundays, by nobody",
      looser("quietHours.allowSunday", true, { by: undefined }),
      "policy.loosen.0.by: Invalid input: expected string, received undefined",
    ],
    ["no quiet hours, with a reason", looser("quietHours.enabled", false), "accepted"],
    ["card numbers warn, with a reason", looser("content.cardNumbers", "warn"), "accepted"],
    [
      "card numbers left alone",
      looser("content.cardNumbers", "ignore"),
      'policy.loosen[0]: content.cardNumbers: expected "refuse" or "warn": WhatsApp\'s policy on data forbids whole card numbers',
    ],
    [
      "stricter under loosen",
      looser("content.bankAccounts", "refuse"),
      'policy.loosen[0]: content.bankAccounts is not looser with "refuse": give it under tighten',
    ],
    [
      "no such word",
      { tighten: { "content.oneTimeCodes": "block" } },
      'policy.tighten["content.oneTimeCodes"]: expected "refuse" or "warn" or "ignore"',
    ],
    [
      "a word for a switch",
      looser("quietHours.enabled", "false"),
      "policy.loosen[0]: quietHours.enabled: expected true or false",
    ],
    [
      "a word for a threshold",
      { tighten: { "caps.utility24h": "refuse" } },
      'policy.tighten["caps.utility24h"]: expected a whole number of at least 0',
    ],
    [
      "no value",
      { loosen: [{ ...REASON, setting: "content.promotion" }] },
      "policy.loosen.0.value: Invalid input: expected nonoptional, received undefined",
    ],
    [
      "an unknown name",
      { tighten: { "content.insults": "refuse" } },
      "policy.tighten.content.insults: unknown setting: see docs/policy.md",
    ],
    [
      "a name of every object",
      looser("constructor", "warn"),
      "policy.loosen.0.setting: unknown setting: see docs/policy.md",
    ],
    [
      "twice",
      { tighten: { "content.promotion": "refuse" }, ...looser("content.promotion", "ignore") },
      "policy: content.promotion: set more than once",
    ],
  ] as const)("%s", (_name, policy, expected) => {
    expect(problemsOf(policy)).toBe(expected);
  });

  it("each value is taken on one side only, and is then in force and, if looser, told to the audit log", () => {
    fc.assert(
      fc.property(
        fc
          .constantFrom(...CHOICES)
          .chain((name) => fc.tuple(fc.constant(name), fc.constantFrom(...POLICY_CHOICES[name].values))),
        ([name, value]) => {
          const values: readonly unknown[] = POLICY_CHOICES[name].values;
          const from = settingOf(STRICT_POLICY, name);
          const isLooser = values.indexOf(value) > values.indexOf(from);
          const [right, wrong] = isLooser
            ? [looser(name, value), { tighten: { [name]: value } }]
            : [{ tighten: { [name]: value } }, looser(name, value)];
          expect(problemsOf(wrong)).not.toBe("accepted");
          const { config, loosened } = check(right);
          expect(settingOf(config, name)).toBe(value);
          expect(loosened).toEqual(
            isLooser ? [{ ...REASON, at: Date.UTC(2026, 10, 2), setting: name, from, to: value }] : [],
          );
          // Nothing else moved.
          for (const other of CHOICES.filter((one) => one !== name))
            expect(settingOf(config, other)).toBe(settingOf(STRICT_POLICY, other));
        },
      ),
    );
  });
});

describe("holidays and trade", () => {
  const unknown = "unknown country: expected two capital letters of ISO 3166-1, for example IN";
  it.each([
    ["holidays", { holidays: { IN: ["2027-01-26"], FR: [] } }, "accepted"],
    ["a country in small letters", { holidays: { in: ["2027-01-26"] } }, `policy.holidays.in: ${unknown}`],
    ["no country", { holidays: { XX: [] } }, `policy.holidays.XX: ${unknown}`],
    [
      "a day that does not exist",
      { holidays: { IN: ["2027-01-26", "2027-02-29"] } },
      "policy.holidays.IN.1: expected a date that exists, YYYY-MM-DD",
    ],
    [
      "another way to write it",
      { holidays: { IN: ["26.01.2027"] } },
      "policy.holidays.IN.0: expected a date that exists, YYYY-MM-DD",
    ],
    [
      "holidays without quiet hours",
      { ...looser("quietHours.enabled", false), holidays: { IN: ["2027-01-26"] } },
      "policy.holidays: without effect where quietHours.enabled is false",
    ],
    ["a trade", { vertical: { kind: "alcohol", countries: ["IN", "BR"] } }, "accepted"],
    [
      "a trade nowhere",
      { vertical: { kind: "alcohol", countries: [] } },
      "policy.vertical.countries: name at least one country: the policy allows this trade only where it is listed",
    ],
    [
      "a trade in no country",
      { vertical: { kind: "gambling", countries: ["IN", "UK"] } },
      `policy.vertical.countries.1: ${unknown}`,
    ],
    [
      "a trade that nobody treats apart",
      { vertical: { kind: "books", countries: ["IN"] } },
      "policy.vertical.kind: unknown trade: expected alcohol, gambling, over_the_counter_drugs; leave vertical out for any other",
    ],
    [
      "a forbidden trade",
      { vertical: { kind: "tobacco", countries: ["IN"] } },
      "policy.vertical.kind: not on WhatsApp, in no country (WhatsApp Business Messaging Policy, regulated verticals): " +
        "use another channel for it. Only alcohol, gambling, over_the_counter_drugs have a list of countries",
    ],
  ] as const)("%s", (_name, policy, expected) => {
    expect(problemsOf(policy)).toBe(expected);
  });

  it("nothing of it is looser than the preset, so nothing of it goes into the audit log", () => {
    const policy = check({
      holidays: { IN: ["2026-01-26"] },
      vertical: { kind: "alcohol", countries: ["IN"] },
    });
    expect(policy.loosened).toEqual([]);
    expect(policy.config).toEqual({
      ...STRICT_POLICY,
      quietHours: { ...STRICT_POLICY.quietHours, holidays: { IN: ["2026-01-26"] } },
      vertical: { kind: "alcohol", countries: ["IN"] },
    });
  });

  it("a listed day is quiet in its country, also where no public holidays are computed, and stays with other choices", () => {
    const { config } = check({ ...looser("quietHours.allowSunday", true), holidays: { IN: ["2026-01-26"] } });
    const opens = (country: string, from: string) => {
      const subject = { country, timeZone: undefined, nightConsent: true };
      const quiet = quietHoursAt(config.quietHours, subject, Date.parse(from));
      return quiet?.opensAt === undefined ? quiet : new Date(quiet.opensAt).toISOString();
    };
    // Noon of Monday, 26 January 2026, in India.
    expect(opens("IN", "2026-01-26T06:30:00Z")).toBe("2026-01-27T04:30:00.000Z");
    expect(opens("IN", "2026-01-25T06:30:00Z")).toBeUndefined();
    expect(opens("AE", "2026-01-26T06:30:00Z")).toBeUndefined();
  });
});
