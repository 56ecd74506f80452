import type { ValidationProblem } from "../core/index.js";
import type { Values } from "./check-values.js";
import { bodyTexts, slotTexts } from "./slot-values.js";
import type { CardDefinition, TemplateInput } from "./template-definition.js";
import { fillIn } from "./variables.js";

/** What grows too long once the values are in (Meta: 132005). */
export function lengthProblems(
  of: TemplateInput | CardDefinition,
  values: Values,
  path = "",
): ValidationProblem[] {
  if ("category" in of && of.category === "authentication") return [];
  const problems: ValidationProblem[] = [];
  const check = (field: string, filled: string, max: number): void => {
    // Code points are never more than UTF-16 units: counted only where it matters.
    if (filled.length <= max) return;
    const length = [...filled].length;
    if (length > max)
      problems.push({
        field: `${path}${field}`,
        problem: `with its values at most ${String(max)} characters, got ${String(length)}`,
      });
  };
  const texts = bodyTexts(values);
  if (of.body !== undefined) check("body", fillIn(of.body, texts), bodyLimit(of));
  if (of.header?.text !== undefined) check("header", fillIn(of.header.text, slotTexts(values, "header")), 60);
  for (const [index, button] of (of.buttons ?? []).entries()) {
    const field = `buttons[${String(index)}]`;
    if (button.type === "url") check(`${field}.url`, fillIn(button.url, slotTexts(values, "url")), 2_000);
    if (button.type === "quick_reply" && button.payload !== undefined)
      check(`${field}.payload`, fillIn(button.payload, texts), 128);
  }
  return problems;
}

/** Characters of a body: 600 under a limited-time offer, 160 on a card. */
export function bodyLimit(of: TemplateInput | CardDefinition): number {
  if (!("category" in of)) return 160;
  return "limitedTimeOffer" in of && of.limitedTimeOffer !== undefined ? 600 : 1_024;
}
