import * as z from "zod";
import { once } from "../../core/index.js";
import { checkMessage, text } from "../check-message.js";
import type { OutgoingMessage } from "../outgoing-message.js";
import { defined, type MediaSource, mediaSource, oneSource } from "./image-message.js";
import { detailsToWire, type OrderDetailsInput, seconds } from "./order-details.js";
import { detailsShape, expiresLater, fitsTogether, reference } from "./order-schema.js";
import { interactive } from "./product-messages.js";

export const orderSchema = once(() =>
  z
    .strictObject({
      image: z
        .strictObject(mediaSource())
        .refine(oneSource, { error: "expected exactly one of id and link" })
        .optional(),
      body: text(1024),
      footer: text(60).optional(),
      ...detailsShape(),
    })
    .superRefine(fitsTogether),
);

/** An order to review and pay, with the message around it. */
export type OrderMessageInput = OrderDetailsInput & {
  readonly image?: MediaSource | undefined;
  /** 1 to 1024 characters. */
  readonly body: string;
  readonly footer?: string | undefined;
};

export const orderStatusSchema = once(() =>
  z.strictObject({
    body: text(1024),
    footer: text(60).optional(),
    referenceId: reference().max(60, { error: "at most 60 characters" }),
    status: z.enum(["pending", "processing", "partially-shipped", "shipped", "completed", "canceled"]),
    description: text(120).optional(),
    payment: z
      .strictObject({
        status: z.enum(["pending", "captured", "failed"]),
        at: z.union([z.date(), z.number()]).optional(),
      })
      .optional(),
  }),
);

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
    now === undefined ? orderSchema() : orderSchema().superRefine(expiresLater(now)),
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

/** What has become of an order. @throws ValidationError `INVALID_MESSAGE`. */
export function orderStatusMessage(input: OrderStatusMessageInput): OutgoingMessage {
  const given = checkMessage("order status", orderStatusSchema(), input);
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
