import * as z from "zod";
import { once, type Open } from "../core/index.js";
import { type Answer, answer, success } from "./answer.js";
import { get, list, post, remove } from "./endpoint.js";
import { id, oneOf, open, text, webAddress } from "./fields.js";
import { resource } from "./resource.js";

export interface PaymentConfiguration {
  readonly configurationName: string;
  readonly status?: Open<"Active" | "Needs_Connecting" | "Needs_Testing">;
  readonly providerName?: Open<"upi_vpa" | "razorpay" | "payu" | "zaakpay">;
  readonly providerMid?: string;
}

/** Where the business connects its payment gateway. */
export interface PaymentConfigurationLink {
  readonly success?: boolean;
  readonly oauthUrl?: string;
  readonly expiration?: string | number;
}

export interface Payment {
  readonly referenceId: string;
  readonly status?: Open<"pending" | "captured" | "failed" | "new" | "canceled">;
  readonly currency?: string;
  readonly totalAmount?: Answer<{ readonly value: number | string; readonly offset?: number | string }>;
  readonly transactions?: readonly Readonly<Record<string, unknown>>[];
  readonly refunds?: readonly Readonly<Record<string, unknown>>[];
}

const WABA = "/{businessAccountId}";
const name = once(() => text(60));

/** Payments in India: configurations, look-up, refunds (Meta, payments API). */
export const createPayments = resource("payments", () => ({
  configurations: list({
    path: `${WABA}/payment_configurations`,
    item: answer<PaymentConfiguration>("configurationName"),
  }),
  configuration: get({
    path: `${WABA}/payment_configuration/{configurationName}`,
    answer: (json) => answer<PaymentConfiguration>("configurationName")(firstIn(json)),
  }),
  createConfiguration: post({
    path: `${WABA}/payment_configuration`,
    input: {
      configurationName: name(),
      providerName: open("upi_vpa", "razorpay", "payu", "zaakpay"),
      purposeCode: z.string().min(1).optional(),
      merchantCategoryCode: z.string().min(1).optional(),
      merchantVpa: z.string().min(1).optional(),
      redirectUrl: webAddress(2_048).optional(),
    },
    answer: answer<PaymentConfigurationLink>(),
  }),
  updateConfiguration: post({
    path: `${WABA}/payment_configuration/{configurationName}`,
    input: { dataEndpointUrl: webAddress(2_048).optional(), merchantVpa: z.string().min(1).optional() },
    repeatable: true,
    answer: success,
  }),
  deleteConfiguration: remove({
    path: `${WABA}/payment_configuration`,
    as: "json",
    input: { configurationName: name() },
    answer: success,
  }),
  /** A new link for connecting the gateway. */
  configurationLink: post({
    path: `${WABA}/generate_payment_configuration_oauth_link`,
    input: { configurationName: name(), redirectUrl: webAddress(2_048).optional() },
    repeatable: true,
    answer: answer<PaymentConfigurationLink>("oauthUrl"),
  }),
  /** What became of a payment. Ask before you ship: a webhook alone proves little. */
  get: get({
    path: "/{phoneNumberId}/payments/{configurationName}/{referenceId}",
    answer: answer<{ readonly payments: readonly Answer<Payment>[] }>("payments"),
  }),
  /** Pays back. Not repeated by itself: twice would be two refunds. */
  refund: post({
    path: "/{phoneNumberId}/payments_refund",
    input: {
      referenceId: text(35),
      paymentConfigId: id(),
      speed: oneOf("normal", "instant").optional(),
      amount: z.strictObject({
        currency: open("INR"),
        /** In the smallest unit, for example `"10000"` for 100 rupees. */
        value: z.string().regex(/^[1-9]\d{0,15}$/, { error: "expected a whole number as text" }),
        offset: z.literal("100"),
      }),
    },
    answer: answer<{ readonly id: string; readonly status?: string; readonly speedProcessed?: string }>("id"),
  }),
}));

function firstIn(json: unknown): unknown {
  const { data } = json as { data?: unknown };
  return Array.isArray(data) ? (data as unknown[])[0] : json;
}
