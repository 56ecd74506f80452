import * as z from "zod";
import type { Open } from "../core/index.js";
import { answer, success } from "./answer.js";
import { get, list, post, remove } from "./endpoint.js";
import { digits, id, oneOf, open } from "./fields.js";
import { resource } from "./resource.js";

/** A number that a partner verified before a client takes it. */
export interface PreverifiedNumber {
  readonly id: string;
  readonly displayPhoneNumber?: string;
  readonly verificationStatus?: Open<"VERIFIED" | "PENDING" | "FAILED" | "EXPIRED">;
  readonly availabilityStatus?: Open<"AVAILABLE" | "IN_USE" | "RESERVED" | "UNAVAILABLE">;
  readonly countryCode?: string;
  readonly countryPrefix?: number;
  readonly region?: string;
  readonly supportedFeatures?: readonly string[];
  readonly createdTime?: string;
  readonly lastUpdated?: string;
  /** The next two come for an id that Meta does not take. */
  readonly isInputIdValid?: boolean;
  readonly errorMsg?: string;
}

/** A business with which a number is shared. */
export interface NumberPartner {
  readonly id: string;
  readonly name?: string;
  readonly verificationStatus?: Open<"not_verified" | "pending" | "verified">;
  readonly primaryPage?: string;
  readonly timezoneId?: number;
  readonly twoFactorType?: Open<"none" | "admin_required">;
  readonly createdTime?: string;
  readonly updatedTime?: string;
}

const NUMBER = "/{preverifiedId}";

/** Pre-verified numbers of a partner (Meta, pre-verified phone numbers). */
export const createPreverifiedNumbers = resource("preverifiedNumbers", () => ({
  list: list({
    path: "/{businessId}/preverified_numbers",
    input: {
      verificationStatus: open("VERIFIED", "PENDING", "FAILED", "EXPIRED").optional(),
      availabilityStatus: open("AVAILABLE", "IN_USE", "RESERVED", "UNAVAILABLE").optional(),
      countryCode: z.string().min(1).optional(),
    },
    item: answer<PreverifiedNumber>("id"),
  }),
  get: get({ path: NUMBER, fields: ["id", "display_phone_number"], answer: answer<PreverifiedNumber>() }),
  delete: remove({ path: NUMBER, answer: success }),
  share: post({
    path: "/{businessId}/share_preverified_numbers",
    input: { preverifiedId: id(), partnerBusinessId: id() },
    repeatable: true,
    answer: success,
  }),
  /** Businesses with which the number is shared. */
  partners: list({
    path: `${NUMBER}/partners`,
    item: answer<NumberPartner>("id"),
  }),
  requestCode: post({
    path: `${NUMBER}/request_code`,
    input: {
      codeMethod: oneOf("SMS", "VOICE"),
      language: z.string().regex(/^[a-z]{2,3}(_[A-Z]{2})?$/, { error: "expected a code such as en_US" }),
    },
    answer: success,
  }),
  verifyCode: post({
    path: `${NUMBER}/verify_code`,
    input: {
      code: z
        .string()
        .transform((code) => code.replace(/[\s-]/g, ""))
        .pipe(digits(6)),
    },
    answer: success,
  }),
}));
