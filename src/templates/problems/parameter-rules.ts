import { occurrences, slotName } from "../template-parameters.js";
import type { CardDefinition, TextTemplateInput } from "../template-definition.js";
import { isPosition, variablesIn } from "../variables.js";
import type { Report } from "./report.js";

/** Nothing but variables that Meta reads has a sample (that they have one is L19). */
export function checkSamples(of: TextTemplateInput | CardDefinition, path: string, report: Report): void {
  const needed = sampledNames(of);
  for (const name of Object.keys(of.examples ?? {}))
    if (!needed.has(name)) report(`${path}examples.${name.slice(0, 40)}`, "no such variable");
}

function sampledNames({
  body = "",
  header,
  buttons = [],
}: TextTemplateInput | CardDefinition): ReadonlySet<string> {
  return new Set([
    ...variablesIn(body),
    ...variablesIn(header?.text ?? "").map((name) => slotName(name, "header")),
    ...buttons.flatMap((button) =>
      button.type === "url" ? variablesIn(button.url).map((name) => slotName(name, "url")) : [],
    ),
  ]);
}

/** One name holds one thing: `{{flow}}` beside a flow button, or money in a URL, would not. */
export function checkNames(of: TextTemplateInput | CardDefinition, path: string, report: Report): void {
  const kinds = new Map<string, string>();
  for (const { name, kind } of occurrences(of)) {
    const before = kinds.get(name);
    if (before !== undefined && before !== kind)
      report(
        path === "" ? "template" : path.slice(0, -1),
        `the name "${name}" stands for ${before} and for ${kind}: rename the variable`,
      );
    kinds.set(name, kind);
  }
}

/** Money and dates are variables of the body. */
export function checkKinds({ body, kinds = {} }: TextTemplateInput, report: Report): void {
  const names = variablesIn(body);
  for (const name of Object.keys(kinds))
    if (!names.includes(name)) report(`kinds.${name.slice(0, 40)}`, "no such variable in the body");
}

/** Variables of a payload are written like all others. */
export function checkPayloads(of: TextTemplateInput | CardDefinition, path: string, report: Report): void {
  for (const [index, button] of (of.buttons ?? []).entries()) {
    if (button.type !== "quick_reply" || button.payload === undefined) continue;
    const field = `${path}buttons[${String(index)}].payload`;
    if (/\{\{|\}\}/.test(button.payload.replace(/\{\{[^{}]*\}\}/g, "")))
      report(field, "every variable is {{name}} with two braces on each side");
    for (const name of variablesIn(button.payload))
      if (!/^[a-z0-9_]+$/.test(name))
        report(
          field,
          `the variable "${name.slice(0, 40)}" may only have lower-case letters, digits and underscores`,
        );
  }
}

/** Two URLs with `{{1}}` would both be `params.url`. */
export function checkUrlNames(of: TextTemplateInput | CardDefinition, path: string, report: Report): void {
  const positional = (of.buttons ?? []).filter(
    (button) => button.type === "url" && variablesIn(button.url).some(isPosition),
  );
  if (positional.length > 1)
    report(`${path}buttons`, "two URLs with {{1}}: give their variables names, which Meta does not see");
}
