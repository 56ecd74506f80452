import * as z from "zod";
import { once } from "../core/index.js";

/** One person by phone number: digits, with or without the plus. */
export const person = once(() => z.string().regex(/^\+?\d{5,15}$/, { error: "expected one phone number" }));

/** One person by business-scoped user id, or parent user id. */
export const userId = once(() =>
  z.string().regex(/^[A-Z]{2}\.[A-Za-z0-9.]{1,140}$/, { error: "expected one business-scoped user id" }),
);
