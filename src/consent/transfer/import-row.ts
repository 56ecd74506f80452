import { type Clock, type PersonKey, type Random, ValidationError } from "../../core/index.js";
import { parseRecipient } from "../../core/recipients.js";
import { buildEvent } from "../build-event.js";
import { type RepeatedAct, repeatedAct } from "../repeated-act.js";
import type { ConsentBasis, ConsentEvent, Evidence, Scope } from "../types.js";
import {
  IMPORT_EVIDENCE,
  type ImportAction,
  type ImportField,
  type ImportOptions,
} from "./import-options.js";
import type { SourceRow } from "./source-row.js";

/** What a row means. */
export type ImportedRow =
  | { readonly kind: "event"; readonly event: ConsentEvent }
  | { readonly kind: "skip" }
  | { readonly kind: "error"; readonly field: string; readonly problem: string };

/** Turns rows into events: `import` is their method, an operator their actor, and nothing in a row can change that. */
export function createRowReader(
  options: ImportOptions & { readonly namespace: string },
  parts: { readonly clock: Clock; readonly random: Random; readonly country: string | undefined },
): (row: SourceRow) => ImportedRow {
  const { batch, defaults = {}, namespace } = options;
  const words = new Map<string, ImportAction | "skip">([
    ...Object.entries(WORDS),
    ...Object.entries(options.actions ?? {}).map(
      ([word, action]) => [word.trim().toLowerCase(), action] as const,
    ),
  ]);
  const provenance: Evidence = Object.freeze({
    attestedBy: batch.attestedBy,
    batchId: batch.id,
    collectedFrom: batch.collectedFrom,
    collectedTo: batch.collectedTo,
    source: batch.source,
    ...Object.fromEntries(
      IMPORT_EVIDENCE.flatMap((field) => (defaults[field] === undefined ? [] : [[field, defaults[field]]])),
    ),
  });
  const actor = Object.freeze({ kind: "operator", id: batch.attestedBy } as const);
  const scopesIn = memo(scopesOf);
  const instantIn = memo(instantOf);
  const [from, to] = [Date.parse(batch.collectedFrom), Date.parse(batch.collectedTo)];
  const keyOf = createKeyReader();
  const acts = new Map<string, RepeatedAct>();

  return ({ fields = {}, error }) => {
    if (error !== undefined) return { kind: "error", ...error };
    const action = fields.action?.trim()
      ? words.get(fields.action.trim().toLowerCase())
      : (defaults.action ?? "grant");
    if (action === "skip") return { kind: "skip" };
    if (action === undefined)
      return { kind: "error", field: "action", problem: "is no known word: give it in `actions`" };
    const scopes = fields.scopes?.trim() ? scopesIn(fields.scopes) : defaults.scopes;
    if (scopes === undefined && action === "grant")
      return { kind: "error", field: "scopes", problem: "what did they agree to?" };
    const occurredAt = fields.occurredAt?.trim()
      ? instantIn(fields.occurredAt.trim())
      : action === "grant"
        ? from
        : to;
    if (occurredAt === undefined)
      return { kind: "error", field: "occurredAt", problem: "expected an ISO date or Unix time" };
    let evidence = provenance;
    for (const field in fields) {
      if (!isEvidence.has(field)) continue;
      const value = fields[field as ImportField];
      if (value?.trim()) evidence = { ...evidence, [field]: value };
    }
    const basis = fields.basis?.trim() ? (fields.basis.trim() as ConsentBasis) : defaults.basis;
    const jurisdiction = fields.jurisdiction?.trim() ? fields.jurisdiction.trim() : undefined;
    const reason = fields.reason?.trim() ? fields.reason : undefined;
    const key = `import ${String(occurredAt)} ${fields.documentRef ?? ""}`;
    // Most rows of a file tell the same act of other people.
    const plain = evidence === provenance && jurisdiction === undefined && reason === undefined;
    const shape = plain ? `${action} ${basis ?? ""} ${fields.scopes ?? ""}` : undefined;
    try {
      const subject = keyOf(fields.user?.trim());
      const same = shape === undefined ? undefined : acts.get(shape)?.(subject, occurredAt, key);
      if (same !== undefined) return { kind: "event", event: same };
      const event = buildEvent(
        {
          subject,
          namespace,
          action,
          scopes: scopes ?? "all",
          occurredAt,
          method: "import",
          actor,
          basis,
          jurisdiction,
          reason,
          evidence,
          key,
        },
        parts.clock,
        parts.random,
        { country: parts.country },
      );
      const act = shape === undefined ? undefined : repeatedAct(event, parts.clock);
      if (shape !== undefined && act !== undefined && acts.size < 1_000) acts.set(shape, act);
      return { kind: "event", event };
    } catch (failure) {
      return errorOf(failure);
    }
  };
}

