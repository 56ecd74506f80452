import type { ValidationProblem } from "../core/index.js";
import { refusedAtCreation } from "./lint/index.js";
import {
  checkKinds,
  checkNames,
  checkPayloads,
  checkSamples,
  checkUrlNames,
} from "./problems/parameter-rules.js";
import type { Report } from "./problems/report.js";
import type { TemplateInput, TextTemplateInput } from "./template-definition.js";
import { templateShape } from "./template-shape.js";

/**
 * What Meta would refuse in a definition when it is created, each problem with the id of its lint rule, and what our own
 * parameters cannot be.
 */
export function definitionProblems(input: unknown): readonly ValidationProblem[] {
  const shape = templateShape().safeParse(input);
  if (!shape.success) {
    return shape.error.issues.map(({ path, message }) => ({
      field: path.join(".") || "template",
      problem: message,
    }));
  }
  const template: TemplateInput = shape.data;
  const problems: ValidationProblem[] = refusedAtCreation(template).map(({ rule, field, message }) => ({
    field: field ?? "template",
    problem: `${message.replace(/\.$/, "")} (${rule})`,
  }));
  const report: Report = (field, problem) => void problems.push({ field, problem });
  if (template.category !== "authentication") checkParameters(template, report);
  return problems;
}

/** What concerns `params` and `examples`, which Meta does not see. */
function checkParameters(template: TextTemplateInput, report: Report): void {
  checkKinds(template, report);
  for (const [path, of] of [
    ["", template] as const,
    ...(template.cards ?? []).map((card, index) => [`cards[${String(index)}].`, card] as const),
  ]) {
    checkNames(of, path, report);
    checkSamples(of, path, report);
    checkPayloads(of, path, report);
    checkUrlNames(of, path, report);
  }
}
