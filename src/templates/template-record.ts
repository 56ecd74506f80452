import { parseCategory, SECOND } from "../core/index.js";
import type { TemplateCategory } from "../core/index.js";
import type {
  TemplateComponentRecord,
  TemplateQuality,
  TemplateRecord,
  TemplateStatus,
} from "./template-store.js";

/** Reads one of Graph's template objects. Undefined when it has no name or language. */
export function parseTemplateRecord(
  json: unknown,
  businessAccountId: string,
  now: number,
): TemplateRecord | undefined {
  const raw = (typeof json === "object" && json !== null ? json : {}) as Readonly<Record<string, unknown>>;
  if (typeof raw.name !== "string" || typeof raw.language !== "string") return undefined;
  const score = (raw.quality_score as { score?: unknown } | undefined)?.score;
  return {
    businessAccountId,
    name: raw.name,
    language: raw.language,
    id: typeof raw.id === "string" ? raw.id : undefined,
    status: typeof raw.status === "string" ? raw.status : "PENDING",
    category: parseCategory(typeof raw.category === "string" ? raw.category : "MARKETING"),
    quality: typeof score === "string" ? score : "UNKNOWN",
    parameterFormat: String(raw.parameter_format).toUpperCase() === "NAMED" ? "NAMED" : "POSITIONAL",
    components: Array.isArray(raw.components) ? (raw.components as TemplateComponentRecord[]) : undefined,
    reason:
      typeof raw.rejected_reason === "string" && raw.rejected_reason !== "NONE"
        ? raw.rejected_reason
        : undefined,
    updatedAt: now,
  };
}

/** One thing that a webhook told of a template. */
export interface TemplateFact {
  readonly businessAccountId: string;
  readonly name: string;
  readonly language: string;
  readonly id?: string | undefined;
  readonly status?: TemplateStatus | undefined;
  readonly category?: TemplateCategory | undefined;
  readonly quality?: TemplateQuality | undefined;
  readonly reason?: string | undefined;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/**
 * The record after a fact. A fact older than the record changes nothing. Undefined when nothing may be concluded: a
 * template of which only a webhook told, without status or category, is left to be read from Graph.
 */
export function applyTemplateFact(
  record: TemplateRecord | undefined,
  fact: TemplateFact,
): TemplateRecord | undefined {
  if (record === undefined) {
    if (fact.status === undefined || fact.category === undefined) return undefined;
    return {
      businessAccountId: fact.businessAccountId,
      name: fact.name,
      language: fact.language,
      id: fact.id,
      status: fact.status,
      category: fact.category,
      quality: fact.quality ?? "UNKNOWN",
      parameterFormat: "POSITIONAL",
      reason: fact.reason,
      updatedAt: fact.at,
    };
  }
  // Webhooks tell whole seconds: within the second of the last read a fact counts as newer, or a pause would be lost.
  if (fact.at < Math.floor(record.updatedAt / SECOND) * SECOND) return record;
  return {
    ...record,
    id: fact.id ?? record.id,
    status: fact.status ?? record.status,
    category: fact.category ?? record.category,
    quality: fact.quality ?? record.quality,
    reason: fact.status === undefined ? record.reason : fact.reason,
    updatedAt: Math.max(record.updatedAt, fact.at),
  };
}
