import { belongsTo, linksOf } from "../links.js";
import type { LintRule } from "../lint-rule.js";

const SHORTENERS =
  "bit.ly tinyurl.com goo.gl t.co ow.ly is.gd cutt.ly rebrand.ly t.ly buff.ly rb.gy shorturl.at wa.me api.whatsapp.com".split(
    " ",
  );

export const L22: LintRule = {
  id: "L22",
  severity: "error",
  title: "No shortened links and no wa.me",
  why: "Reviewers refuse links that hide where they lead, and links back to WhatsApp.",
  fix: "Link to your own domain.",
  refusedBy: "review",
  check: (view) =>
    linksOf(view).flatMap(({ field, host }) =>
      SHORTENERS.some((domain) => belongsTo(host, domain))
        ? [{ field, words: [host], message: `${host} hides where the link leads.` }]
        : [],
    ),
};
