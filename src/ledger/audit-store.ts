/** One act of an operator that changed what the policy lets through. */
export interface AuditEntry {
  /** The same act told again (at every start) is one entry. */
  readonly id: string;
  readonly kind: "loosened" | "acknowledged";
  /** Setting that was loosened, or guard that was acknowledged. */
  readonly subject: string;
  /** Who decided it. */
  readonly by: string;
  readonly reason: string;
  /** When it was decided, milliseconds since the epoch. */
  readonly at: number;
  /** When this store first heard of it. */
  readonly recordedAt: number;
  /** The value before and now, or what was measured. */
  readonly facts: Readonly<Record<string, string | number | boolean | null>>;
}

/** Port: the audit log of the policy. Append-only. */
export interface AuditStore {
  /** Keeps the first entry of an id. */
  append(entry: AuditEntry): Promise<void>;
  /** Newest `recordedAt` first. */
  list(limit: number): Promise<readonly AuditEntry[]>;
}
