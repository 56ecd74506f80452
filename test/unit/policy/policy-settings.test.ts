import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { POLICY_SETTINGS, type PolicySetting, settingOf, STRICT_POLICY } from "../../../src/policy/index.js";

const NAMES = Object.keys(POLICY_SETTINGS) as PolicySetting[];
const PAGE = readFileSync(new URL("../../../docs/policy.md", import.meta.url), "utf8");

it.each(NAMES)("%s has a value, a ceiling on its loose side, and a line in docs/policy.md", (name) => {
  const { guard, loosest, stricter, unit, what } = POLICY_SETTINGS[name];
  const usual = settingOf(STRICT_POLICY, name);
  expect(typeof usual).toBe("number");
  if (stricter === "lower") expect(loosest).toBeGreaterThan(usual);
  else expect(loosest).toBeLessThan(usual);
  const bound = `${stricter === "lower" ? "at most" : "at least"} ${String(loosest)}`;
  expect(PAGE).toContain(`| \`${name}\` | ${guard} | ${String(usual)} | ${bound} | ${unit} | ${what} |`);
});

it("the ceiling of marketing to many is Meta's first scaled step (5.6)", () => {
  expect(POLICY_SETTINGS["marketing.maxSameContentPer24h"].loosest).toBe(2_000);
});
