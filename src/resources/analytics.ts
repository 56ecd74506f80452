import * as z from "zod";
import { once, type Open } from "../core/index.js";
import { type Answer, answer, type Reader } from "./answer.js";
import { get, list } from "./endpoint.js";
import { flag, id, instant, items, open } from "./fields.js";
import { resource } from "./resource.js";

/** Points of one metric. Which fields a point has depends on metric and dimensions. */
export interface AnalyticsResult<Point> {
  readonly granularity?: string;
  readonly phoneNumbers?: readonly string[];
  readonly dataPoints: readonly Answer<Point>[];
}

/** A span of time. */
export interface Span {
  /** Seconds since the epoch. */
  readonly start: number;
  readonly end: number;
}
export interface MessagePoint extends Span {
  readonly sent?: number;
  readonly delivered?: number;
}
export interface PricingPoint extends Span {
  readonly phoneNumber?: string;
  readonly country?: string;
  readonly tier?: string;
  readonly pricingType?: Open<"FREE_CUSTOMER_SERVICE" | "FREE_ENTRY_POINT" | "REGULAR">;
  readonly pricingCategory?: Open<
    "AUTHENTICATION" | "AUTHENTICATION_INTERNATIONAL" | "MARKETING" | "SERVICE" | "UTILITY"
  >;
  readonly volume?: number;
  readonly cost?: number;
}
export interface ConversationPoint extends Span {
  readonly conversation?: number;
  readonly phoneNumber?: string;
  readonly country?: string;
  readonly conversationType?: string;
  readonly conversationDirection?: string;
  readonly conversationCategory?: string;
  readonly cost?: number;
}
export interface TemplatePoint extends Span {
  readonly templateId?: string;
  readonly sent?: number;
  readonly delivered?: number;
  readonly read?: number;
  readonly clicked?: readonly Answer<{
    readonly type: string;
    readonly buttonContent?: string;
    readonly count: number;
  }>[];
  readonly cost?: readonly Answer<{ readonly type: string; readonly value?: number }>[];
}
export interface CallPoint extends Span {
  readonly count?: number;
  readonly cost?: number;
  readonly averageDuration?: number;
}

const texts = once(() => z.array(z.string().min(1)).min(1).optional());
const span = once(() => ({ start: instant(), end: instant() }));
const PATH = "/{businessAccountId}";

/** Where the metric stands in the answer: under its own name, in one piece or in a list. */
function points<Point>(field: string): Reader<AnalyticsResult<Point>> {
  return (json) => {
    const outer = (json as Readonly<Record<string, unknown>>)[field];
    const { data } = (outer ?? {}) as { data?: unknown };
    const parts = (Array.isArray(data) ? data : [outer]).map((part: unknown) =>
      answer<Partial<AnalyticsResult<Point>>>()(part ?? {}),
    );
    answer()(json);
    return { ...parts[0], dataPoints: parts.flatMap((part) => part.dataPoints ?? []) };
  };
}

/** Graph's form `metric.start(1).end(2).granularity(DAY).phone_numbers(["1"])`. */
function metric(field: string, { start, end, granularity, ...filters }: Readonly<Record<string, unknown>>) {
  const more = Object.entries(filters)
    .filter(([, value]) => value !== undefined)
    .map(
      ([name, value]) =>
        `.${name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}(${JSON.stringify(value)})`,
    );
  return {
    fields: `${field}.start(${String(start)}).end(${String(end)}).granularity(${String(granularity)})${more.join("")}`,
  };
}

