import type { ButtonDefinition } from "./button-definition.js";
import type { CardDefinition, TemplateInput, VariableKind } from "./template-definition.js";
import { isPosition, variablesIn } from "./variables.js";

/** What a parameter holds. */
export type ParameterKind =
  | VariableKind
  | "image"
  | "video"
  | "gif"
  | "document"
  | "location"
  | "product"
  | "code"
  | "coupon_code"
  | "expiration"
  | "flow"
  | "catalog"
  | "products"
  | "order_details"
  | "order_status"
  | "call"
  | "cards";

/** One key of `params`. */
export interface TemplateParameter {
  readonly name: string;
  readonly kind: ParameterKind;
  readonly optional: boolean;
}

/** The parameters of a template or of one of its cards, each once. */
export function parametersOf(of: TemplateInput | CardDefinition): readonly TemplateParameter[] {
  let parameters = known.get(of);
  if (parameters === undefined) {
    const byName = new Map(occurrences(of).map((parameter) => [parameter.name, parameter]));
    known.set(of, (parameters = [...byName.values()]));
  }
  return parameters;
}

/** A template does not change, and every send asks. */
const known = new WeakMap<object, readonly TemplateParameter[]>();

/** Every place that takes a parameter; one name may stand in several. */
export function occurrences(of: TemplateInput | CardDefinition): readonly TemplateParameter[] {
  if ("category" in of && of.category === "authentication") return [required("code", "code")];
  const { header, body = "", buttons = [] } = of;
  const kinds = ("kinds" in of ? of.kinds : undefined) ?? {};
  return [
    ...variablesIn(body).map((name) => required(name, kinds[name] ?? "text")),
    ...(header?.format === undefined
      ? variablesIn(header?.text ?? "").map((name) => required(slotName(name, "header"), "text"))
      : [required("header", header.format)]),
    ...buttons.flatMap(buttonParameters),
    ...("category" in of ? wholeTemplate(of) : []),
  ];
}

function wholeTemplate(template: TemplateInput): TemplateParameter[] {
  if (template.category === "authentication") return [];
  return [
    ...(template.limitedTimeOffer?.expires === true ? [required("offerExpiresAt", "expiration")] : []),
    ...(template.orderStatus === true ? [required("orderStatus", "order_status")] : []),
    ...(template.cards === undefined ? [] : [required("cards", "cards")]),
  ];
}

function buttonParameters(button: ButtonDefinition): TemplateParameter[] {
  switch (button.type) {
    case "url":
      return variablesIn(button.url).map((name) => required(slotName(name, "url"), "text"));
    case "quick_reply":
      return variablesIn(button.payload ?? "").map((name) => required(name, "text"));
    case "copy_code":
      return [required("couponCode", "coupon_code")];
    case "mpm":
      return [required("products", "products")];
    case "order_details":
      return [required("orderDetails", "order_details")];
    case "flow":
      return [optional("flow", "flow")];
    case "catalog":
      return [optional("catalog", "catalog")];
    case "voice_call":
      return [optional("call", "call")];
    case "phone_number":
    case "spm":
    case "request_contact_info":
      return [];
  }
}

/** Meta counts `{{1}}` anew in each component: outside the body it has a name of its own. */
export function slotName(variable: string, slot: "header" | "url"): string {
  return isPosition(variable) ? slot : variable;
}

function required(name: string, kind: ParameterKind): TemplateParameter {
  return { name, kind, optional: false };
}

function optional(name: string, kind: ParameterKind): TemplateParameter {
  return { name, kind, optional: true };
}
