import { DAY } from "../../core/index.js";
import { scopeStateAt } from "../../consent/index.js";
import { hold, isTemplate, type Rule } from "../rule.js";
import { quietHoursAt } from "../quiet-hours/quiet-hours.js";

/** Rows 25, 28, guard G22: marketing by day, as the recipient's clock and country have it. Nothing else has to wait. */
export const quietHours: Rule = {
  ids: ["row-25", "row-28", "G22"],
  evaluate: (context) => {
    const { quietHours: config } = context.config;
    if (!isTemplate(context) || context.category !== "marketing" || !config.enabled) return undefined;
    const { consent } = context.snapshot;
    const { country } = context.request.recipient;
    const nightConsent = scopeStateAt(consent, "marketing_night", context.now).state === "granted";
    const quiet = quietHoursAt(config, { country, timeZone: consent.timeZone, nightConsent }, context.now);
    if (quiet === undefined) return undefined;
    const retryAfterMs = quiet.opensAt === undefined ? DAY : quiet.opensAt - context.now;
    return hold("QUIET_HOURS", quiet.nightConsentHelps ? "row-28" : "row-25", {
      message: "It is not the time for marketing where this person is.",
      fix: quiet.nightConsentHelps
        ? "Wait until the morning there, or ask for their consent to marketing at night (marketing_night)."
        : "Wait until it is day there; the person's time zone (evidence.timeZone) makes it exact.",
      facts: { country: country ?? null, "timeZone.by": quiet.by, "hold.remainingMs": retryAfterMs },
      retryAfterMs,
    });
  },
};
