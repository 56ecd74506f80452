import { belongsTo, linksOf } from "../links.js";
import type { LintRule } from "../lint-rule.js";

export const L23: LintRule = {
  id: "L23",
  severity: "warning",
  title: "Links lead to the business's own domain",
  why: "A link to a strange domain looks like phishing to reviewers and people. Needs `business.domains`.",
  fix: "Link to your own domain, or add the domain to `business.domains`.",
  check: (view, { options }) => {
    const domains = options.business?.domains;
    if (domains === undefined) return [];
    return linksOf(view).flatMap(({ field, host }) =>
      domains.some((domain) => belongsTo(host, domain))
        ? []
        : [{ field, words: [host], message: `${host} is not a domain of the business.` }],
    );
  },
};
