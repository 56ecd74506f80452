import * as z from "zod";
import { once } from "../../core/index.js";
import { httpUrl, text } from "../check-message.js";
import { beneficiaries, orderPayment } from "./order-payment.js";

const minor = once(() =>
  z.int({ error: "expected a whole number of the smallest unit (paise, centavos)" }).min(0),
);
const charge = once(() => z.strictObject({ amount: minor(), description: text(60).optional() }));
/** Your id of a payment. */
export const reference = once(() =>
  z.string().regex(/^[\w.-]+$/, { error: "letters, digits, _, - and . only" }),
);

/** One line of an order. */
export const item = once(() =>
  z.strictObject({
    productId: z.string().min(1).optional(),
    name: text(60),
    amount: minor(),
    saleAmount: minor().optional(),
    quantity: z.int().min(1, { error: "at least 1" }),
    image: z.strictObject({ link: httpUrl() }).optional(),
    countryOfOrigin: text(100).optional(),
    importerName: text(100).optional(),
    importerAddress: z.record(z.string(), z.string()).optional(),
  }),
);

/** What Meta calls `order`: of an order without items, nothing of it is sent. */
const orderShape = once(() => ({
  items: z.array(item()).min(1, { error: "at least 1 item" }).optional(),
  catalogId: z.string().min(1).optional(),
  tax: charge().optional(),
  shipping: charge().optional(),
  discount: charge()
    .extend({ programName: text(60).optional() })
    .optional(),
  expiresAt: z.union([z.date(), z.number()]).optional(),
  expiresText: text(120).optional(),
  quickPay: z.boolean().optional(),
}));

export const detailsShape = once(() => ({
  referenceId: reference(),
  goods: z.enum(["digital-goods", "physical-goods"]),
  currency: z.enum(["INR", "BRL"], {
    error: "expected INR or BRL: Meta takes payments in India and Brazil",
  }),
  payment: orderPayment(),
  beneficiaries: beneficiaries().optional(),
  totalAmount: minor().min(1, { error: "at least 1" }).optional(),
  ...orderShape(),
}));

export const detailsSchema = once(() => z.strictObject(detailsShape()).superRefine(fitsTogether));

export type Details = z.output<z.ZodObject<ReturnType<typeof detailsShape>>>;
type Issue = (path: string, message: string) => void;

/** What Meta takes together. */
export function fitsTogether(input: Details, context: z.RefinementCtx): void {
  const issue: Issue = (path, message) => context.addIssue({ code: "custom", path: [path], message });
  const longest = input.currency === "INR" ? 35 : 60;
  if (input.referenceId.length > longest)
    issue("referenceId", `at most ${String(longest)} characters, got ${String(input.referenceId.length)}`);
  const indian = input.payment.type === "upi_intent_link" || input.payment.type === "payment_gateway";
  const either = input.payment.type === "payment_link";
  if (!either && indian !== (input.currency === "INR"))
    issue("payment", `${input.payment.type} does not go with ${input.currency}`);
  if (input.items === undefined) checkTotalOnly(input, issue);
  else checkItems(input, input.items, issue);
}

/** Brazil's simplified form (2026): the whole amount, and nothing of what makes it up. */
function checkTotalOnly(input: Details, issue: Issue): void {
  if (input.currency !== "BRL") issue("items", "at least 1 item: only Brazil takes an order without");
  if (input.totalAmount === undefined) issue("totalAmount", "an order without items needs it");
  for (const name of Object.keys(orderShape()) as (keyof ReturnType<typeof orderShape>)[])
    if (input[name] !== undefined) issue(name, "belongs to an order with items");
}

function checkItems(input: Details, items: NonNullable<Details["items"]>, issue: Issue): void {
  if (input.totalAmount !== undefined) issue("totalAmount", "is reckoned from the items: leave it out");
  if (input.tax === undefined) issue("tax", "expected { amount }, which may be 0");
  if (total(input, items) < 0) issue("discount", "more than the order costs");
  if (input.currency === "BRL" && items.some(({ productId }) => productId === undefined))
    issue("items", "each needs a productId in Brazil");
  if (items.some(({ image }) => image !== undefined)) {
    if (items.length > 10) issue("items", "at most 10 with pictures");
    if (input.catalogId !== undefined || items.some(({ productId }) => productId !== undefined))
      issue("items", "those with pictures carry no productId, and the order no catalogId");
  }
}

const SHORTEST_MS = 300_000;

/** Meta wants five minutes at least, reckoned from `now`. */
export function expiresLater(now: number) {
  return (
    { expiresAt }: { readonly expiresAt?: Date | number | undefined },
    context: z.RefinementCtx,
  ): void => {
    if (expiresAt !== undefined && Number(expiresAt) < now + SHORTEST_MS)
      context.addIssue({
        code: "custom",
        path: ["expiresAt"],
        message: `at least 300 seconds ahead, got ${String(Math.floor((Number(expiresAt) - now) / 1_000))}`,
      });
  };
}

type Items = readonly {
  readonly amount: number;
  readonly saleAmount?: number | undefined;
  readonly quantity: number;
}[];

interface Amount {
  readonly amount: number;
}

export function subtotal(items: Items): number {
  return items.reduce((sum, { amount, saleAmount, quantity }) => sum + (saleAmount ?? amount) * quantity, 0);
}

export function total(
  given: {
    readonly tax?: Amount | undefined;
    readonly shipping?: Amount | undefined;
    readonly discount?: Amount | undefined;
  },
  items: Items,
): number {
  const { tax, shipping, discount } = given;
  return subtotal(items) + (tax?.amount ?? 0) + (shipping?.amount ?? 0) - (discount?.amount ?? 0);
}
