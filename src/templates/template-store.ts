import type { Open, TemplateCategory } from "../core/index.js";

/** Where a template stands at Meta. */
export type TemplateStatus = Open<
  | "APPROVED"
  | "PENDING"
  | "REJECTED"
  | "PAUSED"
  | "DISABLED"
  | "IN_APPEAL"
  | "PENDING_DELETION"
  | "DELETED"
  | "LIMIT_EXCEEDED"
  | "FLAGGED"
  | "REINSTATED"
  | "LOCKED"
  | "ARCHIVED"
  | "UNARCHIVED"
>;

export type TemplateQuality = Open<"GREEN" | "YELLOW" | "RED" | "UNKNOWN">;

/** What the account holds for one template in one language, kept true by sync and webhooks. */
export interface TemplateRecord {
  readonly businessAccountId: string;
  readonly name: string;
  readonly language: string;
  readonly id?: string | undefined;
  readonly status: TemplateStatus;
  /** The category Meta bills and limits it by now, not the one it was submitted with. */
  readonly category: TemplateCategory;
  readonly quality: TemplateQuality;
  readonly parameterFormat: "NAMED" | "POSITIONAL";
  /** Components as Meta returns them. Absent when only a webhook told of the template. */
  readonly components?: readonly TemplateComponentRecord[] | undefined;
  readonly reason?: string | undefined;
  /** A change of category that Meta announced: it counts from its time on, even if the webhook of the change is lost. */
  readonly announced?: { readonly category: TemplateCategory; readonly at: number } | undefined;
  /** When Graph was last read. Milliseconds since the epoch; undefined when only a webhook told of the template. */
  readonly readAt?: number | undefined;
  /** When each part was last heard of: a late webhook about one part must not hide a newer one about another. */
  readonly heard?: Readonly<Partial<Record<HeardPart, number>>> | undefined;
  /** Milliseconds since the epoch of the newest fact applied (webhook `entry.time`, or the time of the read). */
  readonly updatedAt: number;
}

/** What webhooks tell of, each with a history of its own. */
export type HeardPart = "status" | "category" | "quality";

/** One component as Meta returns it; open on purpose. */
export interface TemplateComponentRecord {
  readonly type: string;
  readonly format?: string | undefined;
  readonly text?: string | undefined;
  readonly [key: string]: unknown;
}

/** Port: the account's templates as last heard. */
export interface TemplateStore {
  get(businessAccountId: string, name: string, language: string): Promise<TemplateRecord | undefined>;
  list(businessAccountId: string): Promise<readonly TemplateRecord[]>;
  /** Inserts or replaces, unless the stored record is newer (`updatedAt`): late events change nothing. */
  put(record: TemplateRecord): Promise<void>;
}
