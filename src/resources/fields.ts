import * as z from "zod";
import { limited, once } from "../core/index.js";

/** Text of `min` (default 1) to `max` characters. Code points: Meta does not say, and UTF-16 units would refuse too much. */
export function text(
  max: number,
  min = 1,
  only?: { readonly pattern: RegExp; readonly what: string },
): z.ZodType<string, string> {
  const schema = z.string({ error: "expected text" }).superRefine((value, context) => {
    const count = [...value].length;
    if (count < min || count > max)
      context.addIssue({
        code: "custom",
        message: `expected ${min === max ? "" : `${String(min)} to `}${String(max)} characters, got ${String(count)}`,
      });
    if (only !== undefined && !only.pattern.test(value))
      context.addIssue({ code: "custom", message: `expected ${only.what}` });
  });
  return limited(schema, { unit: "characters", min, max });
}

/** An e-mail address of at most `max` characters. */
export function email(max: number): z.ZodType<string, string> {
  return text(max, 0, { pattern: /^[^\s@]+@[^\s@]+\.[^\s@]+$/, what: "an e-mail address" });
}

/** `min` (default 1) to `max` items. */
export function items<Item extends z.ZodType>(item: Item, max: number, min = 1) {
  const schema = z
    .array(item, { error: "expected a list" })
    .min(min, {
      error: ({ input }) => `expected at least ${String(min)}, got ${String((input as unknown[]).length)}`,
    })
    .max(max, {
      error: ({ input }) => `expected at most ${String(max)}, got ${String((input as unknown[]).length)}`,
    });
  return limited(schema, { unit: "items", min, max });
}

/** A whole number. */
export function whole(min: number, max: number) {
  const expected = `expected a whole number from ${String(min)} to ${String(max)}`;
  const error = ({ input }: { readonly input?: unknown }): string =>
    typeof input === "number" ? `${expected}, got ${String(input)}` : expected;
  return limited(z.int({ error }).min(min, { error }).max(max, { error }), { unit: "value", min, max });
}

/** Exactly `count` digits. */
export function digits(count: number) {
  const schema = z.string().regex(new RegExp(`^\\d{${String(count)}}$`), {
    error: ({ input }) => `expected ${String(count)} digits, got ${String(String(input).length)} characters`,
  });
  return limited(schema, { unit: "characters", min: count, max: count });
}

/** One of the values that Meta documents. Another text is let through: the list may be older than the API. */
export function open<const Known extends readonly string[]>(..._known: Known) {
  return z.string({ error: "expected text" }).min(1, { error: "must not be empty" }) as unknown as z.ZodType<
    Known[number] | (string & Record<never, never>),
    Known[number] | (string & Record<never, never>)
  >;
}

/** One of these and nothing else: the value decides what happens. */
export function oneOf<const Known extends readonly [string, ...string[]]>(...known: Known) {
  return z.enum(known, { error: `expected ${known.join(" or ")}` });
}

/** A web address with its scheme; `https` only where Meta asks for it. */
export function webAddress(max: number, { https = false } = {}): z.ZodType<string, string> {
  const schema = z.string({ error: "expected a URL" }).superRefine((value, context) => {
    const scheme = URL.canParse(value) ? new URL(value).protocol : "";
    if (https ? scheme !== "https:" : !/^https?:$/.test(scheme))
      context.addIssue({ code: "custom", message: `expected an ${https ? "https" : "http or https"} URL` });
    if (value.length > max)
      context.addIssue({
        code: "custom",
        message: `expected at most ${String(max)} characters, got ${String(value.length)}`,
      });
  });
  return limited(schema, { unit: "characters", min: 0, max });
}

/** An id as Graph gives it out: one path segment that can mean nothing else. */
export const id = once(() =>
  z
    .string({ error: "expected an id" })
    .regex(/^(?!\.{1,2}$)[A-Za-z0-9_.:-]{1,256}$/, { error: "expected an id as Graph gives it" }),
);

/** Seconds since the epoch, given as a Date or as milliseconds. */
export const instant = once(() =>
  z
    .union([z.date(), z.number()], { error: "expected a Date or milliseconds since the epoch" })
    .transform((value) => Math.floor(Number(value) / 1_000)),
);

/** A day of the calendar. */
export const day = once(() =>
  z.string().regex(/^\d{4}-\d{2}-\d{2}$/, { error: "expected a day such as 2026-12-24" }),
);

export const flag = once(() => z.boolean({ error: "expected true or false" }));

/** Components, specifications and the like: Meta's shape, in camelCase or as Meta writes it. */
export const record = once(() => z.record(z.string(), z.unknown(), { error: "expected an object" }));

/** Names of Graph fields, with sub-selections such as `quality_score{score}`. */
export const fieldNames = once(() =>
  z.array(z.string().regex(/^[\w.{}(),:\[\]"' -]+$/, { error: "expected names of fields" })),
);
