import * as z from "zod";
import type { Open } from "../core/index.js";
import { type Answer, answer, success } from "./answer.js";
import { get, list, post } from "./endpoint.js";
import { digits, flag, id, oneOf, open, text, webAddress, whole } from "./fields.js";
import { dataLocalizationRegion, phoneNumberSettings, settingsShape } from "./phone-number-settings.js";
import { resource } from "./resource.js";

/** What may be sent now, and what stands in the way (Meta, messaging health status). */
export interface HealthStatus {
  readonly canSendMessage: Open<"AVAILABLE" | "LIMITED" | "BLOCKED">;
  readonly entities?: readonly Answer<{
    readonly entityType: Open<"PHONE_NUMBER" | "WABA" | "BUSINESS" | "APP" | "MESSAGE_TEMPLATE">;
    readonly id?: string;
    readonly canSendMessage: Open<"AVAILABLE" | "LIMITED" | "BLOCKED">;
    readonly additionalInfo?: readonly string[];
    readonly errors?: readonly Answer<{
      readonly errorCode?: number;
      readonly errorDescription?: string;
      readonly possibleSolution?: string;
    }>[];
  }>[];
}

/** A business phone number. Which fields come depends on `fields`. */
export interface BusinessPhoneNumber {
  readonly id: string;
  readonly displayPhoneNumber?: string;
  readonly verifiedName?: string;
  readonly status?: Open<
    "CONNECTED" | "PENDING" | "FLAGGED" | "RESTRICTED" | "RATE_LIMITED" | "BANNED" | "DISCONNECTED"
  >;
  readonly qualityRating?: Open<"GREEN" | "YELLOW" | "RED" | "NA" | "UNKNOWN">;
  readonly nameStatus?: Open<
    "APPROVED" | "AVAILABLE_WITHOUT_REVIEW" | "DECLINED" | "EXPIRED" | "PENDING_REVIEW" | "NONE"
  >;
  readonly codeVerificationStatus?: Open<"VERIFIED" | "NOT_VERIFIED" | "UNVERIFIED" | "EXPIRED">;
  readonly accountMode?: Open<"LIVE" | "SANDBOX">;
  readonly platformType?: Open<"CLOUD_API" | "ON_PREMISE" | "NOT_APPLICABLE">;
  readonly throughput?: Answer<{ readonly level: Open<"STANDARD" | "HIGH" | "NOT_APPLICABLE"> }>;
  readonly isPinEnabled?: boolean;
  readonly isOfficialBusinessAccount?: boolean;
  readonly messagingLimitTier?: Open<
    "TIER_50" | "TIER_250" | "TIER_1K" | "TIER_2K" | "TIER_10K" | "TIER_100K" | "TIER_UNLIMITED"
  >;
  /** Limit of the whole portfolio, which counts since October 2025. */
  readonly whatsappBusinessManagerMessagingLimit?: Open<
    "TIER_250" | "TIER_2K" | "TIER_10K" | "TIER_100K" | "TIER_UNLIMITED"
  >;
  readonly healthStatus?: Answer<HealthStatus>;
  readonly username?: string;
  readonly qualityScore?: Answer<{ readonly score: Open<"GREEN" | "YELLOW" | "RED" | "UNKNOWN"> }>;
  readonly newNameStatus?: string;
  readonly countryCode?: string;
  readonly countryDialCode?: string;
  readonly certificate?: string;
  readonly newCertificate?: string;
  readonly unifiedCertStatus?: Open<
    "APPROVED" | "NAME_PENDING_REVIEW" | "NAME_NOT_APPROVED" | "ACCOUNT_REVIEW_NOT_STARTED" | "LIMITED_ACCESS"
  >;
  readonly hostPlatform?: Open<"CLOUD_API" | "ON_PREMISE" | "NOT_APPLICABLE">;
  readonly isOnBizApp?: boolean;
  readonly isPreverifiedNumber?: boolean;
  readonly searchVisibility?: Open<"VISIBLE" | "HIDDEN">;
  readonly lastOnboardedTime?: string;
  readonly webhookConfiguration?: Readonly<Record<string, unknown>>;
}

/** Fields that say how the number does. */
const OVERVIEW = [
  "id",
  "display_phone_number",
  "verified_name",
  "status",
  "quality_rating",
  "name_status",
  "code_verification_status",
  "account_mode",
  "platform_type",
  "throughput",
  "is_pin_enabled",
  "is_official_business_account",
  "messaging_limit_tier",
];

const NUMBER = "/{phoneNumberId}";
const readNumber = answer<BusinessPhoneNumber>("id");

