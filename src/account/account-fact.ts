/** What a fact is about. The first group stops or slows sends while it is active; the second is only known. */
export type AccountTopic =
  /** The WABA is disabled, locked or deleted. */
  | "ban"
  /** The WABA was taken from this app. */
  | "offboarded"
  /** Subject: Meta's type of restriction. */
  | "restriction"
  /** 131064: templates in the wrong category. */
  | "template_classification"
  /** 131048. Subject: phone number id. */
  | "spam_limit"
  /** 130497. Subject: country. */
  | "country"
  /** 131042. */
  | "payment"
  /** 131063: marketing goes over the Marketing Messages API only. */
  | "marketing_route"
  /** Too many people were over their limit (131049). Subject: template. */
  | "template_marketing"
  /** `held_for_quality_assessment`. Subject: template. */
  | "template_held"
  /** FLAGGED. Subject: digits of the business number. */
  | "number_flag"
  /** The number left the account. Subject: digits of the business number. */
  | "number_removed"
  /** Subject: phone number id. Detail: `quality`, `digits`. */
  | "number"
  /** Detail: `tier`, `people` (-1 without a limit). */
  | "messaging_limit"
  | "violation"
  | "review"
  /** Subject: type of the alert. */
  | "alert";

/**
 * The newest that is known of one topic and subject of one WABA. Facts are replaced by newer ones only: what a late or
 * repeated webhook tells changes nothing that a newer one settled.
 */
export interface AccountFact {
  readonly businessAccountId: string;
  readonly topic: AccountTopic;
  /** Empty where the topic has only one. */
  readonly subject: string;
  /** When it was so: Meta's time, or ours for errors, reads and releases. Milliseconds since the epoch. */
  readonly at: number;
  /** Of a breaker: whether it is tripped. */
  readonly active: boolean;
  /** When it ends by itself. */
  readonly until?: number | undefined;
  readonly detail?: Readonly<Record<string, string | number>> | undefined;
  /** Who ended it by hand, and why. */
  readonly released?: { readonly by: string; readonly reason: string } | undefined;
}

/** Port: what is known of business accounts. */
export interface AccountStore {
  /** Inserts or replaces, unless the stored fact of this topic and subject is newer. Returns whether it was taken. */
  put(fact: AccountFact): Promise<boolean>;
  list(businessAccountId: string): Promise<readonly AccountFact[]>;
}

/** A template as a subject: name and language, which never hold a line break. */
export function templateSubject(template: { readonly name: string; readonly language: string }): string {
  return `${template.name}\n${template.language}`;
}
