import * as z from "zod";
import { once, type Open } from "../core/index.js";
import { answer, success } from "./answer.js";
import { get, list, post } from "./endpoint.js";
import { id, items, open } from "./fields.js";
import type { BusinessAccount } from "./account.js";
import { resource } from "./resource.js";

export interface Portfolio {
  readonly id: string;
  readonly name?: string;
  readonly timezoneId?: number;
  readonly whatsappBusinessManagerMessagingLimit?: Open<
    "TIER_250" | "TIER_2K" | "TIER_10K" | "TIER_100K" | "TIER_UNLIMITED"
  >;
}

/** A business that is connected to an app. */
export interface ConnectedClient {
  readonly id: string;
  readonly name?: string;
  readonly verificationStatus?: Open<"VERIFIED" | "UNVERIFIED" | "PENDING" | "REJECTED">;
  readonly businessStatus?: Open<"ACTIVE" | "INACTIVE" | "SUSPENDED" | "PENDING_APPROVAL">;
  readonly createdTime?: string;
  readonly updatedTime?: string;
}

const BUSINESS = "/{businessId}";
const ACCOUNT_FIELDS = ["id", "name", "currency", "timezone_id", "account_review_status"];
const readAccount = answer<BusinessAccount>("id");
const e164 = once(() => z.string().regex(/^\+?\d{6,15}$/, { error: "expected a phone number" }));

/** The business portfolio: accounts, credit, partners (Meta, business management). */
export const createPortfolio = resource("portfolio", () => ({
  /** With the messaging limit, which belongs to the portfolio since October 2025. */
  get: get({
    path: BUSINESS,
    fields: ["id", "name", "timezone_id", "whatsapp_business_manager_messaging_limit"],
    answer: answer<Portfolio>("id"),
  }),
  /** `find`: one account by its id. */
  ownedAccounts: list({
    path: `${BUSINESS}/owned_whatsapp_business_accounts`,
    fields: ACCOUNT_FIELDS,
    input: { find: id().optional(), businessType: items(open("ENTERPRISE", "SMB"), 2).optional() },
    item: readAccount,
  }),
  /** Accounts that others share with this business. */
  clientAccounts: list({
    path: `${BUSINESS}/client_whatsapp_business_accounts`,
    fields: ACCOUNT_FIELDS,
    input: {
      find: id().optional(),
      businessType: items(open("STANDARD", "PREMIUM", "ENTERPRISE"), 3).optional(),
    },
    item: readAccount,
  }),
  creditLines: list({
    path: `${BUSINESS}/extendedcredits`,
    item: answer<{ readonly id: string; readonly legalEntityName?: string }>("id"),
  }),
  /** Businesses that are connected to an app. */
  connectedClients: list({
    path: "/{appId}/connected_client_businesses",
    item: answer<ConnectedClient>("id"),
  }),
  /** Invites clients to the Marketing Messages API. 1752041 means that it was done already. */
  onboardToMarketingMessages: post({
    path: `${BUSINESS}/onboard_partners_to_mm_lite`,
    as: "query",
    input: { solutionId: id().optional() },
    answer: answer<{ readonly requestId: string }>("requestId"),
  }),
  /** Verifies a client by its solution partner. */
  selfCertify: post({
    path: `${BUSINESS}/self_certify_whatsapp_business`,
    input: { endBusinessId: id(), details: z.record(z.string(), z.string()).optional() },
    wire: ({ details = {}, ...rest }) => ({ ...rest, ...details }),
    answer: success,
  }),
  /** Portfolios whose people share user ids with this one (2026). */
  parentUserIdAccounts: list({
    path: `${BUSINESS}/parent-bsuid-accounts`,
    host: "api",
    item: answer<{ readonly id?: string; readonly name?: string }>(),
  }),
  addPhoneNumber: post({
    path: `${BUSINESS}/add_phone_numbers`,
    input: { phoneNumber: e164() },
    answer: answer<{ readonly id: string }>("id"),
  }),
}));
