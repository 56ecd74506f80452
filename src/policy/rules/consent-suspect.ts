import { isTemplate, refuse, type Rule } from "../rule.js";

/** Guard G16: opt-ins that one actor stored in a row within seconds were made for the send, not given by people. */
export const consentSuspect: Rule = {
  ids: ["G16"],
  evaluate: (context) => {
    const together = context.snapshot.guards?.grantedTogether;
    if (!isTemplate(context) || context.category !== "marketing" || together === undefined) return undefined;
    const limit = context.config.guards.consent.maxGrantsPerMinute;
    if (together <= limit) return undefined;
    return refuse("CONSENT_SUSPECT", "G16", {
      message: `The opt-in of this person was stored together with others: ${String(together)} by the same actor and method within a minute.`,
      fix: "Store opt-ins when people give them. Opt-ins that you already hold come in with consent.import() and their evidence. Marketing may go on after 24 hours.",
      facts: { "consent.grantedTogether": together, "limit.grantsPerMinute": limit },
    });
  },
};