/** Business phone numbers: registration, verification, PIN, quality, limits, health, settings (Meta, phone number reference). */
export const createPhoneNumbers = resource("phoneNumbers", () => ({
  /** All numbers of the account. */
  list: list({
    path: "/{businessAccountId}/phone_numbers",
    fields: OVERVIEW,
    input: {
      /** Graph's filters, for example `[{ field: "account_mode", operator: "EQUAL", value: "LIVE" }]`. */
      filtering: z.array(z.record(z.string(), z.unknown())).optional(),
      sort: open(
        "creation_time.asc",
        "creation_time.desc",
        "last_onboarded_time.asc",
        "last_onboarded_time.desc",
      ).optional(),
    },
    item: readNumber,
  }),
  /** One number; by default its status, quality, limits and throughput. */
  get: get({ path: NUMBER, fields: OVERVIEW, answer: readNumber }),
  /** Whether the number may send, and what stands in the way. */
  health: get({ path: NUMBER, fields: ["id", "health_status"], answer: readNumber }),
  /** Quality rating, its score, and the messaging limit of the portfolio. */
  quality: get({
    path: NUMBER,
    fields: [
      "id",
      "quality_rating",
      "quality_score",
      "throughput",
      "whatsapp_business_manager_messaging_limit",
    ],
    answer: readNumber,
  }),
  /** Details by the id of the account's number (Meta, WhatsApp account number). */
  accountNumber: get({
    path: "/{accountNumberId}",
    fields: ["id", "display_phone_number", "status"],
    answer: readNumber,
  }),
  /** Adds a number to the account; then `requestCode`, `verifyCode`, `register`. */
  create: post({
    path: "/{businessAccountId}/phone_numbers",
    input: {
      /** Country calling code without plus, for example `91`. */
      countryCode: z.string().regex(/^\d{1,3}$/, { error: "expected 1 to 3 digits" }),
      /** The number without its country calling code. */
      phoneNumber: z.string().regex(/^\d{4,14}$/, { error: "expected 4 to 14 digits" }),
      /** Display name. */
      verifiedName: text(75, 2),
      migratePhoneNumber: flag().optional(),
      preverifiedId: id().optional(),
    },
    // Meta's guide says country_code, Graph's reference cc.
    wire: ({ countryCode, ...rest }) => ({ ...rest, country_code: countryCode, cc: countryCode }),
    answer: answer<{ readonly id: string }>("id"),
  }),
  /** Sends a verification code to the number. */
  requestCode: post({
    path: `${NUMBER}/request_code`,
    input: {
      codeMethod: oneOf("SMS", "VOICE"),
      language: z.string().regex(/^[a-z]{2,3}(_[A-Z]{2})?$/, { error: "expected a code such as en_US" }),
    },
    answer: success,
  }),
  /** Gives the code back: six digits; a hyphen in it is taken out. */
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
  /** Registers the number on the Cloud API. Ten registrations and deregistrations in 72 hours (133016). */
  register: post({
    path: `${NUMBER}/register`,
    product: true,
    input: {
      /** The number's two-step PIN; it is set when there is none. */
      pin: digits(6),
      backup: z.strictObject({ password: z.string().min(1), data: z.string().min(1) }).optional(),
      tier: open("PROD", "SANDBOX").optional(),
      /** Read by Graph up to v20 only, as is the next; since v21 it is `storageConfiguration` of `updateSettings`. */
      dataLocalizationRegion: dataLocalizationRegion().optional(),
      metaStoreRetentionMinutes: whole(60, 60).optional(),
    },
    answer: success,
  }),
  /** Takes the number off the Cloud API. Not for numbers shared with the WhatsApp Business app. */
  deregister: post({ path: `${NUMBER}/deregister`, as: "none", answer: success }),
  /** Sets the two-step PIN. */
  setPin: post({ path: NUMBER, input: { pin: digits(6) }, repeatable: true, answer: success }),
  /** Asks for another display name; a webhook tells the result of the review. */
  setDisplayName: post({
    path: NUMBER,
    input: { newDisplayName: text(75, 2) },
    repeatable: true,
    answer: success,
  }),
  /** Whether people find the number by search. */
  setSearchVisibility: post({
    path: NUMBER,
    input: { searchVisibility: oneOf("VISIBLE", "HIDDEN") },
    repeatable: true,
    answer: success,
  }),
  /** Whether WhatsApp tells of security events and of people who change their number (Meta's OpenAPI). */
  setNotifications: post({
    path: NUMBER,
    input: { showSecurityNotifications: flag().optional(), notifyUserChangeNumber: flag().optional() },
    oneOf: ["showSecurityNotifications", "notifyUserChangeNumber"],
    wire: (whatsappBusinessApiData) => ({ whatsappBusinessApiData }),
    repeatable: true,
    answer: success,
  }),
  /** Sends this number's webhooks to another address. */
  overrideCallback: post({
    path: NUMBER,
    input: { overrideCallbackUri: webAddress(200, { https: true }), verifyToken: z.string().min(1) },
    wire: ({ overrideCallbackUri, verifyToken }) => ({
      webhookConfiguration: { overrideCallbackUri, verifyToken },
    }),
    repeatable: true,
    answer: success,
  }),
  /** Lets this number's webhooks go to the app's address again. */
  removeCallbackOverride: post({
    path: NUMBER,
    wire: () => ({ webhookConfiguration: { overrideCallbackUri: "" } }),
    repeatable: true,
    answer: success,
  }),
  /** Calling, identity check, payload encryption, storage. */
  settings: get({
    path: `${NUMBER}/settings`,
    input: { includeSipCredentials: flag().optional() },
    answer: phoneNumberSettings,
  }),
  /** Changes settings, one block or several. A `callHours` without `holidaySchedule` removes the holidays. */
  updateSettings: post({
    path: `${NUMBER}/settings`,
    input: settingsShape(),
    repeatable: true,
    answer: success,
  }),
}));
