import { badParameter, type GraphFailure } from "../../graph-failure.js";
import { lengthOf, record, text, upper } from "../../json.js";
import { buttonsOf, component } from "../simulated-template.js";
import type { TemplateDraft } from "../template-draft.js";
import { badFooter, badHeader } from "./refusals.js";

/** A limited-time offer and what stands beside it. */
export function offerProblem(draft: TemplateDraft): GraphFailure | undefined {
  const item = component(draft, "LIMITED_TIME_OFFER");
  if (item === undefined) return undefined;
  if (draft.category !== "MARKETING")
    return badParameter("A limited-time offer stands in MARKETING templates only.");
  const offer = record(item.limited_time_offer) ?? item;
  const words = text(offer.text)?.trim() ?? "";
  if (words === "" || lengthOf(text(offer.text) ?? "") > 16)
    return badParameter("The text of a limited-time offer has 1 to 16 characters.");
  if (component(draft, "FOOTER") !== undefined) return badFooter("A limited-time offer has no footer.");
  const header = component(draft, "HEADER");
  if (header !== undefined && !["IMAGE", "VIDEO"].includes(upper(header.format)))
    return badHeader("A limited-time offer has a header of IMAGE or VIDEO.");
  const code = buttonsOf(draft).findIndex((button) => upper(button.type) === "COPY_CODE");
  if (code > 0) return badParameter("The COPY_CODE button of a limited-time offer comes first.");
  return offer.has_expiration === true && code < 0
    ? badParameter("A limited-time offer that expires needs a COPY_CODE button.")
    : undefined;
}
