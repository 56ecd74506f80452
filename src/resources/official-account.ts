import * as z from "zod";
import type { Open } from "../core/index.js";
import { type Answer, answer, type Reader, success } from "./answer.js";
import { get, post } from "./endpoint.js";
import { email, items, text, webAddress } from "./fields.js";
import { resource } from "./resource.js";

export interface OfficialAccount {
  readonly id?: string;
  readonly obaStatus: Open<
    "NOT_STARTED" | "PENDING" | "APPROVED" | "REJECTED" | "UNDER_REVIEW" | "EXPIRED" | "CANCELLED"
  >;
  readonly statusMessage?: string;
}

/** What became of a request, where Meta says so. */
export interface OfficialAccountRequest {
  readonly success: boolean;
  readonly message?: string;
  readonly trackingId?: string;
  readonly updatedStatus?: Answer<OfficialAccount>;
}

const PATH = "/{phoneNumberId}/official_business_account";
const readRequest: Reader<Answer<OfficialAccountRequest>> = success;

/** The blue tick: an official business account (Meta, June 2025). */
export const createOfficialAccount = resource("officialAccount", () => ({
  get: get({
    path: PATH,
    fields: ["id", "oba_status", "status_message"],
    answer: answer<OfficialAccount>("obaStatus"),
  }),
  /** The same status as a field of the number, where Meta's guide reads it. */
  status: get({
    path: "/{phoneNumberId}",
    wire: () => ({ fields: "official_business_account" }),
    answer: (json): Answer<OfficialAccount> | undefined => {
      const { officialBusinessAccount } = answer<{ officialBusinessAccount?: unknown }>()(json);
      return officialBusinessAccount === undefined
        ? undefined
        : answer<OfficialAccount>("obaStatus")(officialBusinessAccount);
    },
  }),
  /** Applies for it. `success` means that the application went in, not that it was approved. */
  apply: post({
    path: PATH,
    input: {
      businessWebsiteUrl: webAddress(2_048),
      /** Two letters, for example `IN`. */
      primaryCountryOfOperation: z.string().regex(/^[A-Z]{2}$/, { error: "expected two letters such as IN" }),
      primaryLanguage: z.string().min(2).optional(),
      parentBusinessOrBrand: text(512).optional(),
      additionalSupportingInformation: text(2_048).optional(),
      /** Press and the like, up to five. */
      supportingLinks: items(webAddress(2_048), 5, 0).optional(),
    },
    answer: readRequest,
  }),
  /** Takes an application back that is not decided yet. */
  withdraw: post({
    path: PATH,
    wire: () => ({ action: "WITHDRAW_APPLICATION" }),
    repeatable: true,
    answer: readRequest,
  }),
  /** Applies again after a rejection, with what was missing (Meta's OpenAPI; its guide knows `apply` only). */
  resubmit: post({
    path: PATH,
    input: {
      businessName: text(255).optional(),
      businessDescription: text(1_000).optional(),
      websiteUrl: webAddress(2_048).optional(),
      contactEmail: email(320).optional(),
    },
    wire: (applicationData) => ({ action: "RESUBMIT_APPLICATION", applicationData }),
    answer: readRequest,
  }),
}));
