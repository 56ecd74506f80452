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

/** The preset `strict` refuses what row 6 and the policy on data name; what is often innocent warns. */
export const DEFAULT_CONTENT: ContentConfig = {
  promotion: "refuse",
  promotionInTemplates: "warn",
  cardNumbers: "refuse",
  bankAccounts: "warn",
  oneTimeCodes: "warn",
};
