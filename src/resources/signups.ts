import * as z from "zod";
import { once, type Open } from "../core/index.js";
import { answer, success } from "./answer.js";
import { get, list, post } from "./endpoint.js";
import { flag, open, text, webAddress } from "./fields.js";
import { resource } from "./resource.js";

/** A link with which people opt in inside WhatsApp (`wa.me/{number}/signup/{id}`). */
export interface Signup {
  readonly id: string;
  readonly status?: Open<"ACTIVE" | "DISABLED">;
  readonly signupMessage?: string;
  readonly confirmationMessage?: string;
  readonly privacyPolicyUrl?: string;
  readonly websiteUrl?: string;
  readonly promoCode?: string;
  readonly displayName?: string;
}

const shape = once(() => ({
  signupMessage: text(300),
  /** May hold `{{promo_code}}`. */
  confirmationMessage: text(300),
  websiteUrl: webAddress(2_048, { https: true }).optional(),
  /** Letters and digits. */
  promoCode: text(50, 1, { pattern: /^[A-Za-z0-9]*$/, what: "letters and digits" }).optional(),
  displayName: text(256).optional(),
}));
const FIELDS = [
  "id",
  "status",
  "signup_message",
  "confirmation_message",
  "privacy_policy_url",
  "display_name",
];

/** In-app sign-ups (Meta, June 2026; Graph v22 and newer). Not in the EEA, UK, Brazil, Japan, South Korea, Nigeria, South Africa, Turkey. */
export const createSignups = resource("signups", () => ({
  list: list({ path: "/{businessAccountId}/signups", fields: FIELDS, item: answer<Signup>("id") }),
  get: get({ path: "/signups/{signupId}", fields: FIELDS, answer: answer<Signup>("id") }),
  create: post({
    path: "/{businessAccountId}/signups",
    input: {
      ...shape(),
      /** It cannot be changed later. */
      privacyPolicyUrl: webAddress(2_048),
      /** Meta's terms; the first sign-up of an account needs them. */
      policy: z.strictObject({ tos: z.string().min(1), accepted: flag() }).optional(),
    },
    answer: answer<Signup>("id"),
  }),
  update: post({
    path: "/signups/{signupId}",
    input: {
      ...shape(),
      signupMessage: shape().signupMessage.optional(),
      confirmationMessage: shape().confirmationMessage.optional(),
      status: open("ACTIVE", "DISABLED").optional(),
    },
    repeatable: true,
    answer: success,
  }),
}));
