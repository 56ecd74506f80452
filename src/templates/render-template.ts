import { type ButtonDefinition, labelOf } from "./button-definition.js";
import { cardDefinitions } from "./card-definitions.js";
import type { Values } from "./check-values.js";
import type { RenderedButton, RenderedCard, RenderedTemplate } from "./rendered-template.js";
import { bodyTexts, slotTexts } from "./slot-values.js";
import type { HeaderDefinition, TemplateInput, TextTemplateInput } from "./template-definition.js";
import { fillIn } from "./variables.js";

/** Renders a template with its values, for previews, tests and transcripts. The same as `template.render(params)`. */
export function renderTemplate(template: TemplateInput, params: Values = {}): RenderedTemplate {
  return withText(
    template.category === "authentication" ? code(template, params) : message(template, params),
  );
}

type Parts = Omit<RenderedTemplate, "text">;

function withText(parts: Parts): RenderedTemplate {
  const { header, offer, body, order, footer } = parts;
  const lines = [header, offer, body, order, footer].filter((line) => line !== undefined && line !== "");
  return { ...parts, text: lines.join("\n") };
}

function code(template: Extract<TemplateInput, { category: "authentication" }>, { code }: Values): Parts {
  const { securityRecommendation, codeExpirationMinutes: minutes, otp } = template;
  const advice = securityRecommendation === true ? " For your security, do not share this code." : "";
  return {
    body: `*${String(code)}* is your verification code.${advice}`,
    ...(minutes === undefined ? {} : { footer: `This code expires in ${String(minutes)} minutes.` }),
    buttons: [{ kind: "copy_code", title: otp?.text ?? "Copy code", target: String(code) }],
  };
}

function message(template: TextTemplateInput, values: Values): Parts {
  const { header, body, footer, limitedTimeOffer, cards } = template;
  const order = orderLine(template, values);
  return {
    ...(header === undefined ? {} : { header: renderHeader(header, values) }),
    ...(limitedTimeOffer === undefined ? {} : { offer: limitedTimeOffer.text }),
    body: fillIn(body, bodyTexts(values)),
    ...(order === undefined ? {} : { order }),
    ...(footer === undefined ? {} : { footer }),
    buttons: [
      ...(template.buttons ?? []).map((button) => renderButton(button, values)),
      ...(template.callPermissionRequest === true
        ? [{ kind: "call_permission", title: "Choose preference" }]
        : []),
    ],
    ...(cards === undefined ? {} : { cards: renderCards(cards, values.cards) }),
  };
}

function renderHeader(header: HeaderDefinition, values: Values): string {
  if (header.format === undefined) return fillIn(header.text, slotTexts(values, "header"));
  const { fileName, name } = (values.header ?? {}) as { fileName?: unknown; name?: unknown };
  const label = header.format === "location" ? name : fileName;
  return typeof label === "string" ? `[${header.format}: ${label}]` : `[${header.format}]`;
}

function orderLine(template: TextTemplateInput, values: Values): string | undefined {
  const given =
    template.orderStatus === true
      ? values.orderStatus
      : template.buttons?.some(({ type }) => type === "order_details") === true
        ? values.orderDetails
        : undefined;
  if (typeof given !== "object" || given === null) return undefined;
  const { referenceId, status } = given as { referenceId?: unknown; status?: unknown };
  return status === undefined
    ? `[order ${String(referenceId)}]`
    : `[order ${String(referenceId)}: ${String(status)}]`;
}

function renderCards(
  cards: NonNullable<TextTemplateInput["cards"]>,
  given: unknown,
): readonly RenderedCard[] {
  const sent = cardDefinitions(cards, given);
  if (!sent.ok) return [];
  return sent.cards.map(({ definition, values }) => ({
    header: renderHeader(definition.header, values),
    ...(definition.body === undefined ? {} : { body: fillIn(definition.body, bodyTexts(values)) }),
    buttons: (definition.buttons ?? []).map((button) => renderButton(button, values)),
  }));
}

const KINDS = {
  quick_reply: "reply",
  url: "url",
  phone_number: "phone_number",
  copy_code: "copy_code",
  flow: "flow",
  catalog: "catalog",
  mpm: "products",
  spm: "product",
  order_details: "order",
  voice_call: "call",
  request_contact_info: "contact_info",
} as const;

function renderButton(button: ButtonDefinition, values: Values): RenderedButton {
  const shown = { kind: KINDS[button.type], title: labelOf(button) };
  switch (button.type) {
    case "quick_reply":
      return { ...shown, id: fillIn(button.payload ?? button.text, bodyTexts(values)) };
    case "url":
      return { ...shown, target: fillIn(button.url, slotTexts(values, "url")) };
    case "phone_number":
      return { ...shown, target: button.phoneNumber };
    case "copy_code":
      return { ...shown, target: String(values.couponCode) };
    default:
      return shown;
  }
}
