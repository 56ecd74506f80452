import { ValidationError, type ValidationProblem } from "../core/index.js";
import {
  isPolicyChoice,
  POLICY_CHOICES,
  type PolicyChoice,
  type PolicyChoiceInfo,
} from "./policy-choices.js";
import { type PolicyConfig, STRICT_POLICY } from "./policy-config.js";
import { type PolicyOptions, policyOptionsSchema, type PolicyValues } from "./policy-options.js";
import { POLICY_SETTINGS, type PolicySetting } from "./policy-settings.js";

/** Name of a threshold or a choice. */
type Name = PolicySetting | PolicyChoice;
type Value = PolicyValues[Name];

/** A loosening after validation. */
export interface CheckedLoosening {
  readonly setting: Name;
  readonly from: Value;
  readonly to: Value;
  readonly by: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly reason: string;
}

export interface CheckedPolicy {
  readonly config: PolicyConfig;
  readonly loosened: readonly CheckedLoosening[];
}

/** Guards that stay as they are where one content may go to more people (compliance 5.6). */
const KEPT_WITH_FANOUT = ["G9", "G10", "G12", "G19", "G20"];

/**
 * The policy's configuration. Pure.
 *
 * @throws ValidationError `INVALID_OPTIONS` naming each setting that is unknown, has a value that does not fit, is looser
 * without a reason, beyond its ceiling, or not to be loosened together with another.
 */
export function checkPolicy(options: PolicyOptions | undefined): CheckedPolicy {
  const parsed = policyOptionsSchema().safeParse(options ?? {});
  if (!parsed.success) {
    throw invalid(
      parsed.error.issues.map((issue) => ({
        field: path("policy", ...issue.path),
        // What is wrong with a key stands one level deeper.
        problem: (issue.code === "invalid_key" ? issue.issues[0]?.message : undefined) ?? issue.message,
      })),
    );
  }
  const { tighten = {}, loosen = [], ...rest } = parsed.data;
  const tightened = Object.entries(tighten) as [Name, Value][];
  const problems = [
    ...tightened.flatMap(([name, value]) => tightenProblems(name, value)),
    ...loosen.flatMap((one, index) => loosenProblems(one, `policy.loosen[${String(index)}]`)),
    ...togetherProblems(
      loosen.map(({ setting }) => setting),
      tightened.map(([name]) => name),
    ),
    ...(rest.holidays !== undefined && loosen.some(({ setting }) => setting === "quietHours.enabled")
      ? [{ field: "policy.holidays", problem: "without effect where quietHours.enabled is false" }]
      : []),
  ];
  if (problems.length > 0) throw invalid(problems);
  const loosened = loosen.map(({ setting, value, by, at, reason }): CheckedLoosening => ({
    setting,
    from: settingOf(STRICT_POLICY, setting),
    to: value as Value,
    by: by.trim(),
    at,
    reason: reason.trim(),
  }));
  const changes = [...tightened, ...loosened.map(({ setting, to }) => [setting, to] as const)];
  const config = changes.reduce<PolicyConfig>(
    (policy, [name, value]) => withSetting(policy, pathOf(policy, name), value),
    withFacts(rest),
  );
  return { config, loosened };
}

/** The value of one threshold or choice. */
export function settingOf<Setting extends Name>(config: PolicyConfig, name: Setting): PolicyValues[Setting] {
  return pathOf(config, name).reduce<unknown>(
    (value, key) => (value as Record<string, unknown>)[key],
    config,
  ) as PolicyValues[Setting];
}

/** What is neither a threshold nor a choice, and only ever stops more than the preset. */
function withFacts({
  allowContractUtility,
  holidays,
  vertical,
}: Pick<PolicyOptions, "allowContractUtility" | "holidays" | "vertical">): PolicyConfig {
  return {
    ...STRICT_POLICY,
    ...(allowContractUtility === undefined ? {} : { allowContractUtility }),
    ...(holidays === undefined ? {} : { quietHours: { ...STRICT_POLICY.quietHours, holidays } }),
    ...(vertical === undefined ? {} : { vertical }),
  };
}

