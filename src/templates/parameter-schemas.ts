import * as z from "zod";
import { once } from "../core/index.js";
import type { ParameterKind } from "./template-parameters.js";
import { textProblems } from "./text-problems.js";

const line = once(() =>
  z.unknown().superRefine((value, context) => {
    for (const message of textProblems(value)) context.addIssue({ code: "custom", message });
  }),
);
const id = once(() => z.string({ error: "expected a string" }).min(1, { error: "must not be empty" }));

const text = (max: number) =>
  z.string({ error: "expected a string" }).superRefine((value, context) => {
    const length = [...value].length;
    if (length < 1 || length > max)
      context.addIssue({ code: "custom", message: `1 to ${String(max)} characters, got ${String(length)}` });
  });

const source = once(() => ({
  id: id().optional(),
  link: id()
    .regex(/^https?:\/\/[^\s]+$/, { error: "expected an http or https address" })
    .optional(),
}));
const oneOf = ({ id, link }: { id?: string | undefined; link?: string | undefined }): boolean =>
  (id === undefined) !== (link === undefined);
const ONE_OF = { error: "expected exactly one of { link } and { id }" };
const media = once(() => z.strictObject(source(), ONE_OF).refine(oneOf, ONE_OF));

const degrees = (limit: number) =>
  z
    .number({ error: "expected decimal degrees" })
    .min(-limit, { error: `at least -${String(limit)}` })
    .max(limit, { error: `at most ${String(limit)}` });

const products = once(() =>
  z
    .strictObject({
      thumbnailProductId: id(),
      sections: z
        .array(
          z.strictObject({
            title: text(24),
            productIds: z.array(id()).min(1, { error: "at least 1 product" }),
          }),
          { error: "expected a list of sections" },
        )
        .min(1, { error: "at least 1 section" })
        .max(10, { error: "at most 10 sections" }),
    })
    .superRefine(({ sections }, context) => {
      const count = sections.reduce((sum, { productIds }) => sum + productIds.length, 0);
      if (count > 30)
        context.addIssue({
          code: "custom",
          path: ["sections"],
          message: `at most 30 products over all sections, got ${String(count)}`,
        });
    }),
);

const letters = once(() =>
  z
    .string({ error: "expected 1 to 15 letters and digits" })
    .regex(/^[A-Za-z0-9]{1,15}$/, { error: "expected 1 to 15 letters and digits" }),
);

/** What each kind of parameter must look like; texts, cards and orders have checks of their own. */
export const parameterSchemas = once(
  (): Readonly<Record<Exclude<ParameterKind, "text" | "cards" | "order_details">, z.ZodType>> => ({
    currency: z.strictObject({
      code: z.string({ error: "expected a string" }).regex(/^[A-Z]{3}$/, { error: "expected ISO 4217: INR" }),
      amount: z
        .number({ error: "expected a number" })
        .refine((amount) => Number.isSafeInteger(Math.round(amount * 1_000)), { error: "too large" }),
      fallback: line(),
    }),
    date_time: z.strictObject({ fallback: line() }),
    image: media(),
    video: media(),
    gif: media(),
    document: z.strictObject({ ...source(), fileName: text(240).optional() }, ONE_OF).refine(oneOf, ONE_OF),
    location: z.strictObject({
      latitude: degrees(90),
      longitude: degrees(180),
      name: text(1000),
      address: text(1000),
    }),
    product: z.strictObject({ catalogId: id(), productId: id() }),
    code: letters(),
    coupon_code: letters(),
    expiration: z
      .union([z.date(), z.number()], { error: "expected a Date or milliseconds since the epoch" })
      .refine((at) => Number.isSafeInteger(Number(at)) && Number(at) > 0, {
        error: "expected a Date or milliseconds since the epoch",
      }),
    flow: z.strictObject({ token: id().optional(), data: z.record(z.string(), z.unknown()).optional() }),
    catalog: z.strictObject({ thumbnailProductId: id().optional() }),
    products: products(),
    order_status: z.strictObject({
      referenceId: id()
        .max(60, { error: "at most 60 characters" })
        .regex(/^[\w.-]+$/, { error: "letters, digits, _, - and . only" }),
      status: z.enum(["pending", "processing", "partially-shipped", "shipped", "completed", "canceled"]),
      description: text(120).optional(),
    }),
    call: z.strictObject({
      ttlMinutes: z.int({ error: "expected whole minutes" }).min(1, { error: "at least 1" }).optional(),
      payload: text(512).optional(),
    }),
  }),
);
