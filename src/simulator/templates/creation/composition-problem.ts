import { badParameter, type GraphFailure } from "../../graph-failure.js";
import { upper } from "../../json.js";
import type { TemplateDraft } from "../template-draft.js";
import { badBody } from "./refusals.js";

/** Which components stand beside each other. */
export function compositionProblem({
  components,
  category,
  subCategory,
}: TemplateDraft): GraphFailure | undefined {
  const types = components.map((item) => upper(item.type));
  if (!types.includes("BODY")) return badBody("Message template must have a body component.");
  if (new Set(types).size < types.length) return badParameter("Each component type may stand once.");
  if (subCategory !== "ORDER_STATUS") return undefined;
  if (category !== "UTILITY") return badParameter("An order status is a UTILITY template.");
  return types.some((type) => type !== "BODY" && type !== "FOOTER")
    ? badParameter("An order status has BODY and FOOTER only.")
    : undefined;
}
