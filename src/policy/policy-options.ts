import * as z from "zod";
import { ValidationError, type ValidationProblem } from "../core/index.js";
import { STRICT_POLICY, type PolicyConfig } from "./policy-config.js";
import { isPolicySetting, POLICY_SETTINGS, type PolicySetting } from "./policy-settings.js";

/** One threshold that is looser than the preset: who decided it, when, and why. It goes into the audit log. */
export interface Loosening {
  readonly setting: PolicySetting;
  readonly value: number;
  /** Who decided it. */
  readonly by: string;
  /** When it was decided: a Date, an ISO date, or milliseconds since the epoch. */
  readonly at: Date | number | string;
  /** Why, at least ten characters. */
  readonly reason: string;
}

/**
 * How strict the policy is. There is no switch for one recipient per call, for the opt-in to marketing, or for opt-outs.
 *
 * @example
 * ```ts
 * const policy: PolicyOptions = {
 *   preset: "strict",
 *   tighten: { "caps.utility24h": 5 },
 *   loosen: [
 *     { setting: "causeFanout.incident", value: 400, by: "Asha Rao", at: "2026-11-02", reason: "Our aircraft have 380 seats." },
 *   ],
 * };
 * ```
 */
export interface PolicyOptions {
  /** Default, and the only one. */
  readonly preset?: "strict" | undefined;
  /** Thresholds stricter than the preset. */
  readonly tighten?: Readonly<Partial<Record<PolicySetting, number>>> | undefined;
  /** Thresholds looser than the preset, each with its reason, up to the ceiling of the setting. */
  readonly loosen?: readonly Loosening[] | undefined;
  /** `false`: a contract is no basis for utility messages without a stored opt-in (row 10). */
  readonly allowContractUtility?: false | undefined;
}

/** A loosening after validation. */
export interface CheckedLoosening {
  readonly setting: PolicySetting;
  readonly from: number;
  readonly to: number;
  readonly by: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly reason: string;
}

export interface CheckedPolicy {
  readonly config: PolicyConfig;
  readonly loosened: readonly CheckedLoosening[];
}

const instant = z
  .union([z.date(), z.number(), z.string()])
  .transform((at) => new Date(at).getTime())
  .refine(Number.isFinite, { error: "expected a Date, an ISO date or milliseconds since the epoch" });
const text = (least: number) =>
  z.string().refine((value) => value.trim().length >= least && value.length <= 500, {
    error: `expected ${String(least)} to 500 characters`,
  });
const settingName = z.string().refine(isPolicySetting, { error: "unknown setting: see docs/policy.md" });

const schema = z.strictObject({
  preset: z.literal("strict", { error: 'the only preset is "strict"' }).optional(),
  tighten: z.record(settingName, z.number()).optional(),
  loosen: z
    .array(
      z.strictObject({ setting: settingName, value: z.number(), by: text(2), at: instant, reason: text(10) }),
    )
    .optional(),
  allowContractUtility: z.literal(false, { error: "true is the default; only false can be set" }).optional(),
});

/** Guards that stay as they are where one content may go to more people (compliance 5.6). */
const KEPT_WITH_FANOUT = ["G9", "G10", "G12", "G19", "G20"];

/**
 * The policy's configuration. Pure.
 *
 * @throws ValidationError `INVALID_OPTIONS` naming each setting that is unknown, looser without a reason, beyond its
 * ceiling, or not to be loosened together with another.
 */
