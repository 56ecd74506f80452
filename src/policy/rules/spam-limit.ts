import { inForce } from "../../account/index.js";
import { isTemplate, refuse, type Rule } from "../rule.js";

/** Row 45: people blocked or reported this number so often that Meta stopped it (131048). */
export const spamLimit: Rule = {
  ids: ["row-45", "G21"],
  evaluate: (context) => {
    const breaker = context.snapshot.account?.spamLimit;
    if (!isTemplate(context) || !inForce(breaker, context.now)) return undefined;
    return refuse("SPAM_LIMIT", "row-45", {
      message: "Meta stopped what this number sends first: too many people blocked or reported it.",
      fix: "Find out why, and write to fewer people. After 24 hours and with a quality that is not RED: account.release(). Meta would answer 131048.",
      facts: { "account.sinceMs": context.now - breaker.since },
    });
  },
};
