import { type ButtonDefinition, labelOf } from "../button-definition.js";
import { isPosition, variablesIn } from "../variables.js";
import { isText, lengthOf, type Report } from "./report.js";
import { checkBraces } from "./text-rules.js";

const MOST: Readonly<Record<ButtonDefinition["type"], number>> = {
  quick_reply: 10,
  url: 2,
  phone_number: 1,
  copy_code: 1,
  flow: 1,
  catalog: 1,
  mpm: 1,
  spm: 1,
  order_details: 1,
  voice_call: 1,
  request_contact_info: 1,
};
/** No other button stands beside these. */
const ALONE: readonly ButtonDefinition["type"][] = ["catalog", "mpm"];

/** L10, L11: the buttons of a template or of a card. */
export function checkButtons(
  field: string,
  buttons: readonly ButtonDefinition[] | undefined,
  report: Report,
): void {
  if (buttons === undefined) return;
  if (buttons.length < 1 || buttons.length > 10) {
    report(field, "1 to 10 (L10)");
    return;
  }
  for (const [type, most] of Object.entries(MOST)) {
    if (buttons.filter((button) => button.type === type).length > most)
      report(field, `at most ${String(most)} of type ${type} (L10)`);
  }
  const alone = buttons.find(({ type }) => ALONE.includes(type));
  if (alone !== undefined && buttons.length > 1) report(field, `${alone.type} stands alone (L10)`);
  const runs = buttons.filter(
    (button, index) => button.type === "quick_reply" && buttons[index - 1]?.type !== "quick_reply",
  ).length;
  if (runs > 1) report(field, "quick replies stand together (L10)");
  checkUrlVariables(field, buttons, report);
  for (const [index, button] of buttons.entries()) checkButton(button, `${field}[${String(index)}]`, report);
}

/** Two URLs with `{{1}}` would both be `params.url`. */
function checkUrlVariables(field: string, buttons: readonly ButtonDefinition[], report: Report): void {
  const positional = buttons.filter(
    (button) => button.type === "url" && variablesIn(button.url).some(isPosition),
  );
  if (positional.length > 1)
    report(field, "two URLs with {{1}}: give their variables names, which Meta does not see (L11)");
}

function checkButton(button: ButtonDefinition, field: string, report: Report): void {
  switch (button.type) {
    case "copy_code":
      if (!/^[A-Za-z0-9]{1,15}$/.test(button.example))
        report(`${field}.example`, "1 to 15 letters and digits (L10)");
      return;
    case "quick_reply":
      checkLabel(button, 25, field, report);
      checkPayload(button.payload, `${field}.payload`, report);
      return;
    case "url":
      checkLabel(button, 25, field, report);
      checkUrl(button.url, `${field}.url`, report);
      return;
    case "phone_number":
      checkLabel(button, 25, field, report);
      if (!isText(button.phoneNumber) || button.phoneNumber.length > 20)
        report(`${field}.phoneNumber`, "1 to 20 characters (L10)");
      return;
    case "flow": {
      checkLabel(button, 25, field, report);
      const given = [button.flowId, button.flowName, button.flowJson].filter((flow) => flow !== undefined);
      if (given.length !== 1) report(field, "exactly one of flowId, flowName and flowJson (L10)");
      return;
    }
    case "voice_call":
      checkLabel(button, 20, field, report);
      if (button.ttlMinutes !== undefined && !(Number.isInteger(button.ttlMinutes) && button.ttlMinutes >= 1))
        report(`${field}.ttlMinutes`, "whole minutes, at least 1 (L10)");
      return;
    case "catalog":
    case "mpm":
    case "spm":
    case "order_details":
    case "request_contact_info":
      return;
  }
}

function checkLabel(button: ButtonDefinition, max: number, field: string, report: Report): void {
  const label = labelOf(button);
  if (!isText(label) || lengthOf(label) > max)
    report(`${field}.text`, `1 to ${String(max)} characters (L10)`);
  else if (/\{\{/.test(label)) report(`${field}.text`, "no variables (L10)");
}

function checkPayload(payload: string | undefined, field: string, report: Report): void {
  if (payload === undefined) return;
  const fixed = payload.replace(/\{\{[^{}]*\}\}/g, "x");
  if (payload === "" || lengthOf(fixed) > 128) report(field, "1 to 128 characters (L10)");
  checkBraces(field, payload.replace(/(?<!\{)\{(?!\{)|(?<!\})\}(?!\})/g, ""), report);
}

function checkUrl(value: unknown, field: string, report: Report): void {
  if (!isText(value) || value.length > 2_000 || !/^https?:\/\/[^\s{}]+/.test(value)) {
    report(field, "an http or https address of at most 2000 characters (L11)");
    return;
  }
  const names = variablesIn(value);
  if (names.length > 1 || (names.length === 1 && !value.endsWith(`{{${names[0] ?? ""}}}`)))
    report(field, "one variable, at the very end (L11)");
  checkBraces(field, value, report);
}
