import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import {
  POLICY_CHOICES,
  POLICY_SETTINGS,
  type PolicyChoice,
  type PolicyChoiceInfo,
  type PolicySetting,
  settingOf,
  STRICT_POLICY,
} from "../../../src/policy/index.js";

const NAMES = Object.keys(POLICY_SETTINGS) as PolicySetting[];
const CHOICES = Object.keys(POLICY_CHOICES) as PolicyChoice[];
const PAGE = readFileSync(new URL("../../../docs/policy.md", import.meta.url), "utf8");
/** Names in the first column of a table between two marks of the page. */
const namesIn = (mark: string): readonly (string | undefined)[] =>
  [
    ...(PAGE.split(`<!-- ${mark} -->`)[1]?.split(`<!-- /${mark} -->`)[0] ?? "").matchAll(/^\| `([^`]+)`/gm),
  ].map(([, name]) => name);

it.each(NAMES)("%s has a value, a ceiling on its loose side, and a line in docs/policy.md", (name) => {
  const { guard, loosest, stricter, unit, what } = POLICY_SETTINGS[name];
  const usual = settingOf(STRICT_POLICY, name);
  expect(typeof usual).toBe("number");
  if (stricter === "lower") expect(loosest).toBeGreaterThan(usual);
  else expect(loosest).toBeLessThan(usual);
  const bound = `${stricter === "lower" ? "at most" : "at least"} ${String(loosest)}`;
  expect(PAGE).toContain(`| \`${name}\` | ${guard} | ${String(usual)} | ${bound} | ${unit} | ${what} |`);
});

it.each(CHOICES)("%s stands among its values, and in a line of docs/policy.md", (name) => {
  const { guard, values, ceiling, what }: PolicyChoiceInfo = POLICY_CHOICES[name];
  const usual = settingOf(STRICT_POLICY, name);
  expect(values).toContain(usual);
  const listed = values.map((value) => `\`${String(value)}\``).join(", ");
  const end = ceiling === undefined ? "" : `; ${ceiling}`;
  expect(PAGE).toContain(`| \`${name}\` | ${guard} | \`${String(usual)}\` | ${listed} | ${what}${end} |`);
});

it("docs/policy.md names no setting and no choice that there is not", () => {
  expect(namesIn("settings")).toEqual(NAMES);
  expect(namesIn("choices")).toEqual(CHOICES);
});

it("every word and switch of the content lints and the quiet hours is a choice", () => {
  const { enabled, allowSunday } = STRICT_POLICY.quietHours;
  const names = [
    ...Object.keys({ enabled, allowSunday }).map((name) => `quietHours.${name}`),
    ...Object.keys(STRICT_POLICY.content).map((name) => `content.${name}`),
  ];
  expect(CHOICES).toEqual(names);
});

it("the ceiling of marketing to many is Meta's first scaled step (5.6)", () => {
  expect(POLICY_SETTINGS["marketing.maxSameContentPer24h"].loosest).toBe(2_000);
});
