import { inForce } from "../../account/index.js";
import { isTemplate, refuse, type Rule } from "../rule.js";

/** Row 52: the account takes marketing over the Marketing Messages API only (131063). */
export const marketingRoute: Rule = {
  ids: ["row-52"],
  evaluate: (context) => {
    if (!isTemplate(context) || context.category !== "marketing") return undefined;
    if (context.request.route === "marketing_messages") return undefined;
    const breaker = context.snapshot.account?.marketingRoute;
    if (!inForce(breaker, context.now)) return undefined;
    return refuse("MARKETING_ROUTE", "row-52", {
      message: "This account has switched marketing off on the Cloud API.",
      fix: "Set the marketingMessages option, or account.update({ disableMarketingMessagesOnCloudApi: false }) and account.release(). Meta would answer 131063.",
      facts: { "account.sinceMs": context.now - breaker.since },
    });
  },
};
