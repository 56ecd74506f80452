import * as z from "zod";
import { once, type Open } from "../core/index.js";
import { type Answer, firstOf, success } from "./answer.js";
import { get, post } from "./endpoint.js";
import { email, flag, open, text } from "./fields.js";
import { resource } from "./resource.js";

const TYPES = [
  "LIMITED_LIABILITY_PARTNERSHIP",
  "SOLE_PROPRIETORSHIP",
  "PARTNERSHIP",
  "PUBLIC_COMPANY",
  "PRIVATE_COMPANY",
  "OTHER",
] as const;

export interface Contact {
  readonly name?: string;
  readonly email?: string;
  readonly mobileNumber?: string;
  readonly landlineNumber?: string;
}

/** What India's rules ask a business to show. */
export interface ComplianceInfo {
  readonly entityName?: string;
  readonly entityType?: Open<(typeof TYPES)[number]>;
  readonly entityTypeCustom?: string;
  readonly isRegistered?: boolean;
  readonly grievanceOfficerDetails?: Answer<Contact>;
  readonly customerCareDetails?: Answer<Contact>;
  readonly whatsappBusinessAccountId?: string;
}

const e164 = once(() =>
  z.string().regex(/^\+[1-9]\d{1,14}$/, { error: "expected a number with plus and country calling code" }),
);
const contact = once(() => ({
  email: email(128),
  mobileNumber: e164().optional(),
  landlineNumber: e164().optional(),
}));

/** Business compliance information, required in India (Meta, business compliance). */
export const createCompliance = resource("compliance", () => ({
  get: get({
    path: "/{phoneNumberId}/business_compliance_info",
    fields: [
      "entity_name",
      "entity_type",
      "entity_type_custom",
      "is_registered",
      "grievance_officer_details",
      "customer_care_details",
    ],
    answer: firstOf<ComplianceInfo>(),
  }),
  update: post({
    path: "/{phoneNumberId}/business_compliance_info",
    product: true,
    input: {
      entityName: text(128, 2),
      entityType: open(...TYPES),
      /** What it is, when `entityType` is `OTHER`. */
      entityTypeCustom: text(1_024).optional(),
      isRegistered: flag().optional(),
      grievanceOfficerDetails: z.strictObject({ name: text(128), ...contact() }),
      customerCareDetails: z.strictObject(contact()),
    },
    repeatable: true,
    answer: success,
  }),
}));
