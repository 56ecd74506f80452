import type { ContentAction } from "../content/content-config.js";
import type { ContentReading } from "../content/read-content.js";
import { isFreeForm, refuse, type Rule, type RuleContext } from "../rule.js";

/** One thing that does not belong in a message, and what the configuration makes of it. */
export interface SensitiveFinding {
  readonly fact: string;
  readonly action: ContentAction;
  readonly message: string;
  readonly fix: string;
}

/** Card and account numbers, and codes where they do not belong. The first that is refused comes first. */
export function sensitiveFindings(
  context: RuleContext,
  content: ContentReading | undefined,
): readonly SensitiveFinding[] {
  if (content === undefined) return [];
  const { content: config } = context.config;
  const findings: SensitiveFinding[] = [];
  if (content.cardNumber === true) {
    findings.push({
      fact: "card_number",
      action: config.cardNumbers,
      message: "The message holds a whole payment card number.",
      fix: "Show the last four digits at most: WhatsApp's policy forbids sharing or asking for whole card numbers.",
    });
  }
  if (content.bankAccount === true) {
    findings.push({
      fact: "bank_account",
      action: config.bankAccounts,
      message: "The message holds a bank account number (IBAN).",
      fix: "Never send a customer's account number; for your own, a link to the invoice is safer.",
    });
  }
  if (content.oneTimeCode === true && context.category !== "authentication") {
    findings.push({
      fact: "one_time_code",
      action: config.oneTimeCodes,
      message: "The message gives a one-time code.",
      fix: "Send codes with an authentication template, which people can copy or fill in with one tap.",
    });
  }
  return findings.filter(({ action }) => action !== "ignore");
}

/** WhatsApp Business Messaging Policy, data: no whole card or account numbers in a chat; codes go out as templates. */
export const sensitiveContent: Rule = {
  ids: ["policy-data"],
  evaluate: (context) => {
    if (!isFreeForm(context)) return undefined;
    const found = sensitiveFindings(context, context.request.content).find(
      ({ action }) => action === "refuse",
    );
    if (found === undefined) return undefined;
    return refuse("SENSITIVE_CONTENT", "policy-data", {
      message: found.message,
      fix: found.fix,
      facts: { "content.holds": found.fact },
    });
  },
  warn: (context) => {
    const [found] = isFreeForm(context) ? sensitiveFindings(context, context.request.content) : [];
    return found === undefined
      ? undefined
      : { rule: "policy-data", message: `${found.message} ${found.fix}` };
  },
};
