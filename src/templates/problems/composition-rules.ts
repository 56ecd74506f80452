import { bodyLimit } from "../check-lengths.js";
import type { CardDefinition, TextTemplateInput } from "../template-definition.js";
import { isPositional, variablesIn } from "../variables.js";
import { checkButtons } from "./button-rules.js";
import { isText, lengthOf, type Report } from "./report.js";
import { checkBody } from "./text-rules.js";

/** What Meta takes together, and in which category. */
export function checkComposition(template: TextTemplateInput, report: Report): void {
  checkCategory(template, report);
  checkProducts(template, report);
  checkOffer(template, report);
  checkOrderStatus(template, report);
  checkCards(template.cards, report);
  checkCarousel(template, report);
  checkFormats(template, report);
}

/** L26 and its neighbours: what only marketing templates have. */
function checkCategory(template: TextTemplateInput, report: Report): void {
  if (template.category === "marketing") {
    if (template.orderStatus === true) report("orderStatus", "utility templates only (L06)");
    return;
  }
  const only = "marketing templates only";
  if (template.cards !== undefined) report("cards", `${only} (L06)`);
  if (template.limitedTimeOffer !== undefined) report("limitedTimeOffer", `${only} (L26)`);
  if (template.header?.format === "gif" || template.header?.format === "product")
    report("header", `${template.header.format}: ${only} (L07)`);
  for (const [index, { type }] of (template.buttons ?? []).entries())
    if (type === "catalog" || type === "mpm" || type === "spm")
      report(`buttons[${String(index)}]`, `${type}: ${only} (L10)`);
}

/** A product header has its "View" button, several products have a text header. */
function checkProducts({ header, buttons = [] }: TextTemplateInput, report: Report): void {
  const has = (type: string): boolean => buttons.some((button) => button.type === type);
  if (has("spm") !== (header?.format === "product"))
    report("header", "a product header and an spm button go together (L10)");
  if (has("mpm") && !isText(header?.text)) report("header", "an mpm button needs a text header (L10)");
}

/** L26: a limited-time offer. */
function checkOffer(template: TextTemplateInput, report: Report): void {
  const { limitedTimeOffer: offer, header, footer, buttons = [] } = template;
  if (offer === undefined) return;
  if (!isText(offer.text) || lengthOf(offer.text) > 16)
    report("limitedTimeOffer.text", "1 to 16 characters (L26)");
  if (footer !== undefined) report("footer", "none beside a limited-time offer (L26)");
  if (header !== undefined && header.format !== "image" && header.format !== "video")
    report("header", "only image or video beside a limited-time offer (L26)");
  const code = buttons.findIndex(({ type }) => type === "copy_code");
  if (code > 0) report("buttons", "the copy_code button comes first in a limited-time offer (L26)");
  if (offer.expires === true && code < 0)
    report("buttons", "an offer that expires needs a copy_code button (L26)");
}

function checkOrderStatus(template: TextTemplateInput, report: Report): void {
  if (template.orderStatus !== true) return;
  for (const field of ["header", "buttons", "cards", "limitedTimeOffer"] as const)
    if (template[field] !== undefined) report(field, "an order status has a body and a footer only (L06)");
}

/** A carousel: a body above, then the cards. */
function checkCarousel(template: TextTemplateInput, report: Report): void {
  if (template.cards === undefined) return;
  for (const field of ["header", "footer", "buttons", "limitedTimeOffer"] as const)
    if (template[field] !== undefined) report(field, "none beside cards (L06)");
}

function checkCards(cards: readonly CardDefinition[] | undefined, report: Report): void {
  if (cards === undefined) return;
  if (cards.length < 2 || cards.length > 10) report("cards", "2 to 10 (L06)");
  const [first] = cards;
  if (first === undefined) return;
  if (first.header.format === "product" && cards.length > 2)
    report("cards", "product cards are defined as two; a send gives 2 to 10 (L06)");
  for (const [index, card] of cards.entries()) {
    const field = `cards[${String(index)}]`;
    checkCard(card, field, report);
    if (kindOf(card) !== kindOf(first))
      report(field, "all cards have the same components and button types (L06)");
  }
}

function kindOf({ header, body, buttons = [] }: CardDefinition): string {
  return [header.format, body === undefined, ...buttons.map(({ type }) => type)].join();
}

const IN_CARDS: Readonly<Record<"media" | "product", readonly string[]>> = {
  media: ["quick_reply", "url", "phone_number"],
  product: ["spm", "url"],
};

function checkCard(card: CardDefinition, field: string, report: Report): void {
  const kind = card.header.format === "product" ? "product" : "media";
  const { body, buttons = [] } = card;
  const most = kind === "product" ? 1 : 2;
  if (buttons.length < 1 || buttons.length > most)
    report(`${field}.buttons`, most === 1 ? "exactly 1 (L10)" : "1 or 2 (L10)");
  if (buttons.some(({ type }) => !IN_CARDS[kind].includes(type)))
    report(`${field}.buttons`, `only ${IN_CARDS[kind].join(", ")} on a ${kind} card (L10)`);
  if (body !== undefined && kind === "product") report(`${field}.body`, "none on a product card (L06)");
  else if (body !== undefined) checkBody(`${field}.body`, body, bodyLimit(card), report);
  if (buttons.length > 0) checkButtons(`${field}.buttons`, buttons, report);
}

/** L14: body, header and cards agree on names or numbers. */
function checkFormats({ body, header, cards = [] }: TextTemplateInput, report: Report): void {
  const texts = [body, header?.text ?? "", ...cards.map((card) => card.body ?? "")];
  const formats = texts
    .map(variablesIn)
    .filter((names) => names.length > 0)
    .map(isPositional);
  if (formats.includes(true) && formats.includes(false))
    report("template", "body, header and cards all have named variables, or all positional ones (L14)");
}
