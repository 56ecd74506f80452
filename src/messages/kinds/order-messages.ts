import * as z from "zod";
import { checkMessage, httpUrl, text } from "../check-message.js";
import type { OutgoingMessage } from "../outgoing-message.js";
import { defined, mediaSource, oneSource, type MediaSource } from "./image-message.js";
import { type Beneficiary, beneficiaries, orderPayment, type OrderPayment, snaked } from "./order-payment.js";
import { interactive } from "./product-messages.js";

const minor = z.int({ error: "expected a whole number of the smallest unit (paise, centavos)" }).min(0);
const charge = z.strictObject({ amount: minor, description: text(60).optional() });
const reference = z.string().regex(/^[\w.-]+$/, { error: "letters, digits, _, - and . only" });

const item = z.strictObject({
  productId: z.string().min(1).optional(),
  name: text(60),
  amount: minor,
  saleAmount: minor.optional(),
  quantity: z.int().min(1, { error: "at least 1" }),
  image: z.strictObject({ link: httpUrl }).optional(),
  countryOfOrigin: text(100).optional(),
  importerName: text(100).optional(),
  importerAddress: z.record(z.string(), z.string()).optional(),
});

const detailsShape = {
  referenceId: reference,
  goods: z.enum(["digital-goods", "physical-goods"]),
  currency: z.enum(["INR", "BRL"], {
    error: "expected INR or BRL: Meta takes payments in India and Brazil",
  }),
  payment: orderPayment,
  items: z.array(item).min(1, { error: "at least 1 item" }),
  catalogId: z.string().min(1).optional(),
  tax: charge,
  shipping: charge.optional(),
  discount: charge.extend({ programName: text(60).optional() }).optional(),
  expiresAt: z.union([z.date(), z.number()]).optional(),
  expiresText: text(120).optional(),
  quickPay: z.boolean().optional(),
  beneficiaries: beneficiaries.optional(),
};

const details = z.strictObject(detailsShape).superRefine(sumsUp);

export const orderSchema = z
  .strictObject({
    image: z
      .strictObject(mediaSource)
      .refine(oneSource, { error: "expected exactly one of id and link" })
      .optional(),
    body: text(1024),
    footer: text(60).optional(),
    ...detailsShape,
  })
  .superRefine(sumsUp);

type Details = z.output<typeof details>;

/** What Meta takes together. */
function sumsUp(input: z.output<z.ZodObject<typeof detailsShape>>, context: z.RefinementCtx): void {
  const issue = (path: string, message: string): void =>
    context.addIssue({ code: "custom", path: [path], message });
  const longest = input.currency === "INR" ? 35 : 60;
  if (input.referenceId.length > longest)
    issue("referenceId", `at most ${String(longest)} characters, got ${String(input.referenceId.length)}`);
  if (total(input) < 0) issue("discount", "more than the order costs");
  const indian = input.payment.type === "upi_intent_link" || input.payment.type === "payment_gateway";
  const either = input.payment.type === "payment_link";
  if (!either && indian !== (input.currency === "INR"))
    issue("payment", `${input.payment.type} does not go with ${input.currency}`);
  if (input.currency === "BRL" && input.items.some(({ productId }) => productId === undefined))
    issue("items", "each needs a productId in Brazil");
  if (input.items.some(({ image }) => image !== undefined)) {
    if (input.items.length > 10) issue("items", "at most 10 with pictures");
    if (input.catalogId !== undefined || input.items.some(({ productId }) => productId !== undefined))
      issue("items", "those with pictures carry no productId, and the order no catalogId");
  }
}

const SHORTEST_MS = 300_000;