/** Analytics of the account (Meta, analytics). Look-back: a year; for templates 90 days. */
export const createAnalytics = resource("analytics", () => ({
  /** Messages sent and delivered. */
  messages: get({
    path: PATH,
    input: {
      ...span(),
      granularity: open("HALF_HOUR", "DAY", "MONTH"),
      phoneNumbers: texts(),
      /** 0 template messages, 2 others, 100 inbound. */
      productTypes: z.array(z.int()).min(1).optional(),
      countryCodes: texts(),
    },
    wire: (input) => metric("analytics", { ...input }),
    answer: points<MessagePoint>("analytics"),
  }),
  /** Conversations and their cost; since per-message pricing of historic interest. */
  conversations: get({
    path: PATH,
    input: {
      ...span(),
      granularity: open("HALF_HOUR", "DAILY", "MONTHLY"),
      phoneNumbers: texts(),
      metricTypes: z.array(open("COST", "CONVERSATION")).optional(),
      conversationCategories: z.array(open("AUTHENTICATION", "MARKETING", "SERVICE", "UTILITY")).optional(),
      conversationTypes: z.array(open("FREE_ENTRY", "FREE_TIER", "REGULAR")).optional(),
      conversationDirections: z.array(open("BUSINESS_INITIATED", "USER_INITIATED", "UNKNOWN")).optional(),
      dimensions: z
        .array(
          open("CONVERSATION_CATEGORY", "CONVERSATION_DIRECTION", "CONVERSATION_TYPE", "COUNTRY", "PHONE"),
        )
        .optional(),
    },
    wire: (input) => metric("conversation_analytics", { ...input }),
    answer: points<ConversationPoint>("conversation_analytics"),
  }),
  /** What messages cost, by category, type, country and tier. */
  pricing: get({
    path: PATH,
    input: {
      ...span(),
      granularity: open("HALF_HOUR", "DAILY", "MONTHLY"),
      phoneNumbers: texts(),
      countryCodes: texts(),
      metricTypes: z.array(open("COST", "VOLUME")).optional(),
      pricingTypes: z.array(open("FREE_CUSTOMER_SERVICE", "FREE_ENTRY_POINT", "REGULAR")).optional(),
      pricingCategories: z
        .array(
          open(
            "AUTHENTICATION",
            "AUTHENTICATION_INTERNATIONAL",
            "MARKETING",
            "SERVICE",
            "UTILITY",
            "REFERRAL_CONVERSION",
          ),
        )
        .optional(),
      dimensions: z.array(open("COUNTRY", "PHONE", "PRICING_CATEGORY", "PRICING_TYPE", "TIER")).optional(),
    },
    wire: (input) => metric("pricing_analytics", { ...input }),
    answer: points<PricingPoint>("pricing_analytics"),
  }),
  /** Calls: count, cost, length. */
  calls: get({
    path: PATH,
    input: {
      ...span(),
      granularity: open("HALF_HOUR", "DAILY", "MONTHLY"),
      phoneNumbers: texts(),
      countryCodes: texts(),
      metricTypes: z.array(open("COST", "COUNT", "AVERAGE_DURATION")).optional(),
      directions: z.array(open("USER_INITIATED", "BUSINESS_INITIATED")).optional(),
      dimensions: z.array(z.string().min(1)).optional(),
    },
    wire: (input) => metric("call_analytics", { ...input }),
    answer: points<CallPoint>("call_analytics"),
  }),
  /** Groups (2026). */
  groups: get({
    path: PATH,
    input: { ...span(), granularity: open("DAILY"), phoneNumbers: texts() },
    wire: (input) => metric("group_analytics", { ...input }),
    answer: points<Span>("group_analytics"),
  }),
  /** Templates: sent, delivered, read, clicked. Switch it on once with `account.update({ isEnabledForInsights: true })`. */
  templates: list({
    path: `${PATH}/template_analytics`,
    input: {
      ...span(),
      granularity: open("DAILY"),
      templateIds: items(id(), 10),
      metricTypes: z.array(open("COST", "CLICKED", "DELIVERED", "READ", "SENT")).optional(),
      productType: open("CLOUD_API", "MARKETING_MESSAGES_API_FOR_WHATSAPP").optional(),
      useWabaTimezone: flag().optional(),
    },
    item: answer<AnalyticsResult<TemplatePoint>>("dataPoints"),
  }),
  templateGroups: list({
    path: `${PATH}/template_group_analytics`,
    input: {
      ...span(),
      granularity: open("DAILY"),
      templateGroupIds: items(id(), 10),
      metricTypes: z.array(open("COST", "CLICKED", "DELIVERED", "READ", "SENT")).optional(),
    },
    item: answer<AnalyticsResult<TemplatePoint>>("dataPoints"),
  }),
}));
