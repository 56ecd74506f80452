/** Thresholds, choices, holidays and trades as `new Waypost({ policy })` takes them. */
import fc from "../../support/seeded-properties.js";
import { describe, expect, it } from "vitest";
import { ValidationError } from "../../../src/core/index.js";
import {
  checkPolicy,
  POLICY_CHOICES,
  POLICY_SETTINGS,
  type PolicyChoice,
  type PolicyOptions,
  type PolicySetting,
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

describe("thresholds", () => {
  it.each([
    ["no policy", undefined, "accepted"],
    ["nothing set", {}, "accepted"],
    ["the preset", { preset: "strict" }, "accepted"],
    ["another preset", { preset: "loose" }, 'policy.preset: the only preset is "strict"'],
    ["a tighter cap", { tighten: { "caps.utility24h": 5 } }, "accepted"],
    ["the preset's own value", { tighten: { "caps.utility24h": 10 } }, "accepted"],
    ["nothing at all", { tighten: { "caps.utility24h": 0 } }, "accepted"],
    [
      "looser under tighten",
      { tighten: { "caps.utility24h": 11 } },
      'policy.tighten["caps.utility24h"]: looser than the preset\'s 10: give it under loosen, with by, at and reason',
    ],
    ["looser, with a reason", looser("causeFanout.incident", 400), "accepted"],
    [
      "looser, without a name",
      looser("causeFanout.incident", 400, { by: "" }),
      "policy.loosen.0.by: expected 2 to 500 characters",
    ],
    [
      "looser, by white space",
      looser("causeFanout.incident", 400, { by: "   " }),
      "policy.loosen.0.by: expected 2 to 500 characters",
    ],
    ["the shortest name", looser("causeFanout.incident", 400, { by: "AR" }), "accepted"],
    [
      "looser, without a reason",
      looser("causeFanout.incident", 400, { reason: "because" }),
      "policy.loosen.0.reason: expected 10 to 500 characters",
    ],
    ["the longest reason", looser("causeFanout.incident", 400, { reason: "x".repeat(500) }), "accepted"],
    [
      "a longer one",
      looser("causeFanout.incident", 400, { reason: "x".repeat(501) }),
      "policy.loosen.0.reason: expected 10 to 500 characters",
    ],
    [
      "looser, without a date",
      looser("causeFanout.incident", 400, { at: "soon" }),
      "policy.loosen.0.at: expected a Date, an ISO date or milliseconds since the epoch",
    ],
    ["a Date", looser("causeFanout.incident", 400, { at: new Date(0) }), "accepted"],
    ["milliseconds", looser("causeFanout.incident", 400, { at: 0 }), "accepted"],
    [
      "beyond the ceiling",
      looser("marketing.maxSameContentPer24h", 2_001),
      "policy.loosen[0]: marketing.maxSameContentPer24h cannot be loosened beyond 2000",
    ],
    ["up to the ceiling", looser("marketing.maxSameContentPer24h", 2_000), "accepted"],
    [
      "not looser",
      looser("marketing.maxSameContentPer24h", 250),
      "policy.loosen[0]: marketing.maxSameContentPer24h is not looser with 250: give it under tighten",
    ],
    ["where more is stricter", { tighten: { "utility.minDistinctShare": 0.6 } }, "accepted"],
    [
      "where less is looser",
      { tighten: { "utility.minDistinctShare": 0.4 } },
      'policy.tighten["utility.minDistinctShare"]: looser than the preset\'s 0.5: give it under loosen, with by, at and reason',
    ],
    ["where less is looser, with a reason", looser("utility.minDistinctShare", 0.2), "accepted"],
    [
      "below the floor",
      looser("utility.minDistinctShare", 0.19),
      "policy.loosen[0]: utility.minDistinctShare cannot be loosened beyond 0.2",
    ],
    [
      "a share above one",
      looser("reach.share", 1.2),
      "policy.loosen[0]: reach.share: expected a share from 0 to 1",
    ],
    ["a whole share", looser("reach.share", 1), "accepted"],
    [
      "a negative share",
      { tighten: { "reach.share": -0.1 } },
      'policy.tighten["reach.share"]: expected a share from 0 to 1',
    ],
    [
      "half a person",
      looser("marketing.maxSameContentPer24h", 300.5),
      "policy.loosen[0]: marketing.maxSameContentPer24h: expected a whole number of at least 0",
    ],
    [
      "a factor below one",
      { tighten: { "warmUp.growth": 0.5 } },
      'policy.tighten["warmUp.growth"]: expected a factor of at least 1',
    ],
    ["a factor of one", { tighten: { "warmUp.growth": 1 } }, "accepted"],
    ["a factor with a fraction", { tighten: { "warmUp.growth": 1.5 } }, "accepted"],
    [
      "not a number",
      { tighten: { "caps.utility24h": Number.NaN } },
      'policy.tighten["caps.utility24h"]: expected a whole number of at least 0',
    ],
    [
      "without an end",
      looser("caps.utility24h", Number.POSITIVE_INFINITY),
      "policy.loosen[0]: caps.utility24h: expected a whole number of at least 0",
    ],
    [
      "an unknown setting",
      looser("oneRecipient", 2),
      "policy.loosen.0.setting: unknown setting: see docs/policy.md",
    ],
    ["a switch for consent", { consent: false }, 'policy: Unrecognized key: "consent"'],
    ["a switch for contracts", { allowContractUtility: false }, "accepted"],
    [
      "the other way",
      { allowContractUtility: true },
      "policy.allowContractUtility: true is the default; only false can be set",
    ],
    [
      "one content to more people, and warm-up loosened",
      {
        loosen: [
          ...looser("marketing.maxSameContentPer24h", 500).loosen,
          ...looser("warmUp.firstDay", 500).loosen,
          ...looser("caps.marketing24h", 2).loosen,
          ...looser("causeFanout.incident", 400).loosen,
        ],
      },
      "policy: warmUp.firstDay: stays as it is where the same marketing content may go to more people; " +
        "policy: caps.marketing24h: stays as it is where the same marketing content may go to more people",
    ],
    [
      "warm-up alone",
      { loosen: [...looser("warmUp.firstDay", 500).loosen, ...looser("caps.marketing24h", 2).loosen] },
      "accepted",
    ],
    [
      "one content to more people, and a cap tightened",
      { ...looser("marketing.maxSameContentPer10min", 500), tighten: { "caps.utility24h": 5 } },
      "accepted",
    ],
    [
      "one setting twice",
      { tighten: { "caps.utility24h": 5 }, ...looser("caps.utility24h", 20) },
      "policy: caps.utility24h: set more than once",
    ],
    [
      "everything that is wrong is said at once",
      { tighten: { "caps.utility24h": 11 }, ...looser("reach.share", 2) },
      'policy.tighten["caps.utility24h"]: looser than the preset\'s 10: give it under loosen, with by, at and reason; ' +
        "policy.loosen[0]: reach.share: expected a share from 0 to 1",
    ],
  ] as const)("%s", (_name, policy, expected) => {
    expect(problemsOf(policy)).toBe(expected);
  });

  it("each threshold is taken up to its ceiling, on one side only, and nothing else moves", () => {
    for (const name of Object.keys(POLICY_SETTINGS) as PolicySetting[]) {
      const { loosest } = POLICY_SETTINGS[name];
      expect(problemsOf({ tighten: { [name]: loosest } })).toContain("looser than the preset's");
      const { config, loosened } = check(looser(name, loosest));
      expect(settingOf(config, name)).toBe(loosest);
      expect(loosened).toEqual([
        {
          setting: name,
          from: settingOf(STRICT_POLICY, name),
          to: loosest,
          by: REASON.by,
          at: Date.UTC(2026, 10, 2),
          reason: REASON.reason,
        },
      ]);
      for (const other of (Object.keys(POLICY_SETTINGS) as PolicySetting[]).filter((one) => one !== name))
        expect(settingOf(config, other)).toBe(settingOf(STRICT_POLICY, other));
    }
  });

  it("who and why are kept without the white space around them", () => {
    const { loosened } = check(
      looser("causeFanout.incident", 400, { by: " Asha Rao ", reason: "  Our aircraft have 380 seats. " }),
    );
    expect(loosened).toMatchObject([{ by: "Asha Rao", reason: "Our aircraft have 380 seats." }]);
  });

  it("the error says that the client cannot start, what is wrong, and where to read on", () => {
    const start = (): unknown => check({ tighten: { "caps.utility24h": 11 }, ...looser("reach.share", 2) });
    expect(start).toThrow(
      'Waypost cannot start: policy.tighten["caps.utility24h"]: looser than the preset\'s 10: give it under loosen, with by, at and ' +
        "reason; policy.loosen[0]: reach.share: expected a share from 0 to 1.",
    );
    expect(start).toThrow(
      expect.objectContaining({
        code: "INVALID_OPTIONS",
        fix: "Correct policy in new Waypost({ ... }). The settings and their ceilings are in docs/policy.md.",
      }),
    );
  });

  it("nothing given is the preset itself", () => {
    expect(check(undefined)).toEqual({ config: STRICT_POLICY, loosened: [] });
    expect(check({ allowContractUtility: false }).config).toEqual({
      ...STRICT_POLICY,
      allowContractUtility: false,
    });
  });
});

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
