import { DAY, MINUTE } from "../../core/index.js";
import { hold, isTemplate, type Rule, type RuleContext } from "../rule.js";
import type { TemplateRequest } from "../policy-request.js";

interface Cap {
  readonly name: string;
  readonly count: number;
  readonly limit: number;
  readonly periodMs: number;
}

/** Guard G12, row 34: what one person gets from this business, by category and in all. */
export const recipientCap: Rule = {
  ids: ["G12", "row-34"],
  evaluate: (context) => {
    if (!isTemplate(context)) return undefined;
    const reached = capsOf(context).find((cap) => cap.count >= cap.limit);
    if (reached === undefined) return undefined;
    return hold("RECIPIENT_CAP", context.category === "authentication" ? "row-34" : "G12", {
      message: `This person already got ${String(reached.count)} (${reached.name}), the most allowed.`,
      fix: "Try again later, if it still matters then.",
      facts: { cap: reached.name, count: reached.count, limit: reached.limit },
      retryAfterMs: reached.periodMs,
    });
  },
};

function capsOf(context: RuleContext<TemplateRequest>): readonly Cap[] {
  const { counts } = context.snapshot;
  const { caps } = context.config;
  const total: Cap = {
    name: "business-initiated in 24 h",
    count: counts.businessInitiated24h,
    limit: caps.businessInitiated24h,
    periodMs: DAY,
  };
  switch (context.category) {
    case "marketing":
      return [
        { name: "marketing in 24 h", count: counts.marketing24h, limit: caps.marketing24h, periodMs: DAY },
        {
          name: "marketing in 30 d",
          count: counts.marketing30d,
          limit: caps.marketing30d,
          periodMs: 30 * DAY,
        },
        total,
      ];
    case "authentication":
      return [
        {
          name: "authentication in 10 min",
          count: counts.authentication10min,
          limit: caps.authentication10min,
          periodMs: 10 * MINUTE,
        },
        {
          name: "authentication in 24 h",
          count: counts.authentication24h,
          limit: caps.authentication24h,
          periodMs: DAY,
        },
        total,
      ];
    case "utility":
      return [
        { name: "utility in 24 h", count: counts.utility24h, limit: caps.utility24h, periodMs: DAY },
        total,
      ];
  }
}
