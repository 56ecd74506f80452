/** Tolerant readers: Meta's payloads drift, and a reader that throws loses an event. */
export type Json = Readonly<Record<string, unknown>>;

export function record(value: unknown): Json | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
}

/** The same, and an empty object where there is none. */
export function fields(value: unknown): Json {
  return record(value) ?? NOTHING;
}
const NOTHING: Json = Object.freeze({});

/** An object's own member of a name that came over the wire. */
export function member(object: Json, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** The items of an array; one thing that stands where an array belongs is its only item. */
export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
}

/** The objects of an array. */
export function records(value: unknown): readonly Json[] {
  return list(value).filter((item) => record(item) !== undefined) as Json[];
}

/** A string that says something: an empty one counts as missing; numbers (ids) become strings. */
export function text(value: unknown): string | undefined {
  if (typeof value === "string") return value === "" ? undefined : value;
  return typeof value === "number" && Number.isFinite(value) ? String(value) : undefined;
}

/** The same in small letters: Meta writes some words both ways. */
export function lower(value: unknown): string | undefined {
  return text(value)?.toLowerCase();
}

export function texts(value: unknown): readonly string[] {
  return list(value)
    .map(text)
    .filter((item) => item !== undefined);
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

export function isTrue(value: unknown): boolean {
  return value === true;
}

/** Leaves out what is undefined, so that an event prints without noise. */
export function compact<T extends object>(value: T): T {
  for (const key in value) {
    if (value[key] !== undefined) continue;
    return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as T;
  }
  return value;
}

/** 64 bits over the value, indifferent to the order of keys, in hex: a key for events that carry no id of their own. */
export function contentHash(value: unknown): string {
  const state = { low: 0x84222325, high: 0xcbf29ce4 };
  mix(state, value, 0);
  return state.high.toString(16).padStart(8, "0") + state.low.toString(16).padStart(8, "0");
}

/** Deeper than anything that Meta nests, and shallow enough for any stack. */
const MAX_DEPTH = 200;

function mix(state: { low: number; high: number }, value: unknown, depth: number): void {
  if (typeof value !== "object" || value === null) {
    // The type tells 1 from "1"; the length tells ["a", "b"] from ["a,b"].
    const string = String(value);
    absorb(state, `${typeof value}${String(string.length)}:${string}`);
  } else if (depth > MAX_DEPTH) {
    absorb(state, "deep");
  } else if (Array.isArray(value)) {
    absorb(state, `[${String(value.length)}`);
    for (const item of value) mix(state, item, depth + 1);
  } else {
    const keys = Object.keys(value).sort();
    absorb(state, `{${String(keys.length)}`);
    for (const key of keys) {
      mix(state, key, depth);
      mix(state, (value as Json)[key], depth + 1);
    }
  }
}

function absorb(state: { low: number; high: number }, string: string): void {
  let { low, high } = state;
  for (let i = 0; i < string.length; i++) {
    const unit = string.charCodeAt(i);
    low = Math.imul(low ^ unit, 0x01000193) >>> 0;
    high = Math.imul(high ^ (unit + (low & 0xff)), 0x85ebca6b) >>> 0;
  }
  state.low = low;
  state.high = high;
}
