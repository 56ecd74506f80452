/** Tolerant readers: Meta's payloads drift, and a reader that throws loses an event. */
export type Json = Readonly<Record<string, unknown>>;

export function record(value: unknown): Json | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A string that says something: an empty one counts as missing; numbers (ids) become strings. */
export function text(value: unknown): string | undefined {
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  return typeof value === "string" && value !== "" ? value : undefined;
}

export function number(value: unknown): number | undefined {
  const result = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof result === "number" && Number.isFinite(result) ? result : undefined;
}

export function flag(value: unknown): boolean | undefined {
  return typeof value === "boolean" ? value : undefined;
}

/** Unix seconds, as string or number, to milliseconds. */
export function instant(value: unknown): number | undefined {
  const seconds = number(value);
  return seconds === undefined || seconds < 0 ? undefined : seconds * 1_000;
}

/** Leaves out what is undefined, so that an event prints without noise. */
export function compact<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as T;
}

/** FNV-1a over the canonical text of a value, in hex: a key for events that carry no id of their own. */
export function contentHash(value: unknown): string {
  const canonical = JSON.stringify(value, (_key, item: unknown) => {
    const object = record(item);
    return object === undefined
      ? item
      : Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
  let high = 0xcbf29ce4;
  let low = 0x84222325;
  for (let i = 0; i < (canonical?.length ?? 0); i++) {
    const unit = canonical?.charCodeAt(i) ?? 0;
    low = Math.imul(low ^ unit, 0x01000193) >>> 0;
    high = Math.imul(high ^ (unit + (low & 0xff)), 0x85ebca6b) >>> 0;
  }
  return high.toString(16).padStart(8, "0") + low.toString(16).padStart(8, "0");
}
