import { buttonToCreate, otpToCreate } from "./create-buttons.js";
import { slotName } from "./template-parameters.js";
import type {
  AuthenticationTemplateInput,
  CardDefinition,
  HeaderDefinition,
  TemplateInput,
  TextTemplateInput,
} from "./template-definition.js";
import { isPositional, variablesIn } from "./variables.js";

/** The body of `POST /{waba-id}/message_templates` for a definition. */
export interface TemplateCreateRequest {
  readonly name: string;
  readonly language: string;
  readonly category: string;
  readonly sub_category?: string;
  readonly parameter_format: "NAMED" | "POSITIONAL";
  readonly message_send_ttl_seconds?: number;
  readonly cta_url_link_tracking_opted_out?: boolean;
  readonly components: readonly Readonly<Record<string, unknown>>[];
}

type Samples = Readonly<Record<string, string>>;
type Json = Record<string, unknown>;

/** What Meta needs to create the template, samples included. */
export function toCreateRequest(template: TemplateInput): TemplateCreateRequest {
  const { name, language, category, ttlSeconds } = template;
  const text = template.category === "authentication" ? undefined : template;
  return {
    name,
    language,
    category: category.toUpperCase(),
    ...subCategory(text),
    parameter_format: parameterFormat(template),
    ...(ttlSeconds === undefined ? {} : { message_send_ttl_seconds: ttlSeconds }),
    ...(text?.linkTracking === undefined ? {} : { cta_url_link_tracking_opted_out: !text.linkTracking }),
    components: template.category === "authentication" ? authentication(template) : components(template),
  };
}

/** Named or positional: the variables of body, header and cards agree. Those of URLs do not count. */
export function parameterFormat(template: TemplateInput): "NAMED" | "POSITIONAL" {
  if (template.category === "authentication") return "POSITIONAL";
  const { body, header, cards = [] } = template;
  const texts = [body, header?.text ?? "", ...cards.map((card) => card.body ?? "")];
  return isPositional(texts.flatMap(variablesIn)) ? "POSITIONAL" : "NAMED";
}

function subCategory(template: TextTemplateInput | undefined): { sub_category?: string } {
  if (template?.orderStatus === true) return { sub_category: "ORDER_STATUS" };
  if (template?.callPermissionRequest === true) return { sub_category: "CALL_PERMISSIONS_REQUEST" };
  const asksToPay = template?.buttons?.some(({ type }) => type === "order_details") === true;
  return asksToPay ? { sub_category: "ORDER_DETAILS" } : {};
}

function authentication(template: AuthenticationTemplateInput): Json[] {
  const { securityRecommendation, codeExpirationMinutes, otp } = template;
  return [
    {
      type: "BODY",
      ...(securityRecommendation === undefined
        ? {}
        : { add_security_recommendation: securityRecommendation }),
    },
    ...(codeExpirationMinutes === undefined
      ? []
      : [{ type: "FOOTER", code_expiration_minutes: codeExpirationMinutes }]),
    { type: "BUTTONS", buttons: [otpToCreate(otp)] },
  ];
}

function components(template: TextTemplateInput): Json[] {
  const { header, limitedTimeOffer, body, footer, buttons, cards, callPermissionRequest, examples } =
    template;
  const samples = examples ?? {};
  return [
    ...(header === undefined ? [] : [headerToCreate(header, samples)]),
    ...(limitedTimeOffer === undefined ? [] : [offerToCreate(limitedTimeOffer)]),
    bodyToCreate(body, samples),
    ...(footer === undefined ? [] : [{ type: "FOOTER", text: footer }]),
    ...buttonsToCreate(buttons, samples),
    ...(cards === undefined ? [] : [{ type: "CAROUSEL", cards: cards.map(cardToCreate) }]),
    ...(callPermissionRequest === true ? [{ type: "CALL_PERMISSION_REQUEST" }] : []),
  ];
}

function cardToCreate({ header, body, buttons, examples = {} }: CardDefinition): Json {
  return {
    components: [
      headerToCreate(header, examples),
      ...(body === undefined ? [] : [bodyToCreate(body, examples)]),
      ...buttonsToCreate(buttons, examples),
    ],
  };
}

function headerToCreate(header: HeaderDefinition | CardDefinition["header"], samples: Samples): Json {
  if (header.format === undefined) {
    const { text } = header;
    return { type: "HEADER", format: "TEXT", text, ...headerExample(text, samples) };
  }
  return {
    type: "HEADER",
    format: header.format.toUpperCase(),
    ...(header.example === undefined ? {} : { example: { header_handle: [header.example] } }),
  };
}

function headerExample(text: string, samples: Samples): Json {
  const [name] = variablesIn(text);
  if (name === undefined) return {};
  const sample = samples[slotName(name, "header")];
  return {
    example: isPositional([name])
      ? { header_text: [sample] }
      : { header_text_named_params: [{ param_name: name, example: sample }] },
  };
}

function bodyToCreate(text: string, samples: Samples): Json {
  const names = variablesIn(text);
  if (names.length === 0) return { type: "BODY", text };
  const example = isPositional(names)
    ? { body_text: [[...names].sort((a, b) => Number(a) - Number(b)).map((name) => samples[name])] }
    : { body_text_named_params: names.map((name) => ({ param_name: name, example: samples[name] })) };
  return { type: "BODY", text, example };
}

function offerToCreate({ text, expires }: NonNullable<TextTemplateInput["limitedTimeOffer"]>): Json {
  return {
    type: "LIMITED_TIME_OFFER",
    limited_time_offer: { text, ...(expires === undefined ? {} : { has_expiration: expires }) },
  };
}

function buttonsToCreate(buttons: TextTemplateInput["buttons"], samples: Samples): Json[] {
  if (buttons === undefined) return [];
  return [{ type: "BUTTONS", buttons: buttons.map((button) => buttonToCreate(button, samples)) }];
}
