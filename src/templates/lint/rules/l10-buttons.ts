import type { LintIssue, LintRule } from "../lint-rule.js";
import type { ButtonView, TemplateView } from "../template-view.js";
import { isText, lengthOf, NOT_PLAIN, replaceVariables } from "../text/measure.js";

const MOST: Readonly<Record<string, number>> = {
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
  call_permission_request: 1,
};
/** No other button stands beside these. */
const ALONE = ["catalog", "mpm"];
const SELLING = ["catalog", "mpm", "spm"];
/** Labels of our own, with their most characters. */
const LABELLED: Readonly<Record<string, number>> = {
  quick_reply: 25,
  url: 25,
  phone_number: 25,
  flow: 25,
  voice_call: 20,
};

export const L10: LintRule = {
  id: "L10",
  severity: "error",
  title: "Buttons: at most 10, quick replies together, and not more of a type than Meta takes",
  why: "2 URLs, 1 of every other type but quick replies; labels of 1 to 25 characters without variables. Catalogue and product buttons stand alone and in marketing only.",
  fix: "Take buttons out, or reorder them.",
  refusedBy: "creation",
  subcodes: [2388040, 2388047],
  check: (view) => {
    if (view.category === "authentication") return [];
    return [
      ...(view.buttons === undefined ? [] : rowIssues("buttons", view.buttons)),
      ...sellingIssues(view),
      ...(view.cards ?? []).flatMap(({ field, header, buttons }) => [
        ...cardIssues(`${field}.buttons`, header?.format === "product" ? "product" : "media", buttons),
        ...(buttons.length === 0 ? [] : rowIssues(`${field}.buttons`, buttons)),
      ]),
    ];
  },
};

function rowIssues(field: string, buttons: readonly ButtonView[]): LintIssue[] {
  if (buttons.length < 1 || buttons.length > 10)
    return [{ field, message: `1 to 10 buttons, not ${String(buttons.length)}.` }];
  const issues: LintIssue[] = [];
  for (const [type, most] of Object.entries(MOST))
    if (buttons.filter((button) => button.type === type).length > most)
      issues.push({ field, message: `At most ${String(most)} of type ${type}.` });
  const alone = buttons.find(({ type }) => ALONE.includes(type));
  if (alone !== undefined && buttons.length > 1)
    issues.push({ field, message: `A button of type ${alone.type} stands alone.` });
  const runs = buttons.filter(
    ({ type }, index) => type === "quick_reply" && buttons[index - 1]?.type !== "quick_reply",
  ).length;
  if (runs > 1) issues.push({ field, message: "Quick replies stand together." });
  return [...issues, ...buttons.flatMap(buttonIssues)];
}

/** Catalogues and products sell; a product header has its "View", several products a text header. */
function sellingIssues({ category, buttons = [], header }: TemplateView): LintIssue[] {
  const has = (type: string): boolean => buttons.some((button) => button.type === type);
  const issues: LintIssue[] = [];
  if (category !== "marketing")
    for (const { type, field } of buttons)
      if (SELLING.includes(type))
        issues.push({ field, message: `A button of type ${type} stands in marketing templates only.` });
  if (has("spm") !== (header?.format === "product"))
    issues.push({ field: "header", message: "A product header and an spm button go together." });
  if (has("mpm") && !isText(header?.text?.text))
    issues.push({ field: "header", message: "An mpm button needs a text header." });
  return issues;
}

const ON_CARDS: Readonly<Record<"media" | "product", readonly string[]>> = {
  media: ["quick_reply", "url", "phone_number"],
  product: ["spm", "url"],
};

function cardIssues(field: string, kind: "media" | "product", buttons: readonly ButtonView[]): LintIssue[] {
  const most = kind === "product" ? 1 : 2;
  const issues: LintIssue[] = [];
  if (buttons.length < 1 || buttons.length > most)
    issues.push({
      field,
      message: `A ${kind} card has ${most === 1 ? "exactly 1 button" : "1 or 2 buttons"}.`,
    });
  if (buttons.some(({ type }) => !ON_CARDS[kind].includes(type)))
    issues.push({ field, message: `Only ${ON_CARDS[kind].join(", ")} on a ${kind} card.` });
  return issues;
}

function buttonIssues(button: ButtonView): LintIssue[] {
  const { field, type, label, payload, phoneNumber, flowSources, ttlMinutes, example } = button;
  const issues: LintIssue[] = [];
  const most = LABELLED[type];
  if (most !== undefined) issues.push(...labelIssues(label, most, `${field}.text`));
  if (type === "copy_code" && !/^[A-Za-z0-9]{1,15}$/.test(example ?? ""))
    issues.push({ field: `${field}.example`, message: "A coupon is 1 to 15 letters and digits." });
  if (type === "phone_number" && (!isText(phoneNumber) || phoneNumber.length > 20))
    issues.push({ field: `${field}.phoneNumber`, message: "A phone number of 1 to 20 characters." });
  if (type === "flow" && flowSources !== 1)
    issues.push({ field, message: "Exactly one of the id, the name and the JSON of a flow." });
  if (ttlMinutes !== undefined && !(Number.isInteger(ttlMinutes) && ttlMinutes >= 1))
    issues.push({ field: `${field}.ttlMinutes`, message: "Whole minutes, at least 1." });
  if (payload !== undefined && (payload === "" || lengthOf(replaceVariables(payload, "x")) > 128))
    issues.push({ field: `${field}.payload`, message: "A payload has 1 to 128 characters." });
  return issues;
}

function labelIssues(label: string | undefined, most: number, field: string): LintIssue[] {
  if (!isText(label) || lengthOf(label) > most)
    return [{ field, message: `A label has 1 to ${String(most)} characters.` }];
  if (/\{\{/.test(label)) return [{ field, message: "No variables in a label." }];
  // Sources agree less here than on headers: no reason to stop a definition.
  if (NOT_PLAIN.test(label))
    return [{ field, severity: "warning", message: "No emoji, formatting or line break in a label." }];
  return [];
}
