import type { TemplateCategory } from "../core/index.js";
import type { DeliveryStatus, SendRecord } from "./types.js";

/** What became of one send that was tried, as far as breakers look at it. */
export interface SendOutcome {
  readonly createdAt: number;
  readonly category?: TemplateCategory | undefined;
  readonly status?: DeliveryStatus | undefined;
  readonly failureCode?: string | number | undefined;
  /** When it became so. */
  readonly at: number;
}

/** Which sends to look at. */
export interface OutcomeQuery {
  readonly person?: SendRecord["person"] | undefined;
  readonly template?: { readonly name: string; readonly language: string } | undefined;
  readonly category?: TemplateCategory | undefined;
  /** Milliseconds since the epoch; sends created at or after it. */
  readonly since: number;
  /** One send that is left out: the one that looks. */
  readonly exceptSendId?: string | undefined;
  readonly limit: number;
}

/** Pure. */
export function outcomeOf(
  record: Pick<SendRecord, "createdAt" | "category" | "status" | "failure" | "statusAt" | "updatedAt">,
): SendOutcome {
  const { createdAt, category, status, failure, statusAt, updatedAt } = record;
  return { createdAt, category, status, failureCode: failure?.code, at: statusAt ?? updatedAt };
}
