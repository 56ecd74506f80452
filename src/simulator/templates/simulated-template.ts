import { type Json, list, record, text } from "../json.js";

/** One template in one language, as the account holds it. State. */
export interface SimulatedTemplate {
  readonly id: string;
  readonly name: string;
  readonly language: string;
  /** Upper case. */
  category: string;
  previousCategory?: string | undefined;
  parameterFormat: "NAMED" | "POSITIONAL";
  components: readonly Json[];
  /** Said at creation or by an edit: `sub_category`, `message_send_ttl_seconds`, `cta_url_link_tracking_opted_out`. */
  extras: Json;
  status: string;
  rejectedReason: string;
  quality: string;
  /** Pauses so far: 3 hours, 6 hours, then disabled. */
  /** Set while Meta looks at its quality: what waits for the verdict. */
  held?: ((goesOut: boolean) => void)[] | undefined;
  pauses: number;
  pausedAt: number;
  pausedUntil: number;
  /** Of the last creation, edit or change of status. */
  updatedAt: number;
  /** Edits while approved: one per day, ten per 30 days. */
  readonly edits: number[];
  wasApproved: boolean;
  /** Grows with every change that needs a review: an older review's verdict is void. */
  version: number;
}

export function component(
  template: { readonly components: readonly Json[] },
  type: string,
): Json | undefined {
  return template.components.find((item) => String(item.type).toUpperCase() === type);
}

export function bodyText(template: { readonly components: readonly Json[] }): string {
  return text(component(template, "BODY")?.text) ?? "";
}

/** The variables of a text, in order, each once. */
export function variablesOf(template: string): readonly string[] {
  return [...new Set([...template.matchAll(/\{\{\s*([^{}]*?)\s*\}\}/g)].map((match) => match[1] ?? ""))];
}

/** Positional when all variables are numbers, named otherwise. */
export function formatOf(components: readonly Json[]): "NAMED" | "POSITIONAL" {
  const variables = components.flatMap((item) => variablesOf(text(item.text) ?? ""));
  return variables.length > 0 && !variables.every((name) => /^\d+$/.test(name)) ? "NAMED" : "POSITIONAL";
}

const LISTED = ["name", "parameter_format", "components", "language", "status", "category", "id"] as const;

/** The template as Graph shows it: the asked fields, or the default ones. */
export function showTemplate(
  template: SimulatedTemplate,
  fields: readonly string[] | undefined,
  now: number,
): Json {
  const all: Json = {
    ...template.extras,
    id: template.id,
    name: template.name,
    language: template.language,
    status: template.status,
    category: template.category,
    previous_category: template.previousCategory,
    parameter_format: template.parameterFormat,
    components: template.components.map((item) => shownComponent(item, now)),
    last_updated_time: new Date(template.updatedAt).toISOString().replace(/\.\d{3}Z$/, "+0000"),
    rejected_reason: template.rejectedReason,
    quality_score: { score: template.quality },
  };
  const shown = fields === undefined ? LISTED : [...fields.map((field) => field.replace(/\{.*$/, "")), "id"];
  return Object.fromEntries(
    shown.map((field) => [field, all[field]] as const).filter(([, value]) => value !== undefined),
  );
}

/** A media sample comes back as a link that is signed anew at each read, never as the handle that was submitted. */
function shownComponent(item: Json, now: number): Json {
  const cards = list(item.cards).map((card) => ({
    ...record(card),
    components: list(record(card)?.components).map((part) => shownComponent(record(part) ?? {}, now)),
  }));
  const handles = list(record(item.example)?.header_handle);
  return {
    ...item,
    ...(cards.length === 0 ? {} : { cards }),
    ...(handles.length === 0
      ? {}
      : {
          example: {
            header_handle: handles.map(
              (_, index) =>
                `https://scontent.whatsapp.net/v/t61/sample-${String(index)}?oe=${now.toString(36)}`,
            ),
          },
        }),
  };
}

export function buttonsOf(template: { readonly components: readonly Json[] }): readonly Json[] {
  const buttons = component(template, "BUTTONS")?.buttons;
  return Array.isArray(buttons) ? buttons.map((button) => record(button) ?? {}) : [];
}
