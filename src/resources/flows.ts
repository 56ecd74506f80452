import * as z from "zod";
import { once, type Open } from "../core/index.js";
import { type Answer, answer, success } from "./answer.js";
import { get, list, own, post, remove } from "./endpoint.js";
import { day, flag, id, instant, items, oneOf, open, webAddress } from "./fields.js";
import type { HealthStatus } from "./phone-numbers.js";
import { resource } from "./resource.js";
import {
  type FlowProblem,
  type FlowUpload,
  type UploadFlowJsonInput,
  uploadFlowJson,
} from "./upload-flow-json.js";

const CATEGORIES = [
  "SIGN_UP",
  "SIGN_IN",
  "APPOINTMENT_BOOKING",
  "LEAD_GENERATION",
  "CONTACT_US",
  "CUSTOMER_SUPPORT",
  "SURVEY",
  "OTHER",
] as const;

export interface Flow {
  readonly id: string;
  readonly name?: string;
  readonly status?: Open<"DRAFT" | "PUBLISHED" | "DEPRECATED" | "BLOCKED" | "THROTTLED">;
  readonly categories?: readonly Open<(typeof CATEGORIES)[number]>[];
  readonly validationErrors?: readonly Answer<FlowProblem>[];
  readonly jsonVersion?: string;
  readonly dataApiVersion?: string;
  readonly endpointUri?: string;
  readonly preview?: Answer<{ readonly previewUrl: string; readonly expiresAt?: string }>;
  readonly healthStatus?: Answer<HealthStatus>;
  readonly updatedAt?: string | number;
  readonly application?: Answer<{ readonly id: string; readonly name?: string; readonly link?: string }>;
  readonly whatsappBusinessAccount?: Answer<{
    readonly id: string;
    readonly name?: string;
    readonly businessType?: string;
    readonly timezoneId?: string;
    readonly messageTemplateNamespace?: string;
  }>;
}

export interface FlowMetric {
  readonly name: string;
  readonly granularity?: string;
  readonly dataPoints?: readonly Answer<{
    readonly timestamp?: string;
    readonly data?: readonly Answer<{ readonly key: string; readonly value: number }>[];
  }>[];
}

const FIELDS = [
  "id",
  "name",
  "status",
  "categories",
  "validation_errors",
  "json_version",
  "data_api_version",
  "endpoint_uri",
];
const FLOW = "/{flowId}";
const readFlow = answer<Flow>("id");
/** How dates are written: `U` for seconds since the epoch; otherwise ISO 8601. */
const dateFormat = once(() => z.string().min(1).optional());
const categories = once(() => items(open(...CATEGORIES), CATEGORIES.length));

/** Flows: forms inside a chat (Meta, Flows API). The endpoint that feeds them is `waypost/flows`. */
export const createFlows = resource("flows", () => ({
  list: list({
    path: "/{businessAccountId}/flows",
    fields: FIELDS.slice(0, 5),
    input: { dateFormat: dateFormat() },
    item: readFlow,
  }),
  get: get({ path: FLOW, fields: FIELDS, input: { dateFormat: dateFormat() }, answer: readFlow }),
  /** Creates a draft; with `flowJson` and `publish` it is published at once. */
  create: post({
    path: "/{businessAccountId}/flows",
    as: "multipart",
    input: {
      /** Unique in the account. */
      name: z.string().min(1),
      categories: categories(),
      cloneFlowId: id().optional(),
      endpointUri: webAddress(2_048, { https: true }).optional(),
      flowJson: z.string().min(2).optional(),
      publish: flag().optional(),
    },
    answer: answer<{
      readonly id: string;
      readonly success?: boolean;
      readonly validationErrors?: readonly Answer<FlowProblem>[];
    }>("id"),
  }),
  update: post({
    path: FLOW,
    as: "multipart",
    input: {
      name: z.string().min(1).optional(),
      categories: categories().optional(),
      endpointUri: webAddress(2_048, { https: true }).optional(),
      applicationId: id().optional(),
    },
    repeatable: true,
    answer: success,
  }),
  /** Only drafts (139004). */
  delete: remove({ path: FLOW, answer: success }),
  /** Uploads the Flow's JSON, 10 MB at most. Look at `validationErrors`. */
  uploadJson: own<UploadFlowJsonInput, Answer<FlowUpload>>({
    method: "POST",
    path: `${FLOW}/assets`,
    idempotent: true,
    run: uploadFlowJson,
  }),
  /** The Flow's files and where to fetch them. */
  assets: list({
    path: `${FLOW}/assets`,
    item: answer<{ readonly name: string; readonly assetType?: string; readonly downloadUrl: string }>(
      "downloadUrl",
    ),
  }),
  /** It cannot be changed afterwards. */
  publish: post({ path: `${FLOW}/publish`, as: "none", repeatable: true, answer: success }),
  /** Only published ones (139003). It cannot be taken back. */
  deprecate: post({ path: `${FLOW}/deprecate`, as: "none", repeatable: true, answer: success }),
  /** A page that shows the Flow. `invalidate` makes a new address. */
  preview: get({
    path: FLOW,
    input: { invalidate: flag().optional(), dateFormat: dateFormat() },
    wire: ({ invalidate = false, ...rest }) => ({
      ...rest,
      fields: `id,preview.invalidate(${String(invalidate)})`,
    }),
    answer: readFlow,
  }),
  /** Whether the Flow may be sent from this number. */
  health: get({
    path: FLOW,
    input: { phoneNumberId: id().optional() },
    wire: ({ phoneNumberId }) => ({
      fields:
        phoneNumberId === undefined ? "id,health_status" : `id,health_status.phone_number(${phoneNumberId})`,
    }),
    answer: readFlow,
  }),
  /** How the Flow's endpoint does. */
  metric: get({
    path: FLOW,
    input: {
      metric: open(
        "ENDPOINT_REQUEST_COUNT",
        "ENDPOINT_REQUEST_ERROR",
        "ENDPOINT_REQUEST_ERROR_RATE",
        "ENDPOINT_REQUEST_LATENCY_SECONDS_CEIL",
        "ENDPOINT_AVAILABILITY",
      ),
      granularity: oneOf("DAY", "HOUR", "LIFETIME"),
      since: z.union([instant(), day()]).optional(),
      until: z.union([instant(), day()]).optional(),
      dateFormat: dateFormat(),
    },
    wire: ({ metric, granularity, since, until, ...rest }) => ({
      ...rest,
      fields: `metric.name(${metric}).granularity(${granularity})${since === undefined ? "" : `.since(${String(since)})`}${until === undefined ? "" : `.until(${String(until)})`}`,
    }),
    answer: (json) => answer<FlowMetric>("name")(answer<{ metric?: unknown }>("metric")(json).metric),
  }),
  /** Copies Flows by name from another account of the business. */
  migrate: post({
    path: "/{businessAccountId}/migrate_flows",
    as: "multipart",
    input: { sourceWabaId: id(), sourceFlowNames: items(z.string().min(1), 100) },
    answer: answer<{
      readonly migratedFlows?: readonly Answer<{
        readonly sourceName: string;
        readonly sourceId: string;
        readonly migratedId: string;
      }>[];
      readonly failedFlows?: readonly Answer<{
        readonly sourceName: string;
        readonly errorCode?: string;
        readonly errorMessage?: string;
      }>[];
    }>(),
  }),
}));
