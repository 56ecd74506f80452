import { essenceOf } from "./template-essence.js";
import { record } from "./read-json.js";
import type { TemplateJson } from "./template-json.js";

/** One thing in which two forms of a template differ. */
export interface TemplateDifference {
  /** Where: `body.text`, `buttons.buttons[1].url`, `category`. */
  readonly field: string;
  /** What the code says; undefined when it says nothing there. */
  readonly code: unknown;
  /** What the account has. */
  readonly account: unknown;
}

/** What a comparison of code and account looks at. */
export interface CompareOptions {
  /** Compare samples too. Default false: nobody receives them. Uploaded media samples are never compared. */
  readonly samples?: boolean | undefined;
}

/**
 * How a template in code differs from the account's: texts, formats, buttons, cards, category, time to live. What code
 * leaves to Meta (labels of one-time codes, the first screen of a flow, the default time to live) is no difference. Pure.
 *
 * @param code, account - in the form of `templateJson`.
 */
export function compareTemplates(
  code: TemplateJson,
  account: TemplateJson,
  { samples = false }: CompareOptions = {},
): readonly TemplateDifference[] {
  const found: TemplateDifference[] = [];
  walk(essenceOf(code, samples), essenceOf(account, samples), "", found);
  return found;
}

/** Left out in code, these are Meta's to choose. */
const LEFT_TO_META = [
  "sub_category",
  "message_send_ttl_seconds",
  "cta_url_link_tracking_opted_out",
  "autofill_text",
  "flow_id",
  "flow_action",
  "navigate_screen",
  "icon",
  "ttl_minutes",
  "example",
];
/** Said at creation, and not shown again. */
const NOT_SHOWN = ["flow_name", "flow_json", "example", "sub_category"];

/** Collects where two essences differ. */
export function walk(code: unknown, account: unknown, field: string, found: TemplateDifference[]): void {
  const [mine, theirs] = [record(code), record(account)];
  if (mine !== undefined && theirs !== undefined) {
    for (const name of new Set([...Object.keys(mine), ...Object.keys(theirs)])) {
      if (mine[name] === undefined && LEFT_TO_META.includes(name)) continue;
      if (theirs[name] === undefined && NOT_SHOWN.includes(name)) continue;
      if (mine[name] === undefined && name === "text" && mine.type === "OTP") continue;
      walk(mine[name], theirs[name], field === "" ? name : `${field}.${name}`, found);
    }
    return;
  }
  if (Array.isArray(code) && Array.isArray(account)) {
    for (let index = 0; index < Math.max(code.length, account.length); index++)
      walk(code[index], account[index], `${field}[${String(index)}]`, found);
    return;
  }
  if (code !== account) found.push({ field, code, account });
}
