import * as z from "zod";
import type { Open } from "../core/index.js";
import { type Answer, answer, success } from "./answer.js";
import { get, post } from "./endpoint.js";
import { items, text, webAddress } from "./fields.js";
import { resource } from "./resource.js";

export interface OfficialAccount {
  readonly id?: string;
  readonly obaStatus: Open<
    "NOT_STARTED" | "PENDING" | "APPROVED" | "REJECTED" | "UNDER_REVIEW" | "EXPIRED" | "CANCELLED"
  >;
  readonly statusMessage?: string;
}

/** The blue tick: an official business account (Meta, June 2025). */
export const createOfficialAccount = resource("officialAccount", {
  get: get({
    path: "/{phoneNumberId}/official_business_account",
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
    path: "/{phoneNumberId}/official_business_account",
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
    answer: success,
  }),
});
