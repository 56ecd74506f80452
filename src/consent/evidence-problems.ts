import type { ValidationProblem } from "../core/index.js";
import { GIVES } from "./event-order.js";
import type { ConsentAction, ConsentBasis, ConsentMethod, Evidence } from "./types.js";

type Field = keyof Evidence;
/** Each inner list is satisfied by any one of its fields. */
type Needs = readonly (readonly Field[])[];

const SHOWN_ON_SCREEN: Needs = [["businessName"], ["disclosureText"], ["language"], ["pageUrl", "formId"]];
const IN_CHAT: Needs = [["messageId"]];
const IN_WRITING: Needs = [["businessName"], ["disclosureText"], ["messageId", "inboundText"]];
/** ePrivacy directive, article 13(2): a sale, and the chance to refuse when the number was given (compliance 2.2). */
const SOFT: Needs = [["saleRef"], ["optOutOffered"]];
const BY_A_PERSON: Needs = [["agentId", "documentRef"]];

/** What proves an opt-in, by the way it was given (compliance 3.3; rows it does not name are ours). */
const NEEDS: Readonly<Record<Exclude<ConsentMethod, "webhook_error">, Needs>> = {
  web_form: SHOWN_ON_SCREEN,
  app: SHOWN_ON_SCREEN,
  qr: SHOWN_ON_SCREEN,
  sms: IN_WRITING,
  email: IN_WRITING,
  whatsapp_keyword: IN_CHAT,
  whatsapp_button: IN_CHAT,
  whatsapp_flow: IN_CHAT,
  // Meta's preference webhook carries no message id: its own key stands as the source.
  whatsapp_native: [["messageId", "source"]],
  in_app_signup: [["signupId"]],
  verbal: BY_A_PERSON,
  ivr: BY_A_PERSON,
  pos: BY_A_PERSON,
  paper: BY_A_PERSON,
  api: [["businessName"], ["disclosureText"], ["language"], ["documentRef", "formId", "agentId"]],
  import: [["batchId"], ["source"], ["collectedFrom"], ["collectedTo"], ["attestedBy"]],
};

/**
 * Says what is missing from the evidence of an opt-in, one problem for each missing field; empty when it would stand.
 * Asking for consent and ending it need no evidence. Pure. Source: compliance 3.3.
 */
export function evidenceProblems(
  action: ConsentAction,
  method: ConsentMethod,
  basis: ConsentBasis,
  evidence: Evidence,
): readonly ValidationProblem[] {
  if (!GIVES.includes(action)) return [];
  if (method === "webhook_error")
    return [{ field: "method", problem: "an error of Meta can end consent, never give it" }];
  const needs: Needs = basis === "soft_opt_in" ? [...NEEDS[method], ...SOFT] : NEEDS[method];
  return needs
    .filter((fields) => fields.every((field) => isBlank(evidence[field])))
    .map((fields) => ({
      field: `evidence.${fields.join(" or evidence.")}`,
      problem: SOFT.includes(fields) ? "needed for a soft opt-in" : `needed for an opt-in by ${method}`,
    }));
}

function isBlank(value: unknown): boolean {
  return typeof value !== "string" || value.trim() === "";
}
