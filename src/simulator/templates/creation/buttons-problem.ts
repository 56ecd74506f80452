import { badParameter, type GraphFailure } from "../../graph-failure.js";
import { type Json, lengthOf, list, text, upper } from "../../json.js";
import { buttonsOf, component, variablesOf } from "../simulated-template.js";
import type { TemplateDraft } from "../template-draft.js";
import { badHeader, missingSample, tooLong } from "./refusals.js";

const MOST: Readonly<Record<string, number>> = {
  QUICK_REPLY: 10,
  URL: 2,
  PHONE_NUMBER: 1,
  COPY_CODE: 1,
  FLOW: 1,
  CATALOG: 1,
  MPM: 1,
  SPM: 1,
  VOICE_CALL: 1,
  ORDER_DETAILS: 1,
  REQUEST_CONTACT_INFO: 1,
  CALL_PERMISSION_REQUEST: 1,
};
const LABELS: Readonly<Record<string, number>> = {
  QUICK_REPLY: 25,
  URL: 25,
  PHONE_NUMBER: 25,
  FLOW: 25,
  VOICE_CALL: 20,
};

/** The buttons of a template, and the header that some of them need. */
export function buttonsProblem(draft: TemplateDraft): GraphFailure | undefined {
  const buttons = buttonsOf(draft);
  const types = buttons.map((button) => upper(button.type));
  if (component(draft, "BUTTONS") !== undefined) {
    const problem = rowProblem(buttons);
    if (problem !== undefined) return problem;
  }
  if (draft.category !== "MARKETING" && types.some((type) => ["CATALOG", "MPM", "SPM"].includes(type)))
    return badParameter("Catalogue and product buttons stand in MARKETING templates only.");
  const header = component(draft, "HEADER");
  const format = header === undefined ? undefined : upper(header.format, "TEXT");
  if (types.includes("SPM") !== (format === "PRODUCT"))
    return badHeader("A PRODUCT header and an SPM button go together.");
  return types.includes("MPM") && format !== "TEXT"
    ? badHeader("An MPM button needs a TEXT header.")
    : undefined;
}

/** A row of buttons, of the template or of a card. */
export function rowProblem(buttons: readonly Json[]): GraphFailure | undefined {
  const types = buttons.map((button) => upper(button.type));
  if (buttons.length < 1 || buttons.length > 10) return badParameter("A template has 1 to 10 buttons.");
  if (types.includes("OTP")) return badParameter("OTP buttons are for authentication templates.");
  for (const [type, most] of Object.entries(MOST)) {
    if (types.filter((item) => item === type).length > most)
      return badParameter(`A template has at most ${String(most)} ${type} buttons.`);
  }
  if (types.length > 1 && types.some((type) => type === "CATALOG" || type === "MPM"))
    return badParameter("A CATALOG or MPM button stands alone.");
  // Quick replies stand together: nothing may stand between two of them.
  const first = types.indexOf("QUICK_REPLY");
  const last = types.lastIndexOf("QUICK_REPLY");
  if (first >= 0 && types.slice(first, last + 1).some((type) => type !== "QUICK_REPLY"))
    return badParameter("Quick reply buttons must be grouped together.");
  for (const button of buttons) {
    const problem = buttonProblem(button);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function buttonProblem(button: Json): GraphFailure | undefined {
  const type = upper(button.type);
  const most = LABELS[type];
  if (most !== undefined) {
    const label = text(button.text);
    if (label === undefined || label.trim() === "") return badParameter(`A ${type} button needs a text.`);
    if (lengthOf(label) > most) return tooLong("button text", most);
    if (label.includes("{{")) return badParameter("The text of a button has no variables.");
  }
  switch (type) {
    case "URL":
      return urlProblem(button);
    case "PHONE_NUMBER": {
      const number = text(button.phone_number);
      return number === undefined || number.trim() === "" || number.length > 20
        ? badParameter("A PHONE_NUMBER button needs a phone_number of at most 20 characters.")
        : undefined;
    }
    case "COPY_CODE": {
      const example = list(button.example)[0] ?? button.example;
      return typeof example === "string" && /^[A-Za-z0-9]{1,15}$/.test(example)
        ? undefined
        : badParameter("A COPY_CODE button needs an example of 1 to 15 letters and digits.");
    }
    case "FLOW":
      return [button.flow_id, button.flow_name, button.flow_json].filter((item) => item !== undefined)
        .length === 1
        ? undefined
        : badParameter("A FLOW button needs exactly one of flow_id, flow_name and flow_json.");
    case "VOICE_CALL": {
      const { ttl_minutes: minutes } = button;
      return minutes === undefined ||
        (typeof minutes === "number" && Number.isInteger(minutes) && minutes >= 1)
        ? undefined
        : badParameter("ttl_minutes must be whole minutes.");
    }
    default:
      return undefined;
  }
}

function urlProblem(button: Json): GraphFailure | undefined {
  const url = text(button.url);
  if (url === undefined || !/^https?:\/\/[^\s{}]/.test(url) || url.length > 2_000)
    return badParameter("A URL button needs a url with scheme, of at most 2000 characters.");
  if (/[{}]/.test(url.replace(/\{\{[a-z0-9_]+\}\}/g, "")) || (url.match(/\{\{/g)?.length ?? 0) > 1)
    return badParameter("A URL may have one variable, at its very end.");
  const variables = variablesOf(url);
  if (variables.length === 0) return undefined;
  if (!url.endsWith("}}")) return badParameter("A URL may have one variable, at its very end.");
  const sample = list(button.example)[0] ?? button.example;
  return typeof sample === "string" && sample.trim() !== "" ? undefined : missingSample("button");
}
