import * as z from "zod";
import { once } from "../../core/index.js";
import { httpUrl, items, text } from "../check-message.js";
import { defined } from "./image-message.js";

const given = (what: string) => z.string().min(1, { error: `expected ${what}` });
const udf = once(() => text(255).optional());
const extra = once(() => text(180).optional());
const info = once(() => text(120).optional());

const gateway = once(() =>
  z
    .strictObject({
      type: z.enum(["billdesk", "razorpay", "payu", "zaakpay"], {
        error: "expected billdesk, razorpay, payu or zaakpay",
      }),
      configurationName: text(60),
      razorpay: z
        .strictObject({
          receipt: text(40).optional(),
          notes: z
            .record(z.string(), text(256))
            .superRefine((notes, context) => {
              const count = Object.keys(notes).length;
              if (count > 15)
                context.addIssue({ code: "custom", message: `at most 15 keys, got ${String(count)}` });
            })
            .optional(),
        })
        .optional(),
      payu: z.strictObject({ udf1: udf(), udf2: udf(), udf3: udf(), udf4: udf() }).optional(),
      zaakpay: z.strictObject({ extra1: extra(), extra2: extra() }).optional(),
      billdesk: z
        .strictObject({
          additionalInfo1: info(),
          additionalInfo2: info(),
          additionalInfo3: info(),
          additionalInfo4: info(),
          additionalInfo5: info(),
          additionalInfo6: info(),
          additionalInfo7: info(),
        })
        .optional(),
    })
    .superRefine(({ type, ...rest }, context) => {
      for (const name of ["razorpay", "payu", "zaakpay", "billdesk"] as const)
        if (rest[name] !== undefined && name !== type)
          context.addIssue({ code: "custom", path: [name], message: `does not go with ${type}` });
    }),
);

/** How an order is paid. */
export const orderPayment = once(() =>
  z.discriminatedUnion(
    "type",
    [
      z.strictObject({
        type: z.literal("pix_dynamic_code"),
        settings: z.strictObject({
          code: given("the Pix code"),
          merchantName: given("the merchant's name"),
          key: given("the Pix key"),
          keyType: z.enum(["CPF", "CNPJ", "EMAIL", "PHONE", "EVP"], {
            error: "expected CPF, CNPJ, EMAIL, PHONE or EVP",
          }),
        }),
      }),
      z.strictObject({
        type: z.literal("boleto"),
        settings: z.strictObject({ digitableLine: given("the digits of the boleto") }),
      }),
      z.strictObject({ type: z.literal("payment_link"), settings: z.strictObject({ uri: httpUrl() }) }),
      z.strictObject({
        type: z.literal("offsite_card_pay"),
        settings: z.strictObject({
          lastFourDigits: z.string().regex(/^\d{4}$/, { error: "expected 4 digits" }),
          credentialId: given("the id of the stored card"),
        }),
      }),
      z.strictObject({
        type: z.literal("upi_intent_link"),
        settings: z.strictObject({
          link: z.string().regex(/^upi:\/\/pay\?\S+$/, { error: "expected upi://pay?..." }),
        }),
      }),
      z.strictObject({ type: z.literal("payment_gateway"), settings: gateway() }),
    ],
    {
      error:
        "expected { type, settings } with type pix_dynamic_code, boleto, payment_link, offsite_card_pay, upi_intent_link or payment_gateway",
    },
  ),
);

/** Who receives shipped goods (India). */
export const beneficiaries = once(() =>
  items(
    z.strictObject({
      name: text(200),
      addressLine1: text(100),
      addressLine2: text(100).optional(),
      city: text(100),
      state: text(100),
      country: z.literal("India", { error: 'expected "India"' }),
      postalCode: z.string().regex(/^\d{6}$/, { error: "expected 6 digits" }),
    }),
    10,
  ),
);

/** Brazil: Pix, boleto, a stored card or a link. India: UPI, a payment gateway or a link. */
export type OrderPayment =
  | {
      readonly type: "pix_dynamic_code";
      readonly settings: {
        readonly code: string;
        readonly merchantName: string;
        readonly key: string;
        readonly keyType: "CPF" | "CNPJ" | "EMAIL" | "PHONE" | "EVP";
      };
    }
  | { readonly type: "boleto"; readonly settings: { readonly digitableLine: string } }
  | { readonly type: "payment_link"; readonly settings: { readonly uri: string } }
  | {
      readonly type: "offsite_card_pay";
      readonly settings: { readonly lastFourDigits: string; readonly credentialId: string };
    }
  | {
      readonly type: "upi_intent_link";
      /** `upi://pay?...`. */
      readonly settings: { readonly link: string };
    }
  | { readonly type: "payment_gateway"; readonly settings: PaymentGateway };

/** A payment gateway of `waypost.payments`, with what it shall get beside the order. */
export interface PaymentGateway {
  readonly type: "billdesk" | "razorpay" | "payu" | "zaakpay";
  /** 1 to 60 characters, as in `payments.createConfiguration`. */
  readonly configurationName: string;
  /** Receipt of at most 40 characters; 15 notes of at most 256 characters. */
  readonly razorpay?:
    | { readonly receipt?: string | undefined; readonly notes?: Readonly<Record<string, string>> | undefined }
    | undefined;
  /** At most 255 characters each. */
  readonly payu?: Readonly<Partial<Record<`udf${1 | 2 | 3 | 4}`, string>>> | undefined;
  /** At most 180 characters each. */
  readonly zaakpay?: Readonly<Partial<Record<`extra${1 | 2}`, string>>> | undefined;
  /** At most 120 characters each. */
  readonly billdesk?:
    Readonly<Partial<Record<`additionalInfo${1 | 2 | 3 | 4 | 5 | 6 | 7}`, string>>> | undefined;
}

/** Who receives shipped goods, in India. */
export interface Beneficiary {
  /** 1 to 200 characters. */
  readonly name: string;
  /** 1 to 100 characters. */
  readonly addressLine1: string;
  readonly addressLine2?: string | undefined;
  readonly city: string;
  readonly state: string;
  readonly country: "India";
  /** 6 digits. */
  readonly postalCode: string;
}

/** Names in Meta's spelling; the keys of `notes` are the caller's own. */
export function snaked(value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return defined(
    Object.fromEntries(
      Object.entries(value).map(([name, item]) => [
        name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
        typeof item === "object" && item !== null && name !== "notes"
          ? snaked(item as Record<string, unknown>)
          : item,
      ]),
    ),
  );
}
