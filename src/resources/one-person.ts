import * as z from "zod";

/** One person by phone number: digits, with or without the plus. */
export const person = z.string().regex(/^\+?\d{5,15}$/, { error: "expected one phone number" });

/** One person by business-scoped user id, or parent user id. */
export const userId = z
  .string()
  .regex(/^[A-Z]{2}\.[A-Za-z0-9.]{1,140}$/, { error: "expected one business-scoped user id" });