function tightenProblems(name: Name, value: unknown): ValidationProblem[] {
  const field = `policy.tighten["${name}"]`;
  const problem = misfit(name, value);
  if (problem !== undefined) return [{ field, problem }];
  const usual = settingOf(STRICT_POLICY, name);
  if (!looser(name, value, usual)) return [];
  return [
    {
      field,
      problem: `looser than the preset's ${shown(usual)}: give it under loosen, with by, at and reason`,
    },
  ];
}

function loosenProblems(
  { setting, value }: { readonly setting: Name; readonly value?: unknown },
  field: string,
): ValidationProblem[] {
  const problem = misfit(setting, value);
  if (problem !== undefined) return [{ field, problem: `${setting}: ${problem}` }];
  if (!looser(setting, value, settingOf(STRICT_POLICY, setting)))
    return [{ field, problem: `${setting} is not looser with ${shown(value)}: give it under tighten` }];
  if (isPolicyChoice(setting)) return [];
  const { loosest } = POLICY_SETTINGS[setting];
  return looser(setting, value, loosest)
    ? [{ field, problem: `${setting} cannot be loosened beyond ${String(loosest)}` }]
    : [];
}

function togetherProblems(loosened: readonly Name[], tightened: readonly Name[]): ValidationProblem[] {
  const all = [...loosened, ...tightened];
  const twice = all.filter((name, index) => all.indexOf(name) !== index);
  const problems = twice.map((name) => ({ field: `policy: ${name}`, problem: "set more than once" }));
  if (!loosened.some((name) => guardOf(name) === "G4")) return problems;
  const kept = loosened.filter((name) => KEPT_WITH_FANOUT.includes(guardOf(name)));
  return [
    ...problems,
    ...kept.map((name) => ({
      field: `policy: ${name}`,
      problem: "stays as it is where the same marketing content may go to more people",
    })),
  ];
}

function guardOf(name: Name): string {
  return isPolicyChoice(name) ? POLICY_CHOICES[name].guard : POLICY_SETTINGS[name].guard;
}

/** Whether a value that fits is looser than another. */
function looser(name: Name, value: unknown, than: unknown): boolean {
  if (isPolicyChoice(name)) {
    const values: readonly unknown[] = POLICY_CHOICES[name].values;
    return values.indexOf(value) > values.indexOf(than);
  }
  const [one, other] = [value as number, than as number];
  return POLICY_SETTINGS[name].stricter === "lower" ? one > other : one < other;
}

/** Why a value does not fit its setting at all. */
function misfit(name: Name, value: unknown): string | undefined {
  if (isPolicyChoice(name)) {
    const { values, ceiling }: PolicyChoiceInfo = POLICY_CHOICES[name];
    if ((values as readonly unknown[]).includes(value)) return undefined;
    return `expected ${values.map(shown).join(" or ")}${ceiling === undefined ? "" : `: ${ceiling}`}`;
  }
  const { unit } = POLICY_SETTINGS[name];
  if (typeof value === "number" && usable(value, unit)) return undefined;
  if (unit === "share") return "expected a share from 0 to 1";
  return unit === "factor" ? "expected a factor of at least 1" : "expected a whole number of at least 0";
}

function usable(value: number, unit: string): boolean {
  if (!Number.isFinite(value) || value < 0) return false;
  if (unit === "share") return value <= 1;
  return unit === "factor" ? value >= 1 : Number.isInteger(value);
}

function shown(value: unknown): string {
  return typeof value === "string" ? `"${value}"` : String(value);
}

function pathOf(config: PolicyConfig, name: Name): readonly string[] {
  const parts = name.split(".");
  return Object.hasOwn(config, String(parts[0])) ? parts : ["guards", ...parts];
}

function withSetting<T extends object>(config: T, [key = "", ...rest]: readonly string[], value: Value): T {
  const inner = (config as Record<string, unknown>)[key];
  return { ...config, [key]: rest.length === 0 ? value : withSetting(inner as object, rest, value) };
}

function path(...parts: readonly PropertyKey[]): string {
  return parts.map(String).join(".");
}

function invalid(problems: readonly ValidationProblem[]): ValidationError {
  return new ValidationError(
    "INVALID_OPTIONS",
    `Waypost cannot start: ${problems.map(({ field, problem }) => `${field}: ${problem}`).join("; ")}.`,
    {
      fix: "Correct policy in new Waypost({ ... }). The settings and their ceilings are in docs/policy.md.",
      problems,
    },
  );
}
