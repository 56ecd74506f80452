import { type Breaker, inForce } from "../../account/index.js";
import { isTemplate, refuse, type Rule, type RuleContext, type Stop } from "../rule.js";

/**
 * Rows 7, 18, 44: Meta disabled, locked or restricted the account. Sending on makes it worse, so it stops here at once
 * and goes on as compliance 5.5 says: with the end that Meta names, a REINSTATE, or by hand.
 */
export const accountRestricted: Rule = {
  ids: ["row-7", "row-18", "row-44", "G21"],
  evaluate: (context) => {
    const account = context.snapshot.account;
    if (account === undefined) return undefined;
    if (inForce(account.closed, context.now)) return closed(context, account.closed);
    const restriction = account.restrictions.find(
      (one) => inForce(one, context.now) && stops(one.subject, context),
    );
    if (restriction !== undefined) return restricted(context, restriction);
    if (!isTemplate(context)) return undefined;
    if (inForce(account.payment, context.now)) return unpaid(context, account.payment);
    const direct = context.request.direct === true;
    if (inForce(account.classification, context.now) && (direct || context.category === "utility"))
      return restricted(context, account.classification);
    return undefined;
  },
};

/** What Meta's types of restriction stop. The others are about calls and new numbers. */
function stops(type: string, context: RuleContext): boolean {
  switch (type) {
    case "RESTRICTED_CUSTOMER_INITIATED_MESSAGING":
      return true;
    case "RESTRICTED_BIZ_INITIATED_MESSAGING":
      return isTemplate(context);
    case "RESTRICTED_UTILITY_TEMPLATES":
      return isTemplate(context) && context.category === "utility";
    case "RESTRICTED_DIRECT_SEND_UTILITY_TEMPLATES":
      return isTemplate(context) && context.request.direct === true && context.category === "utility";
    default:
      return false;
  }
}

function rowOf(context: RuleContext, breaker: Breaker): string {
  if (!isTemplate(context)) return "row-7";
  const utility =
    breaker.topic === "template_classification" || breaker.subject.endsWith("UTILITY_TEMPLATES");
  return utility ? "row-18" : "row-44";
}

function closed(context: RuleContext, breaker: Breaker): Stop {
  const away = breaker.topic !== "ban";
  return stop(context, breaker, {
    message: away
      ? "The account or its number was taken from this app."
      : "Meta has disabled or locked this WhatsApp Business Account: nothing can be sent.",
    fix: away
      ? "Connect it again in Meta's Business Manager; Meta's webhook then lets sends go on."
      : "Appeal in Business Support Home. Meta's REINSTATE lets sends go on; if none comes, account.release().",
  });
}

function restricted(context: RuleContext, breaker: Breaker): Stop {
  const type = breaker.topic === "restriction" ? breaker.subject : "131064";
  return stop(context, breaker, {
    message: `Meta has restricted this WhatsApp Business Account (${type}).`,
    fix:
      breaker.until === undefined
        ? "Do what Meta asks for in Business Support Home, then account.release() says who lifted it and why."
        : "Wait until it ends, and mend what led to it: Business Support Home says what.",
  });
}

function unpaid(context: RuleContext, breaker: Breaker): Stop {
  return stop(context, breaker, {
    message: "Meta reported a payment problem of this account (131042).",
    fix: "Settle it in Meta's Business Manager. One send an hour finds out whether it is settled; account.release() at once.",
  });
}

function stop(
  context: RuleContext,
  breaker: Breaker,
  text: { readonly message: string; readonly fix: string },
): Stop {
  return refuse("ACCOUNT_RESTRICTED", rowOf(context, breaker), {
    ...text,
    facts: {
      "account.breaker": breaker.topic,
      ...(breaker.topic === "restriction" ? { "account.restriction": breaker.subject } : {}),
      "account.sinceMs": context.now - breaker.since,
      "account.endsInMs": breaker.until === undefined ? null : breaker.until - context.now,
      ...(breaker.code === undefined ? {} : { "account.code": breaker.code }),
    },
  });
}
