import type { LintOptions } from "./lint-options.js";
import type { LintIssue } from "./lint-rule.js";
import { promoWords } from "./promo-lexicon.js";
import { RULES } from "./rules.js";
import { type LintableTemplate, readTemplate } from "./template-source.js";
import type { TemplateView } from "./template-view.js";
import { transactionWordsOf } from "./transaction-words-of.js";
import { shownTexts } from "./view-parts.js";

type Category = "marketing" | "utility" | "authentication";

/** One thing that speaks for a category. */
export interface CategoryReason {
  /** The rule whose criterion it is: `C01`. See docs/linter.md. */
  readonly rule: string;
  readonly category: Category;
  /** Weak reasons need company. */
  readonly strength: "strong" | "weak";
  /** Words of the template that decided; empty when a component did. */
  readonly words: readonly string[];
  readonly message: string;
}

/** The category that Meta will likely assign, and why. */
export interface CategoryAdvice {
  /** What Meta will likely assign. */
  readonly category: Category;
  /** What the template says of itself, lower case. */
  readonly declared: string;
  /** `weak`: reasons stand against each other, or there is none. */
  readonly strength: "strong" | "weak";
  /** Those that decided first, then those against. */
  readonly reasons: readonly CategoryReason[];
}

/**
 * The category that Meta will likely assign, and the words that decided: utility is specific to a transaction and free
 * of promotion, one-time codes are authentication, everything else is marketing (Meta, template categorization; compliance sheet
 * 6.1). A guess from words and components: Meta's own reading decides. Pure, never throws.
 */
export function adviseCategory(template: LintableTemplate, options: LintOptions = {}): CategoryAdvice {
  const reading = readTemplate(template);
  if (!reading.ok) return { category: "marketing", declared: "", strength: "weak", reasons: [] };
  const { view } = reading;
  const reasons = reasonsOf(view, options);
  const verdict = decide(reasons);
  return {
    ...verdict,
    declared: view.category,
    reasons: [
      ...reasons.filter(({ category }) => category === verdict.category),
      ...reasons.filter(({ category }) => category !== verdict.category),
    ],
  };
}

function decide(reasons: readonly CategoryReason[]): Pick<CategoryAdvice, "category" | "strength"> {
  const count = (category: Category, strength: "strong" | "weak"): number =>
    reasons
      .filter((reason) => reason.category === category && reason.strength === strength)
      .reduce((sum, { words }) => sum + Math.max(1, words.length), 0);
  if (count("authentication", "strong") > 0) return { category: "authentication", strength: "strong" };
  if (count("marketing", "strong") > 0) return { category: "marketing", strength: "strong" };
  const weak = count("marketing", "weak");
  if (weak > 2) return { category: "marketing", strength: "weak" };
  if (count("authentication", "weak") > 0) return { category: "authentication", strength: "weak" };
  const transaction = count("utility", "strong");
  if (transaction > 0) return { category: "utility", strength: weak > 0 ? "weak" : "strong" };
  return { category: "marketing", strength: "weak" };
}

function reasonsOf(view: TemplateView, options: LintOptions): CategoryReason[] {
  if (view.category === "authentication" || view.buttons?.some(({ type }) => type === "otp") === true)
    return [reason("L25", "authentication", "strong", [], "It delivers a one-time code with Meta's text.")];
  // Read as utility, whatever it calls itself: the C rules ask what stands against that.
  const asUtility = { ...view, category: "utility" };
  const transaction = transactionWordsOf(view);
  const reasons: CategoryReason[] = [];
  for (const rule of RULES) {
    const issues = rule.id.startsWith("C")
      ? rule.check(asUtility, { options, account: [], earlier: [] })
      : [];
    for (const issue of issues) reasons.push(...reasonsFrom(rule.id, issue, asUtility, transaction));
  }
  if (transaction.length > 0 || hasOrder(view))
    reasons.push(
      reason(
        "C02",
        "utility",
        "strong",
        transaction,
        "It is about something that the person has or asked for.",
      ),
    );
  return distinct(reasons);
}

function reasonsFrom(
  rule: string,
  issue: LintIssue,
  view: TemplateView,
  transaction: readonly string[],
): CategoryReason[] {
  const { words = [], message } = issue;
  switch (rule) {
    case "C01":
      return promotionReasons(view);
    case "C12":
      return [
        reason(rule, "authentication", issue.severity === "warning" ? "weak" : "strong", words, message),
      ];
    // A greeting beside an order, a price, a tone or a label alone do not make an advertisement.
    case "C04":
      return [reason(rule, "marketing", transaction.length > 0 ? "weak" : "strong", words, message)];
    case "C03":
      return [reason(rule, "marketing", words.length > 0 ? "weak" : "strong", words, message)];
    case "C10":
    case "C11":
      return [reason(rule, "marketing", "weak", words.slice(0, 1), message)];
    default:
      return [reason(rule, "marketing", "strong", words, message)];
  }
}

/** All parts at once: a weak word in the footer counts with one in the body. */
function promotionReasons(view: TemplateView): CategoryReason[] {
  const found = shownTexts(view).map(({ text }) => promoWords(text, view.language));
  const strong = [...new Set(found.flatMap((words) => words.strong))];
  const weak = [...new Set(found.flatMap((words) => words.weak))];
  return [
    ...(strong.length === 0
      ? []
      : [reason("C01", "marketing", "strong", strong, `It promotes: ${strong.join(", ")}.`)]),
    ...(weak.length === 0
      ? []
      : [reason("C01", "marketing", "weak", weak, `It may promote: ${weak.join(", ")}.`)]),
  ];
}

function hasOrder({ orderStatus, callPermission, buttons = [] }: TemplateView): boolean {
  return orderStatus || callPermission || buttons.some(({ type }) => type === "order_details");
}

function reason(
  rule: string,
  category: Category,
  strength: "strong" | "weak",
  words: readonly string[],
  message: string,
): CategoryReason {
  return { rule, category, strength, words, message };
}

function distinct(reasons: readonly CategoryReason[]): CategoryReason[] {
  const seen = new Set<string>();
  return reasons.filter((item) => {
    const key = JSON.stringify(item);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
