import * as z from "zod";
import { once, type Open } from "../core/index.js";
import { type Answer, answer, success } from "./answer.js";
import { get, list, post, remove } from "./endpoint.js";
import { flag, id, instant, items, oneOf, open, record, text, whole } from "./fields.js";
import { resource } from "./resource.js";

/** A template as the account has it, in Meta's shape. */
export interface MessageTemplate {
  readonly id: string;
  readonly name?: string;
  readonly language?: string;
  readonly category?: Open<"MARKETING" | "UTILITY" | "AUTHENTICATION">;
  readonly correctCategory?: string;
  readonly previousCategory?: string;
  readonly subCategory?: string;
  readonly status?: Open<
    | "APPROVED"
    | "PENDING"
    | "REJECTED"
    | "PAUSED"
    | "DISABLED"
    | "IN_APPEAL"
    | "PENDING_DELETION"
    | "ARCHIVED"
  >;
  readonly rejectedReason?: string;
  readonly parameterFormat?: Open<"POSITIONAL" | "NAMED">;
  readonly components?: readonly Readonly<Record<string, unknown>>[];
  readonly qualityScore?: Answer<{ readonly score: Open<"GREEN" | "YELLOW" | "RED" | "UNKNOWN"> }>;
}

export interface CreatedTemplate {
  readonly id: string;
  /** Meta may have put it in another category than asked for. */
  readonly status?: MessageTemplate["status"];
  readonly category?: MessageTemplate["category"];
}

export interface LibraryTemplate {
  readonly id?: string;
  readonly name: string;
  readonly language?: string;
  readonly category?: string;
  readonly topic?: string;
  readonly usecase?: string;
  readonly body?: string;
}

/** What each other template did, in the order of Meta's metrics. */
export interface TemplateComparison {
  readonly metric: Open<"BLOCK_RATE" | "MESSAGE_SENDS" | "TOP_BLOCK_REASON">;
  readonly type?: string;
  readonly orderByRelativeMetric?: readonly string[];
  readonly numberValues?: readonly Answer<{ readonly key: string; readonly value: number }>[];
  readonly stringValues?: readonly Answer<{ readonly key: string; readonly value: string }>[];
}

/** Ids that went through, and why others did not. */
export interface TemplateBatch {
  readonly archivedTemplates?: readonly string[];
  readonly unarchivedTemplates?: readonly string[];
  readonly migratedTemplates?: readonly string[];
  /** Reason by template id. */
  readonly failedTemplates?: Readonly<Record<string, string>>;
}

const FIELDS = [
  "id",
  "name",
  "language",
  "status",
  "category",
  "parameter_format",
  "components",
  "quality_score",
  "rejected_reason",
];
const TEMPLATES = "/{businessAccountId}/message_templates";
const name = once(() => text(512, 1, { pattern: /^[a-z0-9_]*$/, what: "lower-case letters, digits and _" }));
const category = once(() => oneOf("MARKETING", "UTILITY", "AUTHENTICATION"));
const hsmIds = once(() => items(id(), 100));
const ttl = once(() => z.int({ error: "expected whole seconds" }).optional());
const content = once(() => ({
  components: z.array(record()).min(1).optional(),
  parameterFormat: oneOf("POSITIONAL", "NAMED").optional(),
  /** How long Meta tries to deliver: by category, see `checkTtl`. -1 is 30 days, not for marketing. */
  messageSendTtlSeconds: ttl(),
  ctaUrlLinkTrackingOptedOut: flag().optional(),
  degreesOfFreedomSpec: record().optional(),
  bidSpec: record().optional(),
}));

/** Least and most seconds of each category (Meta, time-to-live); marketing only through the Marketing Messages API. */
const TTL = {
  AUTHENTICATION: [30, 900],
  UTILITY: [30, 43_200],
  MARKETING: [43_200, 2_592_000],
} as const;
const ANY_TTL = [TTL.UTILITY[0], TTL.MARKETING[1]] as const;

interface TimeToLive {
  readonly category?: keyof typeof TTL | undefined;
  readonly messageSendTtlSeconds?: number | undefined;
}

/** Without a category, what any of them allows: Meta knows the template's own. */
function checkTtl(
  { category: of, messageSendTtlSeconds: seconds }: TimeToLive,
  issue: (field: "messageSendTtlSeconds", expected: string) => void,
): void {
  if (seconds === undefined || (seconds === -1 && of !== "MARKETING")) return;
  const [least, most] = of === undefined ? ANY_TTL : TTL[of];
  if (seconds < least || seconds > most)
    issue(
      "messageSendTtlSeconds",
      `expected ${String(least)} to ${String(most)} seconds${of === "MARKETING" ? "" : " or -1"}, got ${String(seconds)}`,
    );
}

const DAY = 86_400;
const WINDOWS = [7, 30, 60, 90];

function checkWindow(
  { start, end }: { readonly start: number; readonly end: number },
  issue: (field: "end", expected: string) => void,
): void {
  // A second either way: both ends were cut to whole seconds.
  if (!WINDOWS.some((days) => Math.abs(end - start - days * DAY) <= 1))
    issue("end", `expected ${WINDOWS.join(", ")} days after start, got ${((end - start) / DAY).toFixed(1)}`);
}

/**
 * The account's templates at Meta: create, change, delete, compare, archive, migrate, library (Meta, template
 * management). `waypost.templates` is what Waypost knows of them and decides with; this is the account itself.
 */
