import * as z from "zod";
import { limited, once, ValidationError, validationProblems } from "../core/index.js";

/** Characters as Meta counts them for limits: code points. (Meta does not say; counting UTF-16 would refuse too much.) */
export function characters(text: string): number {
  return [...text].length;
}

/** Text of 1 to `max` characters. */
export function text(max: number, what = "text"): z.ZodType<string, string> {
  const schema = z.string({ error: `expected ${what}` }).superRefine((value, context) => {
    const count = characters(value);
    if (value.trim() === "") context.addIssue({ code: "custom", message: "must not be empty" });
    if (count > max)
      context.addIssue({
        code: "custom",
        message: `at most ${String(max)} characters, got ${String(count)}`,
      });
  });
  return limited(schema, { unit: "characters", min: 1, max });
}

/** `min` (default 1) to `max` items. `what` names one of them. */
export function items<Item extends z.ZodType>(item: Item, max: number, { min = 1, what = "item" } = {}) {
  const several = (count: number): string => `${String(count)} ${what}${count === 1 ? "" : "s"}`;
  const schema = z
    .array(item)
    .min(min, {
      error: ({ input }) => `at least ${several(min)}, got ${String((input as unknown[]).length)}`,
    })
    .max(max, {
      error: ({ input }) => `at most ${several(max)}, got ${String((input as unknown[]).length)}`,
    });
  return limited(schema, { unit: "items", min, max });
}

/** A whole number from `min` to `max`. */
export function whole(min: number, max: number, unit = "") {
  const expected = `expected a whole number from ${String(min)} to ${String(max)}${unit === "" ? "" : ` ${unit}`}`;
  const error = ({ input }: { readonly input?: unknown }): string =>
    typeof input === "number" ? `${expected}, got ${String(input)}` : expected;
  return limited(z.int({ error }).min(min, { error }).max(max, { error }), { unit: "value", min, max });
}

/** A public http or https address. */
export const httpUrl = once(() =>
  z.string().superRefine((value, context) => {
    const url = URL.canParse(value) ? new URL(value) : undefined;
    if (url === undefined || !/^https?:$/.test(url.protocol)) {
      context.addIssue({ code: "custom", message: "expected an http or https URL" });
    }
  }),
);

/**
 * Checks the input of a message against its schema.
 *
 * @throws ValidationError `INVALID_MESSAGE` naming each field, its limit and what was given (never the text itself).
 */
export function checkMessage<Schema extends z.ZodType>(
  kind: string,
  schema: Schema,
  input: unknown,
): z.output<Schema> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const problems = validationProblems(result.error.issues, kind);
  throw new ValidationError(
    "INVALID_MESSAGE",
    `The ${kind} message cannot be sent: ${problems.map(({ field, problem }) => `${field}: ${problem}`).join("; ")}.`,
    { fix: "Correct the fields named here; nothing was sent.", problems },
  );
}
