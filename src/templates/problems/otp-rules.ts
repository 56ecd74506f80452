import type { AuthenticationTemplateInput } from "../template-definition.js";
import { isText, lengthOf, type Report } from "./report.js";

/** L25: one-time codes. */
export function checkAuthentication(template: AuthenticationTemplateInput, report: Report): void {
  const { codeExpirationMinutes: minutes, otp } = template;
  if (minutes !== undefined && !(Number.isInteger(minutes) && minutes >= 1 && minutes <= 90))
    report("codeExpirationMinutes", "1 to 90 (L25)");
  if (otp === undefined) return;
  checkLabel("otp.text", otp.text, report);
  if (otp.type === "copy_code") return;
  checkLabel("otp.autofillText", otp.autofillText, report);
  if (otp.apps.length < 1 || otp.apps.length > 5) report("otp.apps", "1 to 5 (L25)");
  for (const [index, { packageName, signatureHash }] of otp.apps.entries()) {
    const field = `otp.apps[${String(index)}]`;
    if (packageName.length > 224 || !/^[A-Za-z]\w*(?:\.[A-Za-z]\w*)+$/.test(packageName))
      report(`${field}.packageName`, "an Android package of at most 224 characters (L25)");
    if (lengthOf(signatureHash) !== 11) report(`${field}.signatureHash`, "exactly 11 characters (L25)");
  }
}

function checkLabel(field: string, label: string | undefined, report: Report): void {
  if (label !== undefined && (!isText(label) || lengthOf(label) > 25))
    report(field, "1 to 25 characters (L25)");
}
