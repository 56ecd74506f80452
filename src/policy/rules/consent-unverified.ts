import { scopeStateAt } from "../../consent/index.js";
import type { PolicyConfig } from "../policy-config.js";
import { STRICT_GUARDS } from "../guard-config.js";
import { isTemplate, refuse, type Rule } from "../rule.js";

/**
 * Row 20, guard G15: marketing needs more than an imported line. Where the same content may go to more people than by
 * default (5.6), it needs an opt-in that the person confirmed.
 */
export const consentUnverified: Rule = {
  ids: ["row-20", "G15", "G4"],
  evaluate: (context) => {
    if (!isTemplate(context) || context.category !== "marketing") return undefined;
    const scope = scopeStateAt(context.snapshot.consent, "marketing", context.now);
    if (scope.state !== "granted" || scope.verification === "confirmed") return undefined;
    if (scope.verification === "single" && sameContentRaised(context.config)) {
      return refuse("CONSENT_UNVERIFIED", "G4", {
        message: "marketing.maxSameContentPer24h is raised, and this person's opt-in is not a confirmed one.",
        fix: "Have them confirm it (double opt-in), or take the setting back to its default.",
        facts: { "consent.verification": "single" },
      });
    }
    if (scope.verification === "single") return undefined;
    return refuse("CONSENT_UNVERIFIED", "row-20", {
      message: "The stored opt-in of this person comes from an import and was never verified.",
      fix: "Have them confirm it (double opt-in, an inbound keyword, Meta's in-app sign-up) before marketing.",
      facts: { "consent.method": String(scope.method) },
    });
  },
};

function sameContentRaised({ guards }: PolicyConfig): boolean {
  return guards.marketing.maxSameContentPer24h > STRICT_GUARDS.marketing.maxSameContentPer24h;
}
