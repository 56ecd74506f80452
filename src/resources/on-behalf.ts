import * as z from "zod";
import type { Open } from "../core/index.js";
import type { BusinessAccount } from "./account.js";
import { type Answer, answer } from "./answer.js";
import { get, list, post } from "./endpoint.js";
import { id, open, record, text } from "./fields.js";
import { resource } from "./resource.js";
import type { Solution } from "./solutions.js";

export interface MobilityIntent {
  readonly id: string;
  readonly status?: Open<"PENDING" | "ACTIVE" | "COMPLETED" | "CANCELLED" | "FAILED">;
  readonly waba?: Answer<BusinessAccount>;
  readonly solution?: Answer<Solution>;
  readonly createdTime?: string;
  readonly updatedTime?: string;
}

export interface OnBehalfRequest {
  readonly id: string;
  readonly status?: string;
  readonly businessOwnedObject?: string;
  readonly receivingBusiness?: Readonly<Record<string, unknown>>;
  readonly requestingBusiness?: Readonly<Record<string, unknown>>;
}

/** Leaving the on-behalf-of model, which closed to newcomers on 30 September 2025 (Meta, OBO mobility). */
export const createOnBehalf = resource("onBehalf", () => ({
  inProgress: list({
    path: "/{businessAccountId}/in_progress_onbehalf_request",
    item: answer<OnBehalfRequest>("id"),
  }),
  get: get({
    path: "/{mobilityIntentId}",
    fields: ["id", "waba", "solution", "status"],
    answer: answer<MobilityIntent>("id"),
  }),
  create: post({
    path: "/{businessAccountId}/obo_mobility_intent",
    input: {
      solutionId: id(),
      intentType: open(
        "INITIATE_TRANSFER",
        "CONFIRM_TRANSFER",
        "CANCEL_TRANSFER",
        "REQUEST_HANDOVER",
        "APPROVE_HANDOVER",
        "REJECT_HANDOVER",
      ),
      targetSolutionId: id().optional(),
      mobilityReason: text(500).optional(),
      scheduledExecutionTime: z.iso.datetime().optional(),
      metadata: record().optional(),
    },
    answer: answer<{
      readonly mobilityIntentId: string;
      readonly status?: string;
      readonly success?: boolean;
      readonly estimatedCompletionTime?: string;
      readonly approvalRequired?: boolean;
      readonly nextSteps?: readonly string[];
    }>("mobilityIntentId"),
  }),
  set: post({
    path: "/{businessAccountId}/set_obo_mobility_intent",
    input: {
      wabaId: id(),
      solutionId: id().optional(),
      appId: id().optional(),
      actorId: id().optional(),
      clientMutationId: text(255).optional(),
    },
    answer: answer<{
      readonly success?: boolean;
      readonly intentId?: string;
      readonly errorMsg?: string;
      readonly clientMutationId?: string;
    }>(),
  }),
}));
