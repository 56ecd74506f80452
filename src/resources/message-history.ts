import type { Open } from "../core/index.js";
import { type Answer, answer } from "./answer.js";
import { list } from "./endpoint.js";
import { open } from "./fields.js";
import { resource } from "./resource.js";
import * as z from "zod";

/** What became of a delivery. */
export interface MessageHistoryEvent {
  readonly id?: string;
  readonly deliveryStatus?: Open<"SENT" | "DELIVERED" | "READ" | "FAILED" | "DELETED">;
  readonly webhookUpdateState?: string;
  readonly timestamp?: string | number;
  /** Seconds since the epoch: when it happened, and when Meta knew. */
  readonly occurrenceTimestamp?: number;
  readonly statusTimestamp?: number;
  readonly application?: Answer<{ readonly id: string; readonly name?: string }>;
  readonly webhookUri?: string;
  readonly errorDescription?: string;
}

export interface MessageHistoryEntry {
  readonly id: string;
  readonly messageId?: string;
  readonly events?: Answer<{ readonly data?: readonly Answer<MessageHistoryEvent>[] }>;
}

/** Delivery history of numbers with local storage (Meta, message history). */
export const createMessageHistory = resource("messageHistory", () => ({
  list: list({
    path: "/{phoneNumberId}/message_history",
    input: { messageId: z.string().min(1).optional() },
    item: answer<MessageHistoryEntry>("id"),
  }),
  /** Events of one entry. */
  events: list({
    path: "/{messageHistoryId}/events",
    input: { statusFilter: open("SENT", "DELIVERED", "READ", "FAILED", "DELETED").optional() },
    item: (json) => {
      const { node } = (json ?? {}) as { node?: unknown };
      return answer<MessageHistoryEvent>()(node ?? json);
    },
  }),
}));
