import { type Answer, answer, firstOf, type Reader, success } from "./answer.js";
import { get, post } from "./endpoint.js";
import { items, open, text, webAddress } from "./fields.js";
import { resource } from "./resource.js";
import * as z from "zod";
import { once, type Open } from "../core/index.js";

const VERTICALS = [
  "OTHER",
  "AUTO",
  "BEAUTY",
  "APPAREL",
  "EDU",
  "ENTERTAIN",
  "EVENT_PLAN",
  "FINANCE",
  "GROCERY",
  "GOVT",
  "HOTEL",
  "HEALTH",
  "NONPROFIT",
  "PROF_SERVICES",
  "RETAIL",
  "TRAVEL",
  "RESTAURANT",
  "ALCOHOL",
  "ONLINE_GAMBLING",
  "PHYSICAL_GAMBLING",
  "OTC_DRUGS",
  "MATRIMONY_SERVICE",
  "NOT_A_BIZ",
] as const;

/** What people see of the business. */
export interface BusinessProfile {
  readonly id?: string;
  readonly about?: string;
  readonly address?: string;
  readonly description?: string;
  readonly email?: string;
  readonly profilePictureUrl?: string;
  readonly websites?: readonly string[];
  readonly vertical?: Open<(typeof VERTICALS)[number]>;
  readonly accountName?: string;
}

const FIELDS = ["about", "address", "description", "email", "profile_picture_url", "websites", "vertical"];
const shape = once(() => ({
  /** 1 to 139 characters; it cannot be emptied. */
  about: text(139).optional(),
  address: text(256, 0).optional(),
  /** Up to 512 characters (Meta's page; its OpenAPI of 2025 still says 256). */
  description: text(512, 0).optional(),
  email: text(128, 0).optional(),
  /** Handle of a resumable upload (`media.createUploadHandle`). */
  profilePictureHandle: z.string().min(1).optional(),
  websites: items(webAddress(256), 2, 0).optional(),
  /** The trade; an empty text clears it. */
  vertical: z.union([open(...VERTICALS), z.literal("")]).optional(),
}));

/** Meta's OpenAPI wraps the profile once more than the live API does. */
const readProfile: Reader<Answer<BusinessProfile>> = (json) => {
  const { businessProfile, ...profile } = firstOf<{ readonly businessProfile?: BusinessProfile }>()(json);
  return { ...profile, ...businessProfile };
};

/** The profile that people see in WhatsApp (Meta, business profiles). */
export const createBusinessProfile = resource("businessProfile", () => ({
  get: get({
    path: "/{phoneNumberId}/whatsapp_business_profile",
    fields: FIELDS,
    answer: readProfile,
  }),
  /** Changes the fields that are given. */
  update: post({
    path: "/{phoneNumberId}/whatsapp_business_profile",
    product: true,
    input: shape(),
    repeatable: true,
    answer: success,
  }),
  /** The same by the profile's own id. */
  getById: get({ path: "/{profileId}", fields: FIELDS, answer: answer<BusinessProfile>() }),
  updateById: post({
    path: "/{profileId}",
    product: true,
    input: shape(),
    repeatable: true,
    answer: success,
  }),
}));
