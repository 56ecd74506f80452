import type { LintRule } from "../lint-rule.js";
import type { TemplateView } from "../template-view.js";

export const M07: LintRule = {
  id: "M07",
  severity: "error",
  title: "No other template has the same body and footer",
  why: "Meta refuses a template whose body and footer another one of the account has in the same language. Looks at the templates that are linted together and at `account.templates`.",
  fix: "Use the other template, or change the text.",
  refusedBy: "review",
  check: (view, { account, earlier }) => {
    const { body } = view;
    if (body === undefined || view.category === "authentication") return [];
    const twin = [...account, ...earlier].find(
      (other) =>
        other.name !== view.name && other.language === view.language && essence(other) === essence(view),
    );
    return twin === undefined
      ? []
      : [{ field: body.field, message: `The template ${twin.name} has the same body and footer.` }];
  },
};

function essence({ body, footer }: TemplateView): string | undefined {
  return body === undefined ? undefined : JSON.stringify([body.text.trim(), footer?.text.trim() ?? ""]);
}