function expiresLater(now: number) {
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

/** An amount in the smallest unit of the currency (paise, centavos): 49900 is 499.00. */
export type MinorUnits = number;

/** One line of an order. */
export interface OrderItem {
  /** Your id of the product. Required in Brazil. */
  readonly productId?: string | undefined;
  /** 1 to 60 characters. */
  readonly name: string;
  readonly amount: MinorUnits;
  /** Price after a reduction; counts instead of `amount`. */
  readonly saleAmount?: MinorUnits | undefined;
  readonly quantity: number;
  readonly image?: { readonly link: string } | undefined;
  /** The next three: India, for items of no catalogue. */
  readonly countryOfOrigin?: string | undefined;
  readonly importerName?: string | undefined;
  readonly importerAddress?: Readonly<Record<string, string>> | undefined;
}

interface Charge {
  readonly amount: MinorUnits;
  /** 1 to 60 characters. */
  readonly description?: string | undefined;
}

/** An order to review and pay, without the message around it. */
export interface OrderDetailsInput {
  /** Your id of the payment: letters, digits, `_`, `-`, `.`; at most 35 characters in India, 60 in Brazil. */
  readonly referenceId: string;
  readonly goods: "digital-goods" | "physical-goods";
  readonly currency: "INR" | "BRL";
  /** How it is paid: `{ type: "upi_intent_link", settings: { link: "upi://pay?..." } }`. */
  readonly payment: OrderPayment;
  readonly items: readonly OrderItem[];
  readonly catalogId?: string | undefined;
  /** May be 0. */
  readonly tax: Charge;
  readonly shipping?: Charge | undefined;
  readonly discount?: (Charge & { readonly programName?: string | undefined }) | undefined;
  /** At least five minutes ahead. */
  readonly expiresAt?: Date | number | undefined;
  /** 1 to 120 characters. */
  readonly expiresText?: string | undefined;
  /** Shows only "Pay now" (India). */
  readonly quickPay?: boolean | undefined;
  /** Who receives shipped goods (India). */
  readonly beneficiaries?: readonly Beneficiary[] | undefined;
}

/** An order to review and pay, with the message around it. */
export interface OrderMessageInput extends OrderDetailsInput {
  readonly image?: MediaSource | undefined;
  /** 1 to 1024 characters. */
  readonly body: string;
  readonly footer?: string | undefined;
}

export const orderStatusSchema = z.strictObject({
  body: text(1024),
  footer: text(60).optional(),
  referenceId: reference,
  status: z.enum(["pending", "processing", "partially-shipped", "shipped", "completed", "canceled"]),
  description: text(120).optional(),
  payment: z
    .strictObject({
      status: z.enum(["pending", "captured", "failed"]),
      at: z.union([z.date(), z.number()]).optional(),
    })
    .optional(),
});

/** News of an order. */
export interface OrderStatusMessageInput {
  /** 1 to 1024 characters. */
  readonly body: string;
  readonly footer?: string | undefined;
  /** The `referenceId` of the order. */
  readonly referenceId: string;
  readonly status: "pending" | "processing" | "partially-shipped" | "shipped" | "completed" | "canceled";
  /** 1 to 120 characters. */
  readonly description?: string | undefined;
  readonly payment?:
    | { readonly status: "pending" | "captured" | "failed"; readonly at?: Date | number | undefined }
    | undefined;
}

/**
 * An order to review and pay; subtotal and total are reckoned here.
 *
 * @param now - instant against which `expiresAt` is checked: Meta wants five minutes at least.
 * @throws ValidationError `INVALID_MESSAGE`.
 */
export function orderMessage(input: OrderMessageInput, now?: number): OutgoingMessage {
  const given = checkMessage(
    "order",
    now === undefined ? orderSchema : orderSchema.superRefine(expiresLater(now)),
    input,
  );
  const { image, body, footer } = given;
  return interactive("order_details", {
    header: image && { type: "image", image: defined(image) },
    body: { text: body },
    footer: footer === undefined ? undefined : { text: footer },
    action: { name: "review_and_pay", parameters: detailsToWire(given) },
  });
}

/** The order itself in Meta's spelling, for a message or a template. @throws ValidationError `INVALID_MESSAGE`. */
export function orderDetails(input: OrderDetailsInput): Record<string, unknown> {
  return detailsToWire(checkMessage("order", details, input));
}

function detailsToWire(given: Details): Record<string, unknown> {
  const { payment, currency, tax, shipping, discount } = given;
  return defined({
    reference_id: given.referenceId,
    type: given.goods,
    payment_type: currency === "BRL" ? "br" : undefined,
    payment_settings: [{ type: payment.type, [payment.type]: snaked(payment.settings) }],
    beneficiaries: given.beneficiaries?.map(snaked),
    currency,
    total_amount: money(total(given)),
    order: defined({
      status: "pending",
      type: given.quickPay === true ? "quick_pay" : undefined,
      catalog_id: given.catalogId,
      expiration:
        given.expiresAt === undefined
          ? undefined
          : defined({ timestamp: seconds(given.expiresAt), description: given.expiresText }),
      items: given.items.map(itemToWire),
      subtotal: money(subtotal(given.items)),
      tax: chargeToWire(tax),
      shipping: shipping && chargeToWire(shipping),
      discount:
        discount && defined({ ...chargeToWire(discount), discount_program_name: discount.programName }),
    }),
  });
}

function itemToWire(one: z.output<typeof item>): Record<string, unknown> {
  return defined({
    retailer_id: one.productId,
    name: one.name,
    amount: money(one.amount),
    sale_amount: one.saleAmount === undefined ? undefined : money(one.saleAmount),
    quantity: one.quantity,
    image: one.image,
    country_of_origin: one.countryOfOrigin,
    importer_name: one.importerName,
    importer_address: one.importerAddress,
  });
}

/** What has become of an order. @throws ValidationError `INVALID_MESSAGE`. */
export function orderStatusMessage(input: OrderStatusMessageInput): OutgoingMessage {
  const given = checkMessage("order status", orderStatusSchema, input);
  const { payment } = given;
  return interactive("order_status", {
    body: { text: given.body },
    footer: given.footer === undefined ? undefined : { text: given.footer },
    action: {
      name: "review_order",
      parameters: defined({
        reference_id: given.referenceId,
        order: defined({ status: given.status, description: given.description }),
        payment:
          payment &&
          defined({
            status: payment.status,
            timestamp: payment.at === undefined ? undefined : Number(seconds(payment.at)),
          }),
      }),
    },
  });
}

type Items = readonly {
  readonly amount: number;
  readonly saleAmount?: number | undefined;
  readonly quantity: number;
}[];

function subtotal(items: Items): number {
  return items.reduce((sum, { amount, saleAmount, quantity }) => sum + (saleAmount ?? amount) * quantity, 0);
}

function total(given: {
  readonly items: Items;
  readonly tax: Charge;
  readonly shipping?: Charge | undefined;
  readonly discount?: Charge | undefined;
}): number {
  return (
    subtotal(given.items) + given.tax.amount + (given.shipping?.amount ?? 0) - (given.discount?.amount ?? 0)
  );
}

function money(value: number): { readonly value: number; readonly offset: 100 } {
  return { value, offset: 100 };
}

function chargeToWire({ amount, description }: Charge): Record<string, unknown> {
  return defined({ ...money(amount), description });
}

/** Unix seconds, as text. */
function seconds(at: Date | number): string {
  return String(Math.floor(Number(at) / 1_000));
}
