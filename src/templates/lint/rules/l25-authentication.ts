import type { LintIssue, LintRule } from "../lint-rule.js";
import type { ButtonView, OtpView, TemplateView } from "../template-view.js";
import { isText, lengthOf } from "../text/measure.js";
import { allButtons } from "../view-parts.js";

export const L25: LintRule = {
  id: "L25",
  severity: "error",
  title: "A one-time code has Meta's text and one OTP button",
  why: "Meta writes the text; header, media and links are not allowed, the code lives 1 to 90 minutes, and one-tap names its apps.",
  fix: "Leave out what is more, or use another category.",
  refusedBy: "creation",
  subcodes: [2388072, 2388073, 2388040],
  check: (view) => {
    if (view.components === undefined || view.source === "account") return [];
    return view.category === "authentication" ? authenticationIssues(view) : strayIssues(view);
  },
};

function strayIssues(view: TemplateView): LintIssue[] {
  return allButtons(view)
    .filter(({ type }) => type === "otp")
    .map(({ field }) => ({ field, message: "OTP buttons stand in authentication templates only." }));
}

function authenticationIssues(view: TemplateView): LintIssue[] {
  const { body, footer, buttons = [], codeExpirationMinutes: minutes } = view;
  const issues: LintIssue[] = [];
  if (body !== undefined) issues.push({ field: "body", message: "Meta writes the body." });
  if (footer !== undefined)
    issues.push({ field: "footer", message: "The footer tells the expiry and has no text of its own." });
  for (const type of view.components ?? [])
    if (!["body", "footer", "buttons"].includes(type))
      issues.push({ field: type, message: `A one-time code has no ${type}.` });
  if (minutes !== undefined && !(Number.isInteger(minutes) && minutes >= 1 && minutes <= 90))
    issues.push({ field: "codeExpirationMinutes", message: "A code lives 1 to 90 whole minutes." });
  const [button] = buttons;
  if (buttons.length !== 1 || button?.type !== "otp")
    return [...issues, { field: "buttons", message: "Exactly one OTP button." }];
  return [...issues, ...buttonIssues(button)];
}

function buttonIssues({ field, label, otp }: ButtonView): LintIssue[] {
  if (otp === undefined) return [];
  const issues = [...labelIssues(label, `${field}.text`)];
  switch (otp.type) {
    case "copy_code":
      return issues;
    case "one_tap":
    case "zero_tap":
      issues.push(...labelIssues(otp.autofillLabel, `${field}.autofillText`), ...appIssues(otp, field));
      if (otp.type === "zero_tap" && otp.termsAccepted !== true)
        issues.push({ field, message: "Zero-tap needs Meta's terms accepted." });
      return issues;
    default:
      return [...issues, { field, message: `There is no OTP button of type ${otp.type}.` }];
  }
}

function labelIssues(label: string | undefined, field: string): LintIssue[] {
  return label === undefined || (isText(label) && lengthOf(label) <= 25)
    ? []
    : [{ field, message: "A label has 1 to 25 characters." }];
}

function appIssues({ apps = [] }: OtpView, field: string): LintIssue[] {
  if (apps.length < 1 || apps.length > 5)
    return [{ field: `${field}.apps`, message: `1 to 5 apps, not ${String(apps.length)}.` }];
  return apps.flatMap(({ packageName, signatureHash }, index) => {
    const at = `${field}.apps[${String(index)}]`;
    const issues: LintIssue[] = [];
    if (packageName.length > 224 || !/^[A-Za-z]\w*(?:\.[A-Za-z]\w*)+$/.test(packageName))
      issues.push({ field: `${at}.packageName`, message: "An Android package of at most 224 characters." });
    if (lengthOf(signatureHash) !== 11)
      issues.push({ field: `${at}.signatureHash`, message: "Exactly 11 characters." });
    return issues;
  });
}
