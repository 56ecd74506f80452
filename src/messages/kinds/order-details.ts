import type * as z from "zod";
import { checkMessage } from "../check-message.js";
import { defined } from "./image-message.js";
import { type Beneficiary, type OrderPayment, snaked } from "./order-payment.js";
import { type Details, detailsSchema, expiresLater, type item, subtotal, total } from "./order-schema.js";

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

interface AnyOrder {
  /** Your id of the payment: letters, digits, `_`, `-`, `.`; at most 35 characters in India, 60 in Brazil. */
  readonly referenceId: string;
  readonly goods: "digital-goods" | "physical-goods";
  /** How it is paid: `{ type: "upi_intent_link", settings: { link: "upi://pay?..." } }`. */
  readonly payment: OrderPayment;
  /** Who receives shipped goods (India). */
  readonly beneficiaries?: readonly Beneficiary[] | undefined;
}

/** An order with its lines: subtotal and total are reckoned from them. */
export interface ItemisedOrder extends AnyOrder {
  readonly currency: "INR" | "BRL";
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
  readonly totalAmount?: undefined;
}

/** An order of which only the amount is sent: Brazil (2026). */
export interface OrderTotal extends AnyOrder {
  readonly currency: "BRL";
  readonly totalAmount: MinorUnits;
  readonly items?: undefined;
}

/** An order to review and pay, without the message around it. */
export type OrderDetailsInput = ItemisedOrder | OrderTotal;

/**
 * The order itself in Meta's spelling, for a message or a template.
 *
 * @param now - instant against which `expiresAt` is checked.
 * @throws ValidationError `INVALID_MESSAGE`.
 */
export function orderDetails(input: OrderDetailsInput, now?: number): Record<string, unknown> {
  return detailsToWire(
    checkMessage(
      "order",
      now === undefined ? detailsSchema() : detailsSchema().superRefine(expiresLater(now)),
      input,
    ),
  );
}

/** An order that was checked, in Meta's spelling. */
export function detailsToWire(given: Details): Record<string, unknown> {
  const { payment, currency, items } = given;
  return defined({
    reference_id: given.referenceId,
    type: given.goods,
    payment_type: currency === "BRL" ? "br" : undefined,
    payment_settings: [{ type: payment.type, [payment.type]: snaked(payment.settings) }],
    beneficiaries: given.beneficiaries?.map(snaked),
    currency,
    total_amount: money(items === undefined ? (given.totalAmount ?? 0) : total(given, items)),
    order: items && orderToWire(given, items),
  });
}

function orderToWire(given: Details, items: NonNullable<Details["items"]>): Record<string, unknown> {
  const { tax = { amount: 0 }, shipping, discount } = given;
  return defined({
    status: "pending",
    type: given.quickPay === true ? "quick_pay" : undefined,
    catalog_id: given.catalogId,
    expiration:
      given.expiresAt === undefined
        ? undefined
        : defined({ timestamp: seconds(given.expiresAt), description: given.expiresText }),
    items: items.map(itemToWire),
    subtotal: money(subtotal(items)),
    tax: chargeToWire(tax),
    shipping: shipping && chargeToWire(shipping),
    discount: discount && defined({ ...chargeToWire(discount), discount_program_name: discount.programName }),
  });
}

function itemToWire(one: z.output<ReturnType<typeof item>>): Record<string, unknown> {
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

function money(value: number): { readonly value: number; readonly offset: 100 } {
  return { value, offset: 100 };
}

function chargeToWire({ amount, description }: Charge): Record<string, unknown> {
  return defined({ ...money(amount), description });
}

/** Unix seconds, as text. */
export function seconds(at: Date | number): string {
  return String(Math.floor(Number(at) / 1_000));
}
