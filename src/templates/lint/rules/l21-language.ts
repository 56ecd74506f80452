import { detectLanguage, mayBe } from "../language/detect-language.js";
import { META_LANGUAGES } from "../language/meta-languages.js";
import { KNOWN_LANGUAGES } from "../language/scripts.js";
import type { LintContext, LintIssue, LintRule } from "../lint-rule.js";
import type { TemplateView } from "../template-view.js";
import { countWords } from "../text/measure.js";
import { primaryLanguage } from "../text/language-words.js";
import { parameterTexts } from "../view-parts.js";

export const L21: LintRule = {
  id: "L21",
  severity: "error",
  title: "The declared language is one of Meta's and that of the text, all of it",
  why: "Reviewers refuse a text in another language than declared, or in two. A code of the wrong shape is refused at creation; the language of a text is a guess from its script and small words, so it is a warning.",
  fix: "Declare the language of the text, or translate it.",
  refusedBy: "creation",
  check: (view, context) => [
    ...codeIssues(view),
    ...(context.errorsOnly === true ? [] : textIssues(view, context)),
  ],
};

function codeIssues({ language, source }: TemplateView): LintIssue[] {
  if (!/^[a-z]{2,3}(?:_[A-Z]{2,4})?$/.test(language))
    return [{ field: "language", message: 'Expected a code such as "en" or "en_US".' }];
  return META_LANGUAGES.has(language) || source === "account"
    ? []
    : [
        {
          field: "language",
          severity: "warning",
          message: `${language} is not among the languages that Meta listed in November 2025.`,
        },
      ];
}

/** Part by part, so that a text of two languages shows; short parts together. */
function textIssues(view: TemplateView, { options }: LintContext): LintIssue[] {
  const declared = declaredLanguage(view.language);
  if (view.category === "authentication" || !KNOWN_LANGUAGES.has(declared)) return [];
  const parts = [...parameterTexts(view), ...(view.footer === undefined ? [] : [view.footer])];
  return parts.flatMap(({ field, text }): LintIssue[] => {
    const reading =
      options.detectLanguage === undefined ? ownReading(text, declared) : options.detectLanguage(text);
    return reading === undefined || reading === declared
      ? []
      : [
          {
            field,
            severity: "warning",
            message: `Declared as ${view.language}, but the text reads like ${reading}.`,
          },
        ];
  });
}

function ownReading(text: string, declared: string): string | undefined {
  if (countWords(text) < 3 || mayBe(text, declared)) return undefined;
  return detectLanguage(text) ?? "another language";
}

/** Norwegian and Filipino have two codes each. */
function declaredLanguage(code: string): string {
  const primary = primaryLanguage(code);
  return primary === "tl" ? "fil" : primary === "no" ? "nb" : primary;
}
