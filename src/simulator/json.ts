/** Reading JSON of which nothing is known. */
export type Json = Readonly<Record<string, unknown>>;

export function record(value: unknown): Json | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

/** A string that holds something. */
export function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** Drops undefined properties: Meta leaves a property out rather than sending null. */
export function compact<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as T;
}

/** Characters as people count them. */
export function lengthOf(value: string): number {
  return value.length < 20 && /^[\x20-\x7e]*$/.test(value) ? value.length : [...value].length;
}

/** Seconds since the epoch as text: how messages and statuses carry time. */
export function unixSeconds(ms: number): string {
  return String(Math.floor(ms / 1_000));
}

/** Meta reads its enums in any case. Anything that is no string counts as `fallback`. */
export function upper(value: unknown, fallback = ""): string {
  return typeof value === "string" ? value.toUpperCase() : fallback;
}