const isEvidence: ReadonlySet<string> = new Set(IMPORT_EVIDENCE);

const WORDS: Readonly<Record<string, ImportAction>> = {
  grant: "grant",
  opt_in: "grant",
  opted_in: "grant",
  subscribed: "grant",
  withdraw: "withdraw",
  opt_out: "withdraw",
  opted_out: "withdraw",
  unsubscribed: "withdraw",
  deny: "deny",
  denied: "deny",
};

function scopesOf(text: string): readonly Scope[] | "all" {
  const names = text.trim().split(/[\s,;|]+/);
  return names.length === 1 && names[0] === "all" ? "all" : (names as Scope[]);
}

/** ISO 8601 (without a zone: UTC), or Unix time in seconds or milliseconds. */
function instantOf(text: string): number | undefined {
  if (/^\d{10}$/.test(text)) return Number(text) * 1_000;
  if (/^\d{13}$/.test(text)) return Number(text);
  if (!/^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?( ?(Z|[+-]\d{2}:?\d{2}))?)?$/i.test(text))
    return undefined;
  const zoned = /(Z|[+-]\d{2}:?\d{2})$/i.test(text.slice(10)) || text.length === 10 ? text : `${text}Z`;
  const time = Date.parse(zoned.replace(" ", "T").replace(" ", ""));
  return Number.isNaN(time) ? undefined : time;
}

function errorOf(failure: unknown): ImportedRow {
  if (!ValidationError.is(failure)) {
    // Several people in one row (guard G1) is an error of the row, too.
    return { kind: "error", field: "user", problem: "expected one E.164 number or one user id" };
  }
  const [first] = failure.problems;
  if (failure.code === "INVALID_PHONE_NUMBER" || failure.code === "INVALID_RECIPIENT")
    return { kind: "error", field: "user", problem: first?.problem ?? "expected an E.164 number" };
  return { kind: "error", field: first?.field ?? "row", problem: first?.problem ?? "cannot be stored" };
}

/**
 * Reads numbers and user ids. What is possible depends on how a number begins and on its length, so one look-up serves
 * all numbers that share both; Argentina and Mexico, where digits inside a number may have to go, are always looked up.
 */
function createKeyReader(): (text: string | undefined) => PersonKey {
  // The first eight digits, and a bit for each length; a shorter number begins in no other way than itself.
  const plain = new Map<number, number>();
  return (text) => {
    if (text === undefined || !/^\+[1-9]\d{7,14}$/.test(text) || /^\+5[24]/.test(text))
      return parseRecipient(text).key;
    const beginning = Number(text.slice(1, 9));
    const lengths = plain.get(beginning) ?? 0;
    const length = 1 << text.length;
    const digits = text.slice(1);
    if ((lengths & length) !== 0) return digits;
    const { key } = parseRecipient(text);
    if (key === digits && plain.size < 100_000) plain.set(beginning, lengths | length);
    return key;
  };
}

/** Days, times and scopes come again and again. */
function memo<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const value = read(text);
    // A copy: the text is part of a chunk of the file, and would keep all of it.
    if (known.size < 1_000) known.set(Buffer.from(text).toString(), value);
    return value;
  };
}
