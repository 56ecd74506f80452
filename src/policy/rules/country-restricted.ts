import { inForce } from "../../account/index.js";
import { UNSUPPORTED_COUNTRIES } from "../data/unsupported-countries.js";
import { VERTICALS } from "../data/verticals.js";
import { isTemplate, refuse, type Rule, type RuleContext, type Stop } from "../rule.js";

const UNSUPPORTED: readonly string[] = UNSUPPORTED_COUNTRIES.map(({ country }) => country);

/** Row 46: countries in which Meta delivers nothing of this business, of its trade, or of anybody. */
export const countryRestricted: Rule = {
  ids: ["row-46", "G21"],
  evaluate: (context) => {
    if (!isTemplate(context)) return undefined;
    const { country } = context.request.recipient;
    if (country !== undefined && UNSUPPORTED.includes(country)) {
      return stop(country, "platform", {
        message: `People in ${country} get no messages from the WhatsApp Business Platform.`,
        fix: "Reach this person by another way that they agreed to.",
      });
    }
    const blocked = context.snapshot.account?.countries.some(
      (breaker) => breaker.subject === country && inForce(breaker, context.now),
    );
    if (blocked === true && country !== undefined) {
      return stop(country, "account", {
        message: `Meta does not let this business write to people in ${country} (130497).`,
        fix: "Look in Business Support Home; once it is lifted, account.release() lets sends go on.",
      });
    }
    return trade(context, country);
  },
};

function trade(context: RuleContext, country: string | undefined): Stop | undefined {
  const { vertical } = context.config;
  if (vertical === undefined) return undefined;
  if (VERTICALS[vertical.kind].standing === "forbidden") {
    return stop(country, "vertical", {
      message: `WhatsApp's policy does not allow messages about this trade (${vertical.kind}).`,
      fix: "Use another channel for it.",
    });
  }
  if (country !== undefined && vertical.countries.includes(country)) return undefined;
  return stop(country, "vertical", {
    message: `Messages of this trade (${vertical.kind}) are allowed in the countries of policy.vertical only.`,
    fix: "Check WhatsApp's Business Messaging Policy for this country, and add it if it is listed there.",
  });
}

function stop(
  country: string | undefined,
  by: string,
  text: { readonly message: string; readonly fix: string },
): Stop {
  return refuse("COUNTRY_RESTRICTED", "row-46", {
    ...text,
    facts: { country: country ?? null, "country.restrictedBy": by },
  });
}