export function checkPolicy(options: PolicyOptions | undefined): CheckedPolicy {
  const parsed = schema.safeParse(options ?? {});
  if (!parsed.success)
    throw invalid(
      parsed.error.issues.map((issue) => ({ field: path("policy", ...issue.path), problem: issue.message })),
    );
  const { tighten = {}, loosen = [], allowContractUtility } = parsed.data;
  const tightened = Object.entries(tighten) as [PolicySetting, number][];
  const problems = [
    ...tightened.flatMap(([name, value]) => tightenProblems(name, value)),
    ...loosen.flatMap((one, index) => loosenProblems(one, `policy.loosen[${String(index)}]`)),
    ...togetherProblems(
      loosen.map(({ setting }) => setting),
      tightened.map(([name]) => name),
    ),
  ];
  if (problems.length > 0) throw invalid(problems);
  const loosened = loosen.map(({ setting, value, by, at, reason }): CheckedLoosening => ({
    setting,
    from: settingOf(STRICT_POLICY, setting),
    to: value,
    by: by.trim(),
    at,
    reason: reason.trim(),
  }));
  const changes = [...tightened, ...loosened.map(({ setting, to }) => [setting, to] as const)];
  const config = changes.reduce<PolicyConfig>(
    (policy, [name, value]) => withSetting(policy, pathOf(policy, name), value),
    allowContractUtility === false ? { ...STRICT_POLICY, allowContractUtility } : STRICT_POLICY,
  );
  return { config, loosened };
}

/** The value of one setting. */
export function settingOf(config: PolicyConfig, name: PolicySetting): number {
  return pathOf(config, name).reduce<unknown>(
    (value, key) => (value as Record<string, unknown>)[key],
    config,
  ) as number;
}

function tightenProblems(name: PolicySetting, value: number): ValidationProblem[] {
  const field = `policy.tighten["${name}"]`;
  const { unit } = POLICY_SETTINGS[name];
  const usual = settingOf(STRICT_POLICY, name);
  if (!usable(value, unit)) return [{ field, problem: unusable(unit) }];
  return looser(name, value, usual)
    ? [
        {
          field,
          problem: `looser than the preset's ${String(usual)}: give it under loosen, with by, at and reason`,
        },
      ]
    : [];
}

function loosenProblems(
  { setting, value }: { readonly setting: PolicySetting; readonly value: number },
  field: string,
): ValidationProblem[] {
  const { unit, loosest } = POLICY_SETTINGS[setting];
  if (!usable(value, unit)) return [{ field, problem: unusable(unit) }];
  if (!looser(setting, value, settingOf(STRICT_POLICY, setting)))
    return [{ field, problem: `${setting} is not looser with ${String(value)}: give it under tighten` }];
  return looser(setting, value, loosest)
    ? [{ field, problem: `${setting} cannot be loosened beyond ${String(loosest)}` }]
    : [];
}

function togetherProblems(
  loosened: readonly PolicySetting[],
  tightened: readonly PolicySetting[],
): ValidationProblem[] {
  const all = [...loosened, ...tightened];
  const twice = all.filter((name, index) => all.indexOf(name) !== index);
  const problems = twice.map((name) => ({ field: `policy: ${name}`, problem: "set more than once" }));
  if (!loosened.some((name) => POLICY_SETTINGS[name].guard === "G4")) return problems;
  const kept = loosened.filter((name) => KEPT_WITH_FANOUT.includes(POLICY_SETTINGS[name].guard));
  return [
    ...problems,
    ...kept.map((name) => ({
      field: `policy: ${name}`,
      problem: "stays as it is where the same marketing content may go to more people",
    })),
  ];
}

function looser(name: PolicySetting, value: number, than: number): boolean {
  return POLICY_SETTINGS[name].stricter === "lower" ? value > than : value < than;
}

function usable(value: number, unit: string): boolean {
  if (!Number.isFinite(value) || value < 0) return false;
  if (unit === "share") return value <= 1;
  return unit === "factor" ? value >= 1 : Number.isInteger(value);
}

function unusable(unit: string): string {
  if (unit === "share") return "expected a share from 0 to 1";
  return unit === "factor" ? "expected a factor of at least 1" : "expected a whole number of at least 0";
}

function pathOf(config: PolicyConfig, name: PolicySetting): readonly string[] {
  const parts = name.split(".");
  return Object.hasOwn(config, parts[0] ?? "") ? parts : ["guards", ...parts];
}

function withSetting<T extends object>(config: T, [key = "", ...rest]: readonly string[], value: number): T {
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
