import * as z from "zod";
import type { Open } from "../core/index.js";
import { type Answer, answer } from "./answer.js";
import { get, list, post } from "./endpoint.js";
import { id, open, record } from "./fields.js";
import { resource } from "./resource.js";

export interface MobilityIntent {
  readonly id: string;
  readonly status?: Open<"PENDING" | "ACTIVE" | "COMPLETED" | "CANCELLED" | "FAILED">;
  readonly waba?: Answer<{ readonly id: string; readonly name?: string }>;
  readonly solution?: Answer<{ readonly id: string; readonly name?: string }>;
}

export interface OnBehalfRequest {
  readonly id: string;
  readonly status?: string;
  readonly receivingBusiness?: Readonly<Record<string, unknown>>;
  readonly requestingBusiness?: Readonly<Record<string, unknown>>;
}

/** Leaving the on-behalf-of model, which closed to newcomers on 30 September 2025 (Meta, OBO mobility). */
export const createOnBehalf = resource("onBehalf", {
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
      solutionId: id,
      intentType: open(
        "INITIATE_TRANSFER",
        "CONFIRM_TRANSFER",
        "CANCEL_TRANSFER",
        "REQUEST_HANDOVER",
        "APPROVE_HANDOVER",
        "REJECT_HANDOVER",
      ),
      targetSolutionId: id.optional(),
      mobilityReason: z.string().min(1).optional(),
      scheduledExecutionTime: z.iso.datetime().optional(),
      metadata: record.optional(),
    },
    answer: answer<{ readonly mobilityIntentId: string; readonly status?: string }>("mobilityIntentId"),
  }),
  set: post({
    path: "/{businessAccountId}/set_obo_mobility_intent",
    input: {
      wabaId: id,
      solutionId: id.optional(),
      appId: id.optional(),
      actorId: id.optional(),
      clientMutationId: id.optional(),
    },
    answer: answer<{ readonly success?: boolean; readonly intentId?: string; readonly errorMsg?: string }>(),
  }),
});
