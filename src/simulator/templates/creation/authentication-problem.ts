import { badParameter, type GraphFailure } from "../../graph-failure.js";
import { type Json, lengthOf, list, record, text, upper } from "../../json.js";
import { buttonsOf, component } from "../simulated-template.js";
import type { TemplateDraft } from "../template-draft.js";
import { badBody, badFooter, tooLong } from "./refusals.js";

/** A one-time code: Meta's text, an expiry and one OTP button. */
export function authenticationProblem(draft: TemplateDraft): GraphFailure | undefined {
  if (component(draft, "BODY")?.text !== undefined)
    return badBody("An authentication template has a preset body.");
  const footer = component(draft, "FOOTER");
  if (footer?.text !== undefined) return badFooter("An authentication template has a preset footer.");
  const stray = draft.components.find(({ type }) => !["BODY", "FOOTER", "BUTTONS"].includes(upper(type)));
  if (stray !== undefined) return badParameter(`An authentication template has no ${upper(stray.type)}.`);
  const minutes = footer?.code_expiration_minutes;
  if (
    minutes !== undefined &&
    !(typeof minutes === "number" && Number.isInteger(minutes) && minutes >= 1 && minutes <= 90)
  )
    return badParameter("Param code_expiration_minutes must be 1 to 90.");
  const buttons = buttonsOf(draft);
  const [button] = buttons;
  if (buttons.length !== 1 || button === undefined || upper(button.type) !== "OTP")
    return badParameter("An authentication template needs exactly one OTP button.");
  return otpProblem(button);
}

function otpProblem(button: Json): GraphFailure | undefined {
  const kind = upper(button.otp_type);
  if (!["COPY_CODE", "ONE_TAP", "ZERO_TAP"].includes(kind))
    return badParameter("Param otp_type must be one of {COPY_CODE, ONE_TAP, ZERO_TAP}.");
  const problem = labelProblem(button.text);
  if (problem !== undefined || kind === "COPY_CODE") return problem;
  const apps = list(button.supported_apps).map((app) => record(app) ?? {});
  if (apps.length < 1 || apps.length > 5) return badParameter("Param supported_apps must hold 1 to 5 apps.");
  for (const app of apps) {
    const name = text(app.package_name) ?? "";
    if (name.length > 224 || !/^[A-Za-z]\w*(?:\.[A-Za-z]\w*)+$/.test(name))
      return badParameter("Param package_name is no Android package.");
    if (lengthOf(text(app.signature_hash) ?? "") !== 11)
      return badParameter("Param signature_hash must have 11 characters.");
  }
  if (kind === "ZERO_TAP" && button.zero_tap_terms_accepted !== true)
    return badParameter("Zero-tap needs zero_tap_terms_accepted.");
  return labelProblem(button.autofill_text);
}

function labelProblem(label: unknown): GraphFailure | undefined {
  if (label === undefined) return undefined;
  if (typeof label !== "string" || label.trim() === "")
    return badParameter("The text of a button may not be empty.");
  return lengthOf(label) > 25 ? tooLong("button text", 25) : undefined;
}
