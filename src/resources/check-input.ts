import type * as z from "zod";
import { ValidationError, validationProblems } from "../core/index.js";

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
  const problems = validationProblems(result.error.issues, "input");
  throw new ValidationError(
    "INVALID_INPUT",
    `${method} was not called: ${problems.map(({ field, problem }) => `${field}: ${problem}`).join("; ")}.`,
    { fix: "Correct the fields named here.", problems },
  );
}
