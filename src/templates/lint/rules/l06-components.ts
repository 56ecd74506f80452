import type { LintIssue, LintRule } from "../lint-rule.js";
import type { CardView, TemplateView } from "../template-view.js";
import { isText } from "../text/measure.js";

const CATEGORIES = ["marketing", "utility", "authentication"];

export const L06: LintRule = {
  id: "L06",
  severity: "error",
  title: "One body with text; at most one of every other component, and only those that go together",
  why: "A template is a body with at most one header, footer and row of buttons. Cards, order statuses and offers leave less beside them.",
  fix: "Keep the components that Meta takes together.",
  refusedBy: "creation",
  subcodes: [2388072, 2388047],
  check: (view) => {
    if (view.components === undefined) return [];
    const issues: LintIssue[] = [...categoryIssues(view), ...bodyIssues(view)];
    for (const type of new Set(view.components))
      if (view.components.filter((other) => other === type).length > 1)
        issues.push({ field: type, message: `There is more than one component of type ${type}.` });
    return [...issues, ...orderIssues(view), ...carouselIssues(view)];
  },
};

function categoryIssues({ category, source }: TemplateView): LintIssue[] {
  if (CATEGORIES.includes(category) || source === "account") return [];
  return [{ field: "category", message: "The category is not marketing, utility or authentication." }];
}

function bodyIssues({ category, components, body }: TemplateView): LintIssue[] {
  const present = category === "authentication" ? components?.includes("body") === true : isText(body?.text);
  return present ? [] : [{ field: "body", message: "There is not exactly one body with text." }];
}

/** An order status has a body and a footer only, and is no advertisement. */
function orderIssues(view: TemplateView): LintIssue[] {
  if (!view.orderStatus) return [];
  const beside = (view.components ?? []).filter((type) => type !== "body" && type !== "footer");
  return [
    ...(view.category === "utility"
      ? []
      : [{ field: "orderStatus", message: "An order status is a utility template." }]),
    ...beside.map((type) => ({
      field: type,
      message: `An order status has a body and a footer, no ${type}.`,
    })),
  ];
}

/** A carousel: a body above, then 2 to 10 cards of one kind. */
function carouselIssues(view: TemplateView): LintIssue[] {
  const { cards } = view;
  if (cards === undefined) return [];
  const issues: LintIssue[] = [];
  if (view.category !== "marketing")
    issues.push({ field: "cards", message: "Cards stand in marketing templates only." });
  for (const type of ["header", "footer", "buttons", "limited_time_offer"])
    if (view.components?.includes(type) === true)
      issues.push({ field: type, message: `Beside cards there is no ${type}.` });
  if (cards.length < 2 || cards.length > 10)
    issues.push({ field: "cards", message: `A carousel has 2 to 10 cards, not ${String(cards.length)}.` });
  const [first] = cards;
  if (first === undefined) return issues;
  if (first.header?.format === "product" && cards.length > 2)
    issues.push({ field: "cards", message: "Product cards are defined as two; a send gives 2 to 10." });
  for (const card of cards) issues.push(...cardIssues(card, first));
  return issues;
}

function cardIssues(card: CardView, first: CardView): LintIssue[] {
  const { field, header, body } = card;
  const issues: LintIssue[] = [];
  if (header === undefined || !["image", "video", "product"].includes(header.format))
    issues.push({ field: `${field}.header`, message: "A card has a header of image, video or product." });
  if (header?.format === "product" && body !== undefined)
    issues.push({ field: `${field}.body`, message: "A product card has no body." });
  if (body !== undefined && !isText(body.text))
    issues.push({ field: `${field}.body`, message: "The body of the card is empty." });
  if (kindOf(card) !== kindOf(first))
    issues.push({ field, message: "All cards have the same components and types of buttons." });
  return issues;
}

function kindOf({ header, body, buttons }: CardView): string {
  return [header?.format, body === undefined, ...buttons.map(({ type }) => type)].join();
}
