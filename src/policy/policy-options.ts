import * as z from "zod";
import { once } from "../core/index.js";
import type { PolicyChoice, PolicyChoiceValue } from "./policy-choices.js";
import { isPolicyChoice } from "./policy-choices.js";
import {
  type HolidayOptions,
  holidaysSchema,
  type VerticalOptions,
  verticalSchema,
} from "./policy-countries.js";
import { isPolicySetting, type PolicySetting } from "./policy-settings.js";

/** Who loosened something, when, and why. */
export interface LooseningReason {
  /** Who decided it. */
  readonly by: string;
  /** When it was decided: a Date, an ISO date, or milliseconds since the epoch. */
  readonly at: Date | number | string;
  /** Why, at least ten characters. */
  readonly reason: string;
}

/** Type of the value of each threshold and choice. */
export type PolicyValues = Readonly<Record<PolicySetting, number>> & {
  readonly [Choice in PolicyChoice]: PolicyChoiceValue<Choice>;
};

/** One threshold or choice that is looser than the preset: who decided it, when, and why. It goes into the audit log. */
export type Loosening =
  | (LooseningReason & { readonly setting: PolicySetting; readonly value: number })
  | {
      readonly [Choice in PolicyChoice]: LooseningReason & {
        readonly setting: Choice;
        readonly value: PolicyChoiceValue<Choice>;
      };
    }[PolicyChoice];

/**
 * How strict the policy is. There is no switch for one recipient per call, for the opt-in to marketing, or for opt-outs.
 *
 * @example
 * ```ts
 * const policy: PolicyOptions = {
 *   preset: "strict",
 *   tighten: { "caps.utility24h": 5, "content.bankAccounts": "refuse" },
 *   loosen: [
 *     { setting: "causeFanout.incident", value: 400, by: "Asha Rao", at: "2026-11-02", reason: "Our aircraft have 380 seats." },
 *   ],
 *   holidays: { IN: ["2027-01-26"] },
 * };
 * ```
 */
export interface PolicyOptions {
  /** Default, and the only one. */
  readonly preset?: "strict" | undefined;
  /** Thresholds and choices stricter than the preset. */
  readonly tighten?: Partial<PolicyValues> | undefined;
  /** Thresholds and choices looser than the preset, each with its reason, up to the ceiling of the setting. */
  readonly loosen?: readonly Loosening[] | undefined;
  /** `false`: a contract is no basis for utility messages without a stored opt-in (row 10). */
  readonly allowContractUtility?: false | undefined;
  /** Days without marketing, by country (G22). Beside Sundays and the public holidays that are computed. */
  readonly holidays?: HolidayOptions | undefined;
  /** A trade that WhatsApp's policy allows in some countries only (row 46). */
  readonly vertical?: VerticalOptions | undefined;
}

const instant = once(() =>
  z
    .union([z.date(), z.number(), z.string()])
    .transform((at) => new Date(at).getTime())
    .refine(Number.isFinite, { error: "expected a Date, an ISO date or milliseconds since the epoch" }),
);
const text = (least: number) =>
  z.string().refine((value) => value.trim().length >= least && value.length <= 500, {
    error: `expected ${String(least)} to 500 characters`,
  });
const settingName = once(() =>
  z
    .string()
    .refine((name): name is PolicySetting | PolicyChoice => isPolicySetting(name) || isPolicyChoice(name), {
      error: "unknown setting: see docs/policy.md",
    }),
);

/** The form of the options. Which value fits which setting is `checkPolicy`'s. */
export const policyOptionsSchema = once(() =>
  z.strictObject({
    preset: z.literal("strict", { error: 'the only preset is "strict"' }).optional(),
    tighten: z.record(settingName(), z.unknown()).optional(),
    loosen: z
      .array(
        z.strictObject({
          setting: settingName(),
          value: z.unknown(),
          by: text(2),
          at: instant(),
          reason: text(10),
        }),
      )
      .optional(),
    allowContractUtility: z
      .literal(false, { error: "true is the default; only false can be set" })
      .optional(),
    holidays: holidaysSchema().optional(),
    vertical: verticalSchema().optional(),
  }),
);
