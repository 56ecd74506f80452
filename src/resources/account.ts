import * as z from "zod";
import { once, type Open } from "../core/index.js";
import { type Answer, answer, success } from "./answer.js";
import { get, list, post, remove } from "./endpoint.js";
import { day, flag, id, instant, items, oneOf, open, record, text, webAddress } from "./fields.js";
import type { BusinessPhoneNumber, HealthStatus } from "./phone-numbers.js";
import { resource } from "./resource.js";

/** The WhatsApp Business Account. Which fields come depends on `fields`. */
export interface BusinessAccount {
  readonly id: string;
  readonly name?: string;
  readonly currency?: string;
  readonly timezoneId?: string;
  readonly country?: string;
  readonly status?: string;
  readonly purchaseOrderNumber?: string;
  readonly primaryFundingId?: string;
  readonly primaryBusinessLocation?: string;
  readonly accountReviewStatus?: Open<"APPROVED" | "PENDING" | "REJECTED" | "RESTRICTED">;
  readonly businessVerificationStatus?: Open<"VERIFIED" | "UNVERIFIED" | "PENDING" | "REJECTED">;
  readonly ownershipType?: Open<"SELF_OWNED" | "CLIENT_OWNED" | "AGENCY_OWNED">;
  readonly ownerBusinessInfo?: Answer<Named>;
  readonly onBehalfOfBusinessInfo?: Answer<Named>;
  readonly messageTemplateNamespace?: string;
  readonly isEnabledForInsights?: boolean;
  readonly marketingMessagesOnboardingStatus?: string;
  readonly isSharedWithPartners?: boolean;
  readonly disableMarketingMessagesOnCloudApi?: boolean;
  readonly authInternationalRateEligibility?: Readonly<Record<string, unknown>>;
  /** Limit of the whole portfolio. */
  readonly whatsappBusinessManagerMessagingLimit?: string;
  readonly healthStatus?: Answer<HealthStatus>;
  /** Chosen by name in `fields`, as the next four: each is a list of its own elsewhere. */
  readonly audiences?: readonly unknown[];
  readonly subscribedApps?: readonly Answer<Named>[];
  readonly schedules?: readonly Readonly<Record<string, unknown>>[];
  readonly messageTemplates?: readonly Answer<Named & { readonly status?: string }>[];
  readonly phoneNumbers?: readonly Answer<{
    readonly id: string;
    readonly displayPhoneNumber?: string;
    readonly verifiedName?: string;
  }>[];
  /** Where people read how data are used for adverts that click to WhatsApp. */
  readonly dccConfig?: Answer<{ readonly enabled?: boolean; readonly policyUrl?: string }>;
}

/** Something of Meta's with an id. */
export interface Named {
  readonly id: string;
  readonly name?: string;
}

export interface SubscribedApp {
  readonly whatsappBusinessApiData?: Answer<{
    readonly id: string;
    readonly name?: string;
    readonly link?: string;
  }>;
  readonly overrideCallbackUri?: string;
  /** Meta's OpenAPI has the app itself here; the live API has it above. */
  readonly id?: string;
  readonly name?: string;
}

export interface AccountActivity {
  readonly id: string;
  readonly activityType?: string;
  readonly timestamp?: string;
  readonly actorType?: Open<"USER" | "SYSTEM" | "API" | "ADMIN" | "AUTOMATED_PROCESS">;
  readonly actorId?: string;
  readonly actorName?: string;
  readonly description?: string;
  readonly details?: unknown;
  readonly ipAddress?: string;
  readonly userAgent?: string;
}

export interface AccountSchedule {
  readonly id: string;
  readonly name?: string;
  readonly status?: string;
  readonly scheduleType?: Open<"BUSINESS_HOURS" | "AUTOMATED_RESPONSE" | "MAINTENANCE_WINDOW" | "CUSTOM">;
  readonly description?: string;
  readonly startTime?: string;
  readonly endTime?: string;
  readonly timezone?: string;
  readonly daysOfWeek?: readonly string[];
  readonly isActive?: boolean;
  readonly recurrencePattern?: Answer<{
    readonly frequency?: Open<"DAILY" | "WEEKLY" | "MONTHLY" | "YEARLY">;
    readonly interval?: number;
    readonly endDate?: string;
  }>;
  readonly createdTime?: string;
  readonly updatedTime?: string;
}

const TASKS = [
  "MANAGE",
  "DEVELOP",
  "MANAGE_TEMPLATES",
  "MANAGE_PHONE",
  "VIEW_COST",
  "MANAGE_EXTENSIONS",
  "VIEW_PHONE_ASSETS",
  "MANAGE_PHONE_ASSETS",
  "VIEW_TEMPLATES",
  "VIEW_INSIGHTS",
  "MESSAGING",
  "MANAGE_BUSINESS_PHONES",
] as const;

