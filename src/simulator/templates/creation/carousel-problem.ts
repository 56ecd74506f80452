import { badParameter, type GraphFailure } from "../../graph-failure.js";
import { type Json, list, record, upper } from "../../json.js";
import { buttonsOf, component } from "../simulated-template.js";
import type { TemplateDraft } from "../template-draft.js";
import { rowProblem } from "./buttons-problem.js";
import { badHeader } from "./refusals.js";
import { bodyTextProblem, mediaProblem } from "./text-problems.js";

interface Card {
  readonly components: readonly Json[];
}

/** A carousel: a body above, then 2 to 10 cards of one kind. */
export function carouselProblem(draft: TemplateDraft): GraphFailure | undefined {
  const carousel = component(draft, "CAROUSEL");
  if (carousel === undefined) return undefined;
  if (draft.category !== "MARKETING") return badParameter("A carousel stands in MARKETING templates only.");
  for (const type of ["HEADER", "FOOTER", "BUTTONS", "LIMITED_TIME_OFFER"])
    if (component(draft, type) !== undefined) return badParameter(`A carousel template has no ${type}.`);
  const cards = list(carousel.cards).map((card): Card => ({
    components: list(record(card)?.components).map((item) => record(item) ?? {}),
  }));
  if (cards.length < 2 || cards.length > 10) return badParameter("A carousel has 2 to 10 cards.");
  const [first] = cards;
  if (first === undefined) return undefined;
  if (formatOf(first) === "PRODUCT" && cards.length > 2)
    return badParameter("A carousel of products is defined with two cards.");
  for (const card of cards) {
    const problem = cardProblem(card);
    if (problem !== undefined) return problem;
    if (kindOf(card) !== kindOf(first))
      return badParameter("All cards must have the same components and button types.");
  }
  return undefined;
}

function cardProblem(card: Card): GraphFailure | undefined {
  const format = formatOf(card);
  if (!["IMAGE", "VIDEO", "PRODUCT"].includes(format))
    return badHeader("A card has a header of IMAGE, VIDEO or PRODUCT.");
  const ofProduct = format === "PRODUCT";
  const body = component(card, "BODY");
  if (body !== undefined && ofProduct) return badParameter("A product card has no body.");
  const buttons = buttonsOf(card);
  if (buttons.length < 1 || buttons.length > (ofProduct ? 1 : 2))
    return badParameter(ofProduct ? "A product card has one button." : "A card has one or two buttons.");
  const allowed = ofProduct ? ["SPM", "URL"] : ["QUICK_REPLY", "URL", "PHONE_NUMBER"];
  if (buttons.some((button) => !allowed.includes(upper(button.type))))
    return badParameter(`A card has buttons of ${allowed.join(", ")} only.`);
  return (
    mediaProblem(component(card, "HEADER") ?? {}) ??
    (body === undefined ? undefined : bodyTextProblem(body, 160)) ??
    rowProblem(buttons)
  );
}

function formatOf(card: Card): string {
  const header = component(card, "HEADER");
  return header === undefined ? "" : upper(header.format, "TEXT");
}

function kindOf(card: Card): string {
  const types = buttonsOf(card).map((button) => upper(button.type));
  return [formatOf(card), component(card, "BODY") !== undefined, ...types].join();
}
