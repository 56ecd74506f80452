export type Json = Readonly<Record<string, unknown>>;

/** A JSON object, or undefined. */
export function record(value: unknown): Json | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}

/** A text that is not empty; ids that came as numbers are texts, too. */
export function text(value: unknown): string | undefined {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" ? value : undefined;
}

export function upper(value: unknown): string | undefined {
  return text(value)?.toUpperCase();
}

/** Fields without those that are undefined. */
export function given(fields: Json): Json {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** The fields that no name stands for, sorted by name, so that nothing is lost and nothing moves. */
export function others(fields: Json, known: readonly string[]): Json {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([name, value]) => !known.includes(name) && value !== undefined && value !== null)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => [name, sorted(value)]),
  );
}

/** The same with the names of every object sorted. */
export function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  const fields = record(value);
  return fields === undefined ? value : others(fields, []);
}
