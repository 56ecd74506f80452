import { occurrences, slotName } from "../template-parameters.js";
import type { CardDefinition, TextTemplateInput } from "../template-definition.js";
import { variablesIn } from "../variables.js";
import { isText, type Report } from "./report.js";

/** L19: every variable that Meta reads has a sample, and nothing else has one. */
export function checkSamples(of: TextTemplateInput | CardDefinition, path: string, report: Report): void {
  const given = of.examples ?? {};
  const needed = sampledNames(of);
  for (const name of needed)
    if (!isText(given[name])) report(`${path}examples.${name}`, "every variable needs a sample (L19)");
  for (const name of Object.keys(given))
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
