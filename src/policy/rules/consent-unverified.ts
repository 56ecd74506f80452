import { scopeStateAt } from "../../consent/index.js";
import { isTemplate, refuse, type Rule } from "../rule.js";

/** Row 20, guard G15: marketing needs more than an imported line. */
export const consentUnverified: Rule = {
  ids: ["row-20", "G15"],
  evaluate: (context) => {
    if (!isTemplate(context) || context.category !== "marketing") return undefined;
    const scope = scopeStateAt(context.snapshot.consent, "marketing", context.now);
    if (scope.state !== "granted" || scope.verification !== "none") return undefined;
    return refuse("CONSENT_UNVERIFIED", "row-20", {
      message: "The stored opt-in of this person comes from an import and was never verified.",
      fix: "Have them confirm it (double opt-in, an inbound keyword, Meta's in-app sign-up) before marketing.",
      facts: { "consent.method": scope.method ?? "import" },
    });
  },
};
