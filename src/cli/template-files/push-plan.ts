import type { TemplateDifference, TemplateJson } from "waypost";
import type { TemplatePair } from "./compare-account.js";
import type { LocalTemplate } from "./local-template.js";

/** What shall be done about one template of the code. */
export interface PushStep {
  readonly name: string;
  readonly language: string;
  readonly act: "same" | "create" | "edit" | "leave";
  readonly json: TemplateJson;
  /** Where it is defined; samples are named from there. */
  readonly file: string;
  /** Of the account's template. */
  readonly id?: string | undefined;
  /** Whether the edit takes an approved template out of service. */
  readonly approved: boolean;
  /** The category to change to; only of a template that is not approved. */
  readonly category?: string | undefined;
  readonly differences: readonly TemplateDifference[];
  /** Why it is left alone. */
  readonly why?: string | undefined;
}

/** Statuses in which Meta lets a template be edited (lint rule L05). */
const EDITABLE = ["APPROVED", "REJECTED", "PAUSED"];

/** Why a sample that a template names by its path cannot be uploaded. */
export type UnusableSample = (local: LocalTemplate) => string | undefined;

/** What pushing comes to, template by template. Pure. Templates that only the account has are left alone. */
export function pushPlan(
  pairs: readonly TemplatePair[],
  unusableSample: UnusableSample,
): readonly PushStep[] {
  return pairs.flatMap((pair) => planOne(pair, unusableSample) ?? []);
}

function planOne(
  { name, language, local, account, differences = [] }: TemplatePair,
  unusableSample: UnusableSample,
): PushStep | undefined {
  if (local === undefined) return undefined;
  const { json, file } = local;
  const step = { name, language, json, file, approved: account?.status === "APPROVED", differences };
  if (account !== undefined && differences.length === 0) return { ...step, act: "same" };
  const leave = (why: string): PushStep => ({ ...step, act: "leave", why });
  if (account !== undefined && !EDITABLE.includes(account.status))
    return leave(`it is ${account.status}, and Meta lets only ${EDITABLE.join(", ")} be edited`);
  const content = differences.filter(({ field }) => field !== "category");
  const moved = content.length < differences.length;
  if (account?.status === "APPROVED" && moved)
    return leave(
      `the account has it as ${account.category}, and the category of an approved template cannot be edited: pull it, or create another one`,
    );
  const missing = missingSample(json) ?? unusableSample(local);
  if (missing !== undefined) return leave(missing);
  if (account === undefined) return { ...step, act: "create" };
  return { ...step, act: "edit", id: account.id, category: moved ? json.category : undefined };
}

const MEDIA = ["IMAGE", "VIDEO", "GIF", "DOCUMENT"];

/** Meta wants a sample of a media header at each submission, and shows none that could be submitted again. */
function missingSample({ components }: TemplateJson): string | undefined {
  const parts = components.flatMap((component) => [
    component,
    ...((component.cards ?? []) as { components?: TemplateJson["components"] }[]).flatMap(
      (card) => card.components ?? [],
    ),
  ]);
  const bare = parts.some(
    ({ type, format, example }) =>
      type === "HEADER" && MEDIA.includes(String(format)) && example === undefined,
  );
  return bare
    ? 'its media header has no sample, and Meta wants one: name a file beside the template as header.example, such as "./box.jpg", or give the handle of an upload'
    : undefined;
}
