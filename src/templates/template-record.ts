import { parseCategory, SECOND } from "../core/index.js";
import type { TemplateCategory } from "../core/index.js";
import type {
  HeardPart,
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
  /** A change of category that lies ahead. */
  readonly announced?: { readonly category: TemplateCategory; readonly at: number } | undefined;
  /** Somebody edited the content: it has to be read again. */
  readonly contentChanged?: boolean | undefined;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** Webhooks tell whole seconds: what they tell happened by the end of that second, or a pause would be lost. */
const END_OF_SECOND = SECOND - 1;

/**
 * The record after a fact. Each part keeps its own time, so that a late webhook changes nothing that is newer and
 * nothing else. Undefined when nothing may be concluded: a template of which only a webhook told, without status or
 * category, is left to be read from Graph.
 */
export function applyTemplateFact(
  record: TemplateRecord | undefined,
  fact: TemplateFact,
): TemplateRecord | undefined {
  const at = fact.at + END_OF_SECOND;
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
      heard: { status: at, category: at, quality: fact.quality === undefined ? 0 : at },
      updatedAt: fact.at,
    };
  }
  const news = (part: HeardPart): boolean => fact[part] !== undefined && at >= heardAt(record, part);
  const [status, category, quality] = [news("status"), news("category"), news("quality")];
  const announced = fact.announced !== undefined && at >= heardAt(record, "category");
  const changed = fact.contentChanged === true && at >= (record.readAt ?? 0);
  if (!status && !category && !quality && !announced && !changed) return record;
  // A name that was free and is taken again is another template.
  const another = status && record.status === "DELETED" && fact.status !== "DELETED";
  return {
    ...record,
    id: fact.id ?? record.id,
    ...(status ? { status: fact.status ?? record.status, reason: fact.reason } : {}),
    ...(category ? { category: fact.category ?? record.category, announced: undefined } : {}),
    ...(quality ? { quality: fact.quality ?? record.quality } : {}),
    ...(announced ? { announced: fact.announced } : {}),
    ...(changed || another ? { components: undefined } : {}),
    heard: {
      status: status ? at : heardAt(record, "status"),
      category: category ? at : heardAt(record, "category"),
      quality: quality ? at : heardAt(record, "quality"),
    },
    updatedAt: Math.max(record.updatedAt, fact.at),
  };
}

/**
 * The record after Graph was read: its content, and of each part what is newer. The read counts as of its beginning,
 * for a webhook may overtake it.
 */
export function mergeTemplateRead(stored: TemplateRecord | undefined, read: TemplateRecord): TemplateRecord {
  const at = read.updatedAt;
  if (stored === undefined) return { ...read, readAt: at, heard: { status: at, category: at, quality: at } };
  const newer = (part: HeardPart): boolean => heardAt(stored, part) > at;
  return {
    ...read,
    ...(newer("status") ? { status: stored.status, reason: stored.reason } : {}),
    ...(newer("category") ? { category: stored.category } : {}),
    ...(newer("quality") ? { quality: stored.quality } : {}),
    // Before its time the account still shows the old category.
    announced: stored.announced !== undefined && stored.announced.at > at ? stored.announced : undefined,
    readAt: at,
    heard: {
      status: Math.max(at, heardAt(stored, "status")),
      category: Math.max(at, heardAt(stored, "category")),
      quality: Math.max(at, heardAt(stored, "quality")),
    },
    updatedAt: Math.max(at, stored.updatedAt),
  };
}

/** The record as it counts at a time: an announced change of category that is due has happened. */
export function templateAt(record: TemplateRecord, now: number): TemplateRecord {
  const { announced } = record;
  return announced === undefined || announced.at > now ? record : { ...record, category: announced.category };
}

function heardAt(record: TemplateRecord, part: HeardPart): number {
  return record.heard?.[part] ?? record.updatedAt;
}
