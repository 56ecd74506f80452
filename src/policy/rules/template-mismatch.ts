import { isTemplate, refuse, type Rule } from "../rule.js";

/** Row 42: the definition in code is not what the account holds, so what the person reads is not what the code says. */
export const templateMismatch: Rule = {
  ids: ["row-42"],
  evaluate: (context) => {
    const [first] = context.snapshot.templateMismatches;
    if (!isTemplate(context) || first === undefined) return undefined;
    return refuse("TEMPLATE_MISMATCH", "row-42", {
      message: `The definition of "${context.request.name}" in code differs from the account's: ${first}`,
      fix: "Bring both in step: edit the definition, or submit the edited template to Meta.",
      facts: { "template.mismatches": context.snapshot.templateMismatches.length },
    });
  },
};
