import { type Answer, answer, type Reader, type Success, success } from "./answer.js";
import { get, list, post } from "./endpoint.js";
import { id, items, oneOf, open, text } from "./fields.js";
import { resource } from "./resource.js";
import * as z from "zod";
import { once, type Open } from "../core/index.js";

/** A solution that two partners run together. */
export interface Solution {
  readonly id: string;
  readonly name?: string;
  readonly status?: Open<"DRAFT" | "INITIATED" | "ACTIVE" | "REJECTED" | "DEACTIVATED">;
  readonly statusForPendingRequest?: Open<"PENDING_ACTIVATION" | "PENDING_DEACTIVATION" | "NONE">;
  readonly ownerApp?: Answer<{ readonly id: string; readonly name?: string }>;
  readonly ownerPermissions?: readonly string[];
}

/** What became of a partner's answer. */
export interface SolutionAnswer extends Success {
  readonly solutionId?: string;
  readonly partnerAppId?: string;
  readonly partnerStatus?: Open<
    "DRAFT" | "INITIATED" | "NOTIFICATION_SENT" | "ACCEPTED" | "REJECTED" | "DEACTIVATED"
  >;
  readonly message?: string;
  readonly updateTime?: string;
  readonly rejectedRequestType?: Open<"PARTNERSHIP_REQUEST" | "DEACTIVATION_REQUEST">;
  readonly rejectionTimestamp?: string;
  readonly requestId?: string;
}

export interface MigrationIntent {
  readonly id: string;
  readonly status: Open<"ACCEPTED" | "COMPLETED" | "INITIATED" | "REJECTED">;
}

const SOLUTION = "/{solutionId}";
const FIELDS = ["id", "name", "status", "status_for_pending_request", "owner_app", "owner_permissions"];
const readSolution = answer<Solution>("id");
const readAnswer: Reader<Answer<SolutionAnswer>> = success;
const permissions = once(() => items(open("MESSAGING"), 1));

/** Multi-partner solutions, and moving an account between them (Meta, multi-partner solutions). */
export const createSolutions = resource("solutions", () => ({
  /** Those of this account. */
  list: list({ path: "/{businessAccountId}/solutions", fields: FIELDS, item: readSolution }),
  /** Those of an app. */
  listForApp: list({
    path: "/{appId}/whatsapp_business_solutions",
    fields: FIELDS,
    input: { role: oneOf("OWNER", "PARTNER").optional() },
    item: readSolution,
  }),
  get: get({ path: SOLUTION, fields: FIELDS, answer: readSolution }),
  create: post({
    path: "/{appId}/whatsapp_business_solution",
    input: {
      solutionName: text(75, 2),
      partnerAppId: id(),
      ownerPermissions: permissions(),
      partnerPermissions: permissions(),
    },
    answer: answer<{ readonly solutionId: string }>("solutionId"),
  }),
  /** Accepts a partner's invitation. */
  accept: post({
    path: `${SOLUTION}/accept`,
    input: { partnerAppId: id(), logSessionId: id().optional() },
    answer: readAnswer,
  }),
  reject: post({
    path: `${SOLUTION}/reject`,
    input: {
      requestType: oneOf("PARTNERSHIP_REQUEST", "DEACTIVATION_REQUEST"),
      rejectionReason: text(500).optional(),
      partnerAppId: id().optional(),
    },
    answer: readAnswer,
  }),
  requestDeactivation: post({
    path: `${SOLUTION}/send_deactivation_request`,
    input: { reason: text(500).optional() },
    answer: readAnswer,
  }),
  acceptDeactivation: post({
    path: `${SOLUTION}/accept_deactivation_request`,
    fields: [],
    answer: readSolution,
  }),
  rejectDeactivation: post({
    path: `${SOLUTION}/reject_deactivation_request`,
    fields: [],
    wire: () => ({ reject_deactivation_request: true }),
    answer: readSolution,
  }),
  /** A token for a business of the solution. Keep it as you keep your own. */
  accessToken: get({
    path: `${SOLUTION}/access_token`,
    input: { businessId: id() },
    answer: answer<{ readonly accessToken: string; readonly expiresAt?: number }>("accessToken"),
  }),
  /** Starts moving the account to another solution. */
  migrate: post({
    path: "/{businessAccountId}/set_solution_migration_intent",
    input: {
      solutionId: id(),
      appId: id().optional(),
      migrationIntent: open(
        "INITIATE_MIGRATION",
        "CANCEL_MIGRATION",
        "CONFIRM_MIGRATION",
        "SCHEDULE_MIGRATION",
      ).optional(),
      targetSolutionId: id().optional(),
      migrationReason: text(500).optional(),
      scheduledMigrationTime: z.iso.datetime().optional(),
    },
    answer: answer<{
      readonly migrationIntentId: string;
      readonly status?: string;
      readonly success?: boolean;
      readonly estimatedCompletionTime?: string;
    }>("migrationIntentId"),
  }),
  migration: get({
    path: "/{migrationIntentId}",
    fields: ["id", "status"],
    answer: answer<MigrationIntent>("id", "status"),
  }),
}));
