import * as z from "zod";
import { once } from "../../core/index.js";
import { checkMessage, text, whole } from "../check-message.js";
import type { OutgoingMessage } from "../outgoing-message.js";
import { defined } from "./image-message.js";
import { headerSchema, type InteractiveHeader, partsToWire } from "./interactive-parts.js";
import { interactive } from "./product-messages.js";

export const bodyOnlySchema = once(() => z.strictObject({ body: text(1024) }));
export const optionalBodySchema = once(() => z.strictObject({ body: text(1024).optional() }));

const FIELDS = [
  "name",
  "phone_number",
  "in_pin_code",
  "house_number",
  "floor_number",
  "tower_number",
  "building_name",
  "address",
  "landmark_area",
  "city",
  "state",
] as const;

/** A field of an Indian address, in Meta's spelling. */
export type AddressField = (typeof FIELDS)[number];
/** Fields of an address by their names. */
export type AddressValues = Readonly<Partial<Record<AddressField, string>>>;

const values = once(() =>
  z
    .partialRecord(z.enum(FIELDS, { error: `expected one of ${FIELDS.join(", ")}` }), z.string())
    .superRefine((given, context) => {
      const pin = given.in_pin_code;
      if (pin !== undefined && pin.length > 6)
        context.addIssue({
          code: "custom",
          path: ["in_pin_code"],
          message: `at most 6 characters, got ${String(pin.length)}`,
        });
    }),
);

export const addressSchema = once(() =>
  z.strictObject({
    header: headerSchema().optional(),
    body: text(1024),
    footer: text(60).optional(),
    country: z.literal("IN", { error: 'expected "IN": Meta asks for addresses in India only' }),
    values: values().optional(),
    savedAddresses: z.array(z.strictObject({ id: z.string().min(1), value: values() })).optional(),
    validationErrors: z.partialRecord(z.enum(FIELDS), z.string()).optional(),
  }),
);

/** A request for a delivery address. */
export interface AddressRequestInput {
  readonly header?: InteractiveHeader | undefined;
  /** 1 to 1024 characters. */
  readonly body: string;
  readonly footer?: string | undefined;
  /** Business and person must have Indian numbers (Meta, 2025). */
  readonly country: "IN";
  /** Fields that are filled in already. */
  readonly values?: AddressValues | undefined;
  readonly savedAddresses?: readonly { readonly id: string; readonly value: AddressValues }[] | undefined;
  /** What was wrong with an earlier answer, by field. */
  readonly validationErrors?: AddressValues | undefined;
}

export const callButtonSchema = once(() =>
  z.strictObject({
    body: text(1024),
    button: text(20).optional(),
    ttlMinutes: whole(1, 43_200, "(30 days)").optional(),
    payload: text(512).optional(),
  }),
);

/** Text with a button that calls you. */
export interface CallButtonInput {
  /** 1 to 1024 characters. */
  readonly body: string;
  /** Label: 1 to 20 characters; default "Call Now". */
  readonly button?: string | undefined;
  /** How long the button works: 1 to 43,200 minutes; default seven days. */
  readonly ttlMinutes?: number | undefined;
  /** Comes back with the call. */
  readonly payload?: string | undefined;
}

/** Asks where the person is. @throws ValidationError `INVALID_MESSAGE`. */
export function locationRequestMessage(input: { readonly body: string }): OutgoingMessage {
  const { body } = checkMessage("location request", bodyOnlySchema(), input);
  return interactive("location_request_message", { body: { text: body }, action: { name: "send_location" } });
}

/** Asks for the person's phone number, with their consent in one tap (2026). @throws ValidationError `INVALID_MESSAGE`. */
export function contactInfoRequestMessage(input: { readonly body: string }): OutgoingMessage {
  const { body } = checkMessage("contact info request", bodyOnlySchema(), input);
  return interactive("request_contact_info", {
    body: { text: body },
    action: { name: "request_contact_info" },
  });
}

/** Asks whether you may call: one request a day, two a week. @throws ValidationError `INVALID_MESSAGE`. */
export function callPermissionRequestMessage(input: { readonly body?: string | undefined }): OutgoingMessage {
  const { body } = checkMessage("call permission request", optionalBodySchema(), input);
  return interactive("call_permission_request", {
    body: body === undefined ? undefined : { text: body },
    action: { name: "call_permission_request" },
  });
}

/** A button that calls you on WhatsApp; calling must be on for the number. @throws ValidationError `INVALID_MESSAGE`. */
export function callButtonMessage(input: CallButtonInput): OutgoingMessage {
  const { body, button, ttlMinutes, payload } = checkMessage("call button", callButtonSchema(), input);
  const parameters = defined({ display_text: button, ttl_minutes: ttlMinutes, payload });
  return interactive("voice_call", {
    body: { text: body },
    action: { name: "voice_call", ...(Object.keys(parameters).length === 0 ? {} : { parameters }) },
  });
}

/** Asks for a delivery address, in India. @throws ValidationError `INVALID_MESSAGE`. */
export function addressRequestMessage(input: AddressRequestInput): OutgoingMessage {
  const {
    country,
    values: given,
    savedAddresses,
    validationErrors,
    ...parts
  } = checkMessage("address request", addressSchema(), input);
  return interactive("address_message", {
    ...partsToWire(parts as AddressRequestInput),
    action: {
      name: "address_message",
      parameters: defined({
        country,
        values: given,
        saved_addresses: savedAddresses,
        validation_errors: validationErrors,
      }),
    },
  });
}
