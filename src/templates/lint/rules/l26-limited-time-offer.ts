import type { LintIssue, LintRule } from "../lint-rule.js";
import { isText, lengthOf } from "../text/measure.js";

export const L26: LintRule = {
  id: "L26",
  severity: "error",
  title: "A limited-time offer: 16 characters, in marketing, without a footer",
  why: "Its header is an image or a video; its coupon button comes first, and an offer that expires needs one.",
  fix: "Keep what Meta takes beside an offer.",
  refusedBy: "creation",
  subcodes: [2388073, 2388047],
  check: ({ offer, header, components, buttons = [], category }) => {
    if (offer === undefined) return [];
    const issues: LintIssue[] = [];
    if (category !== "marketing")
      issues.push({ field: "limitedTimeOffer", message: "An offer stands in marketing templates only." });
    if (!isText(offer.text) || lengthOf(offer.text) > 16)
      issues.push({ field: "limitedTimeOffer.text", message: "1 to 16 characters." });
    if (components?.includes("footer") === true)
      issues.push({ field: "footer", message: "Beside an offer there is no footer." });
    if (header !== undefined && header.format !== "image" && header.format !== "video")
      issues.push({ field: "header", message: "Beside an offer there is only a header of image or video." });
    const coupon = buttons.findIndex(({ type }) => type === "copy_code");
    if (coupon > 0)
      issues.push({ field: "buttons", message: "The copy_code button of an offer comes first." });
    if (offer.expires && coupon < 0)
      issues.push({ field: "buttons", message: "An offer that expires needs a copy_code button." });
    return issues;
  },
};