export interface AssignedUser {
  readonly id: string;
  readonly name?: string;
  readonly tasks?: readonly Open<(typeof TASKS)[number]>[];
  readonly business?: Answer<Named>;
  readonly userType?: Open<"BUSINESS_USER" | "SYSTEM_USER" | "PERSONAL_USER">;
}

/** An account to which a person has access. */
export interface AssignedAccount extends Named {
  readonly status?: Open<"ACTIVE" | "PENDING" | "RESTRICTED" | "DISABLED">;
  readonly assignmentDate?: string;
  readonly permissions?: readonly string[];
  readonly businessId?: string;
  readonly phoneNumbers?: readonly Answer<BusinessPhoneNumber>[];
}

const ACCOUNT = "/{businessAccountId}";
const time = once(() =>
  z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, { error: 'expected a time such as "09:00"' }),
);
const DEFAULTS = [
  "id",
  "name",
  "timezone_id",
  "currency",
  "country",
  "status",
  "message_template_namespace",
  "account_review_status",
  "business_verification_status",
  "ownership_type",
];

/** The WhatsApp Business Account: settings, webhooks, people with access, activities, schedules (Meta, WABA reference). */
export const createAccount = resource("account", () => ({
  get: get({ path: ACCOUNT, fields: DEFAULTS, answer: answer<BusinessAccount>("id") }),
  /** Whether the account may send, and what stands in the way. */
  health: get({ path: ACCOUNT, fields: ["id", "health_status"], answer: answer<BusinessAccount>("id") }),
  update: post({
    path: ACCOUNT,
    input: {
      name: text(100).optional(),
      timezoneId: z.string().regex(/^\d+$/, { error: "expected Meta's number of a time zone" }).optional(),
      /** Switches template insights on. It cannot be undone. */
      isEnabledForInsights: z.literal(true).optional(),
      /** Creative optimisation of marketing templates: the account's default. */
      degreesOfFreedomSpec: record().optional(),
      /** Refuses marketing templates on the Cloud API (131063): they go through the Marketing Messages API only. */
      disableMarketingMessagesOnCloudApi: flag().optional(),
    },
    repeatable: true,
    answer: success,
  }),
  subscribedApps: list({ path: `${ACCOUNT}/subscribed_apps`, item: answer<SubscribedApp>() }),
  /** Subscribes the token's app to the account's webhooks. Without an address, an override is removed. */
  subscribe: post({
    path: `${ACCOUNT}/subscribed_apps`,
    input: {
      overrideCallbackUri: webAddress(200, { https: true }).optional(),
      verifyToken: z.string().min(1).optional(),
    },
    repeatable: true,
    answer: success,
  }),
  unsubscribe: remove({ path: `${ACCOUNT}/subscribed_apps`, answer: success }),
  assignedUsers: list({
    path: `${ACCOUNT}/assigned_users`,
    input: {
      /** Portfolio of the people. */
      business: id(),
    },
    item: answer<AssignedUser>("id"),
  }),
  assignUser: post({
    path: `${ACCOUNT}/assigned_users`,
    as: "form",
    input: { user: id(), tasks: items(open(...TASKS), 16) },
    repeatable: true,
    answer: success,
  }),
  removeUser: remove({
    path: `${ACCOUNT}/assigned_users`,
    as: "form",
    input: { user: id() },
    answer: success,
  }),
  /** Accounts to which a person has access. */
  accountsOfUser: list({
    path: "/{userId}/assigned_whatsapp_business_accounts",
    item: answer<AssignedAccount>("id"),
  }),
  /** The audit log. */
  activities: list({
    path: `${ACCOUNT}/activities`,
    input: {
      since: instant().optional(),
      until: instant().optional(),
      activityType: z.string().min(1).optional(),
    },
    item: answer<AccountActivity>("id"),
  }),
  schedules: list({
    path: `${ACCOUNT}/schedules`,
    input: {
      filtering: z.array(record()).optional(),
      sort: open("created_time.asc", "created_time.desc", "updated_time.asc", "updated_time.desc").optional(),
    },
    item: answer<AccountSchedule>("id"),
  }),
  /** Adds a schedule: hours, automatic answers, maintenance. Meta's own type for advertising is left out: Waypost offers no such thing. */
  createSchedule: post({
    path: `${ACCOUNT}/schedules`,
    input: {
      name: text(100),
      scheduleType: oneOf("BUSINESS_HOURS", "AUTOMATED_RESPONSE", "MAINTENANCE_WINDOW", "CUSTOM"),
      description: text(500).optional(),
      startTime: time(),
      endTime: time(),
      timezone: z.string().min(1).optional(),
      daysOfWeek: z
        .array(oneOf("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"))
        .optional(),
      isActive: flag().optional(),
      recurrencePattern: z
        .strictObject({
          frequency: open("DAILY", "WEEKLY", "MONTHLY", "YEARLY"),
          /** Every how many days, weeks, ... */
          interval: z.int().min(1, { error: "expected at least 1" }).optional(),
          endDate: day().optional(),
        })
        .optional(),
    },
    answer: answer<{ readonly id: string }>("id"),
  }),
}));
