/** What every event has. */
export interface EventBase {
  /** Deduplication key: the same event redelivered has the same key. */
  readonly key: string;
  /** Events of one lane are handled in order; usually the person. Not enumerable. */
  readonly lane: string;
  /** When it happened at Meta, milliseconds since the epoch; 0 when the payload does not tell. */
  readonly at: number;
  /** Meta's webhook field. */
  readonly field: string;
  /** WABA id (`entry.id`); a business portfolio id on the events of partners. */
  readonly businessAccountId: string;
  /** The business number it is about. */
  readonly phoneNumberId?: string | undefined;
  /** The item as it came. Not enumerable: it may hold phone numbers. */
  readonly raw: unknown;
}

/** Meta's error object in webhooks. */
export interface WebhookErrorDetail {
  readonly code: number;
  readonly title: string;
  readonly details?: string | undefined;
  readonly href?: string | undefined;
}

/** Text that Meta names and this version may not know: the fields as they came. */
export type RawFields = Readonly<Record<string, unknown>>;