export const createMessageTemplates = resource("messageTemplates", () => ({
  list: list({
    path: TEMPLATES,
    fields: FIELDS,
    mostPerPage: 1_000,
    input: {
      name: z.string().min(1).optional(),
      language: z.string().min(2).optional(),
      category: category().optional(),
      status: open("APPROVED", "PENDING", "REJECTED", "PAUSED", "DISABLED", "ARCHIVED").optional(),
      content: z.string().min(1).optional(),
      nameOrContent: z.string().min(1).optional(),
      qualityScore: open("GREEN", "YELLOW", "RED", "UNKNOWN").optional(),
      /** `AUTO_GENERATED`: those that Meta made for Direct Send. */
      source: open("AUTO_GENERATED").optional(),
      /** Those that Meta would put into this category. */
      correctCategory: category().optional(),
      since: instant().optional(),
      until: instant().optional(),
      /** For example `total_count,message_template_limit`. */
      summary: z.string().min(1).optional(),
    },
    item: answer<MessageTemplate>("id"),
  }),
  get: get({ path: "/{templateId}", fields: FIELDS, answer: answer<MessageTemplate>("id") }),
  /** Submits a template. `toCreateRequest(definition)` makes the input of a definition in code. A hundred in an hour. */
  create: post({
    path: TEMPLATES,
    input: {
      name: name(),
      language: z.string().min(2),
      category: category(),
      ...content(),
      subCategory: open(
        "ORDER_STATUS",
        "ORDER_DETAILS",
        "RICH_ORDER_STATUS",
        "CALL_PERMISSIONS_REQUEST",
      ).optional(),
      allowCategoryChange: flag().optional(),
      /** From Meta's library, instead of components. */
      libraryTemplateName: z.string().min(1).optional(),
      libraryTemplateBodyInputs: record().optional(),
      libraryTemplateButtonInputs: z.array(record()).optional(),
      isPrimaryDeviceDeliveryOnly: flag().optional(),
    },
    oneOf: ["components", "libraryTemplateName"],
    check: checkTtl,
    answer: answer<CreatedTemplate>("id"),
  }),
  /** Changes a template; components replace all components. An approved one once in 24 hours, ten times in 30 days. */
  update: post({
    path: "/{templateId}",
    input: { category: category().optional(), ...content() },
    check: checkTtl,
    repeatable: true,
    answer: success,
  }),
  /** Deletes a name in all its languages. An approved name is not free again for 30 days. */
  delete: remove({ path: TEMPLATES, as: "query", input: { name: name() }, answer: success }),
  /** Deletes one language of a name. */
  deleteVersion: remove({
    path: TEMPLATES,
    as: "query",
    input: { name: name(), hsmId: id() },
    answer: success,
  }),
  /** Deletes up to a hundred by id. */
  deleteMany: remove({ path: TEMPLATES, as: "query", input: { hsmIds: hsmIds() }, answer: success }),
  /** By its own id. */
  deleteById: remove({ path: "/{templateId}", answer: success }),
  /** Puts up to a hundred away; they can be restored for 28 days. */
  archive: post({
    path: `${TEMPLATES}/archive`,
    host: "api",
    input: { hsmIds: hsmIds() },
    repeatable: true,
    answer: answer<TemplateBatch>(),
  }),
  unarchive: post({
    path: `${TEMPLATES}/unarchive`,
    host: "api",
    input: { hsmIds: hsmIds() },
    repeatable: true,
    answer: answer<TemplateBatch>(),
  }),
  /** Creates or changes an authentication template in several languages at once. */
  upsertAuthentication: post({
    path: "/{businessAccountId}/upsert_message_templates",
    input: {
      name: name(),
      languages: z.array(z.string().min(2)).min(1),
      components: z.array(record()).min(1),
    },
    wire: (input) => ({ ...input, category: "AUTHENTICATION" }),
    repeatable: true,
    answer: answer<{ readonly data: readonly Answer<CreatedTemplate & { readonly language?: string }>[] }>(
      "data",
    ),
  }),
  /** How the authentication text reads in each language. */
  previews: list({
    path: "/{businessAccountId}/message_template_previews",
    input: {
      languages: z.array(z.string().min(2)).min(1).optional(),
      addSecurityRecommendation: flag().optional(),
      codeExpirationMinutes: whole(1, 90).optional(),
    },
    wire: ({ languages, ...rest }) => ({
      ...rest,
      category: "AUTHENTICATION",
      buttonTypes: "OTP",
      ...(languages === undefined ? {} : { languages: languages.join(",") }),
    }),
    item: answer<{ readonly body?: string; readonly footer?: string; readonly language?: string }>(),
  }),
  /** Compares with one other template over 7, 30, 60 or 90 days; both sent a thousand times at least. */
  compare: list({
    path: "/{templateId}/compare",
    input: { templateIds: items(id(), 1), start: instant(), end: instant() },
    check: checkWindow,
    item: answer<TemplateComparison>("metric"),
  }),
  /** Ends a pause of pacing; five minutes after it began at the earliest. */
  unpause: post({ path: "/{templateId}/unpause", as: "none", repeatable: true, answer: success }),
  /** Copies approved templates of good quality from another account of the business, 500 a page. */
  migrate: post({
    path: "/{businessAccountId}/migrate_message_templates",
    as: "query",
    input: {
      sourceWabaId: id(),
      /** From 0. */
      pageNumber: z.int().min(0).optional(),
      count: whole(1, 500).optional(),
      templateIds: z.array(id()).min(1).optional(),
    },
    answer: answer<TemplateBatch>(),
  }),
  /** Meta's library of ready texts. */
  library: list({
    path: "/message_template_library",
    input: {
      search: z.string().min(1).optional(),
      topic: z.string().min(1).optional(),
      usecase: z.string().min(1).optional(),
      industry: z.string().min(1).optional(),
      language: z.string().min(2).optional(),
    },
    item: answer<LibraryTemplate>("name"),
  }),
}));
