import type { ValidationProblem } from "../core/index.js";
import type { ConsentBasis, ConsentMethod, Evidence } from "./types.js";

type Field = keyof Evidence;
/** Each inner list is satisfied by any one of its fields. */
type Needs = readonly (readonly Field[])[];

const SHOWN_ON_SCREEN: Needs = [["businessName"], ["disclosureText"], ["language"], ["pageUrl", "formId"]];
const IN_CHAT: Needs = [["messageId"]];
const BY_A_PERSON: Needs = [["agentId", "documentRef"]];

/** What proves an opt-in, by the way it was given (compliance 3.3). */
const NEEDS: Readonly<Record<ConsentMethod, Needs>> = {
  web_form: SHOWN_ON_SCREEN,
  app: SHOWN_ON_SCREEN,
  qr: SHOWN_ON_SCREEN,
  sms: [["businessName"], ["disclosureText"], ["messageId", "inboundText"]],
  email: [["businessName"], ["disclosureText"], ["messageId", "inboundText"]],
  whatsapp_keyword: IN_CHAT,
  whatsapp_button: [["messageId"], ["businessName"], ["disclosureText"], ["language"]],
  whatsapp_flow: IN_CHAT,
  whatsapp_native: [],
  in_app_signup: [["signupId"]],
  verbal: BY_A_PERSON,
  ivr: BY_A_PERSON,
  pos: BY_A_PERSON,
  paper: BY_A_PERSON,
  api: [["businessName"], ["disclosureText"], ["language"], ["documentRef", "formId", "agentId"]],
  import: [["batchId"], ["source"], ["collectedFrom"], ["collectedTo"], ["attestedBy"]],
  webhook_error: [],
};

/** Says what is missing from the evidence of an opt-in; empty when it would stand. Ending consent needs no evidence. */
export function evidenceProblems(
  method: ConsentMethod,
  basis: ConsentBasis,
  evidence: Evidence,
): readonly ValidationProblem[] {
  const needs: Needs = basis === "soft_opt_in" ? [...NEEDS[method], ["saleRef"]] : NEEDS[method];
  return needs
    .filter((fields) => fields.every((field) => isBlank(evidence[field])))
    .map((fields) => ({
      field: `evidence.${fields.join(" or evidence.")}`,
      problem: `needed for an opt-in by ${method}`,
    }));
}

function isBlank(value: unknown): boolean {
  return typeof value !== "string" || value.trim() === "";
}
