/** One webhook event, stored before the answer 200 goes out, until its handlers have run. */
export interface InboxItem {
  /** Deduplication key of the event (kept for at least Meta's seven days of redelivery). */
  readonly key: string;
  /** Events with the same lane are handled one after the other, in order of arrival; usually the person. */
  readonly lane: string;
  /** The event as an envelope of its own: `parseWebhook(JSON.parse(envelope))` gives exactly this event. */
  readonly envelope: string;
  readonly receivedAt: number;
}

/** One event as the inbox keeps it. */
export interface StoredInboxItem extends InboxItem {
  /** Grows with arrival. */
  readonly sequence: number;
  readonly attempts: number;
  readonly state: "pending" | "done" | "dead";
  readonly notBefore: number;
  readonly lastError?: string | undefined;
}

/** Port: the durable inbox. */
export interface InboxStore {
  /** Stores the items whose key is new, in one transaction, and returns those. */
  put(items: readonly InboxItem[]): Promise<readonly StoredInboxItem[]>;
  /**
   * Pending items that may be handled at `now`, in order of arrival: neither those that wait for their retry, nor those
   * behind one that does in the same lane.
   */
  ready(now: number, limit: number): Promise<readonly StoredInboxItem[]>;
  /**
   * When to look again, asked with the instant at which `ready` gave nothing: when the next item that waits for its retry may be
   * handled, or at that instant if something may be by now; undefined when nothing waits.
   */
  nextRetryAt(now: number): Promise<number | undefined>;
  /**
   * Whether an item still waits that had arrived and might have been handled at `since`, and no living process has it. Asked about
   * once a minute, so it must be cheap. Left out by a store that one process has for itself.
   */
  overdue?(since: number): Promise<boolean>;
  done(key: string): Promise<void>;
  /** Counts an attempt; with `dead` the item leaves the pending list for the dead letters. */
  failed(
    key: string,
    update: { readonly error: string; readonly notBefore: number; readonly dead: boolean },
  ): Promise<void>;
  dead(limit: number): Promise<readonly StoredInboxItem[]>;
  /** Makes a dead item pending again. Returns false when there is none with this key. */
  replay(key: string): Promise<boolean>;
  /** Deletes done items received before `doneBefore`, and dead ones received before `deadBefore`. Returns how many. */
  prune(doneBefore: number, deadBefore: number): Promise<number>;
}
