import type { ValidationProblem } from "../core/index.js";
import { bodyLimit } from "./check-lengths.js";
import { checkButtons } from "./problems/button-rules.js";
import { checkComposition } from "./problems/composition-rules.js";
import { checkAuthentication } from "./problems/otp-rules.js";
import { checkKinds, checkNames, checkSamples } from "./problems/parameter-rules.js";
import type { Report } from "./problems/report.js";
import { checkBody, checkFooter, checkHeaderText } from "./problems/text-rules.js";
import type { TemplateInput, TextTemplateInput } from "./template-definition.js";
import { templateShape } from "./template-shape.js";

const NAME = /^[a-z0-9_]{1,512}$/;
const LANGUAGE = /^[a-z]{2,3}(?:_[A-Z]{2,4})?$/;

/** What Meta would refuse in a definition (template lint rules L01, L06-L19, L25-L27), each problem with its rule. */
export function definitionProblems(input: unknown): readonly ValidationProblem[] {
  const shape = templateShape.safeParse(input);
  if (!shape.success) {
    return shape.error.issues.map(({ path, message }) => ({
      field: path.join(".") || "template",
      problem: message,
    }));
  }
  const problems: ValidationProblem[] = [];
  const report: Report = (field, problem) => void problems.push({ field, problem });
  const template: TemplateInput = shape.data;
  if (!NAME.test(template.name)) report("name", "1 to 512 lower-case letters, digits and underscores (L01)");
  if (!LANGUAGE.test(template.language)) report("language", 'expected a code such as "en" or "en_US"');
  checkTtl(template, report);
  if (template.category === "authentication") checkAuthentication(template, report);
  else checkText(template, report);
  return problems;
}

function checkText(template: TextTemplateInput, report: Report): void {
  const { body, header, footer, buttons, cards = [] } = template;
  checkBody("body", body, bodyLimit(template), report);
  if (header !== undefined && header.format === undefined)
    checkHeaderText("header.text", header.text, report);
  checkFooter(footer, report);
  checkButtons("buttons", buttons, report);
  checkComposition(template, report);
  checkKinds(template, report);
  checkNames(template, "", report);
  checkSamples(template, "", report);
  for (const [index, card] of cards.entries()) {
    checkNames(card, `cards[${String(index)}].`, report);
    checkSamples(card, `cards[${String(index)}].`, report);
  }
}

/** L27: for how long Meta tries to deliver. */
function checkTtl({ category, ttlSeconds }: TemplateInput, report: Report): void {
  if (ttlSeconds === undefined) return;
  const [least, most] = TTL[category];
  const thirtyDays = ttlSeconds === -1 && category !== "marketing";
  if (!thirtyDays && !(Number.isInteger(ttlSeconds) && ttlSeconds >= least && ttlSeconds <= most))
    report("ttlSeconds", `${String(least)} to ${String(most)} for ${category} (L27)`);
}

const TTL = {
  authentication: [30, 900],
  utility: [30, 43_200],
  marketing: [43_200, 2_592_000],
} as const;
