import type * as z from "zod";
import { ValidationError } from "../core/index.js";

/**
 * Checks the input of a method against its schema and gives it back as the schema does.
 *
 * @throws ValidationError `INVALID_INPUT` naming each field, its limit and what was given (never the value itself).
 */
export function checkFields<Schema extends z.ZodType>(
  method: string,
  schema: Schema,
  input: unknown,
): z.output<Schema> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => ({
    field:
      issue.path.length === 0
        ? "input"
        : issue.path
            .map((part) => (typeof part === "number" ? `[${String(part)}]` : `.${String(part)}`))
            .join("")
            .replace(/^\./, ""),
    problem: issue.code === "unrecognized_keys" ? `unknown: ${issue.keys.join(", ")}` : issue.message,
  }));
  throw new ValidationError(
    "INVALID_INPUT",
    `${method} was not called: ${problems.map(({ field, problem }) => `${field}: ${problem}`).join("; ")}.`,
    { fix: "Correct the fields named here.", problems },
  );
}
