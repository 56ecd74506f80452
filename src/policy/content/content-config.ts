/** `warn`: the decision names it and the send goes on. */
export type ContentAction = "refuse" | "warn" | "ignore";

/** What is looked for in the words of a message when it is sent. */
export interface ContentConfig {
  /** Row 6: an offer in an open chat with somebody who did not agree to marketing. Doubtful ones only ever warn. */
  readonly promotion: ContentAction;
  /** C01 in the values of a utility or authentication template. */
  readonly promotionInTemplates: ContentAction;
  /** Whole payment card numbers (WhatsApp Business Messaging Policy, data). */
  readonly cardNumbers: ContentAction;
  /** IBANs: your own for a transfer is common, so it warns. */
  readonly bankAccounts: ContentAction;
  /** One-time codes outside authentication templates. */
  readonly oneTimeCodes: ContentAction;
}

/**
 * Offers in a chat only warn: answering "is there a discount?" is service, and an opt-in question names offers too. Pushing
 * one into many chats is stopped by guard G13.
 */
export const DEFAULT_CONTENT: ContentConfig = {
  promotion: "warn",
  promotionInTemplates: "warn",
  cardNumbers: "refuse",
  bankAccounts: "warn",
  oneTimeCodes: "warn",
};
