import { orderDetails, type OrderDetailsInput, type TemplateSendComponent } from "../messages/index.js";
import type { ButtonDefinition } from "./button-definition.js";
import type { CardDefinitions } from "./card-definitions.js";
import type { Values } from "./check-values.js";
import { bodyTexts, slotTexts } from "./slot-values.js";
import type { CardDefinition, HeaderDefinition, TemplateInput } from "./template-definition.js";
import type {
  CallValue,
  CatalogValue,
  CurrencyValue,
  DocumentValue,
  FlowValue,
  OrderStatusValue,
  ProductsValue,
  ProductValue,
} from "./template-params.js";
import { fillIn, isPositional, variablesIn } from "./variables.js";

type Parameter = Readonly<Record<string, unknown>>;

/** Checked values in Meta's spelling, without the cards. */
export function sendComponents(template: TemplateInput, values: Values): TemplateSendComponent[] {
  if (template.category === "authentication") return codeComponents(String(values.code));
  const components = contentComponents(template, values);
  if (template.limitedTimeOffer?.expires === true) components.push(offerComponent(values.offerExpiresAt));
  if (template.orderStatus === true)
    components.push(orderStatusComponent(values.orderStatus as OrderStatusValue));
  return components;
}

/** The carousel, where there is one. */
export function cardComponents(cards: CardDefinitions | undefined): TemplateSendComponent[] {
  if (cards?.ok !== true) return [];
  return [
    {
      type: "carousel",
      cards: cards.cards.map(({ definition, values }, index) => ({
        card_index: index,
        components: contentComponents(definition, values),
      })),
    },
  ];
}

/** The code stands in the body and in the button, which Meta treats as a URL button. */
function codeComponents(code: string): TemplateSendComponent[] {
  const parameters = [{ type: "text", text: code }];
  return [
    { type: "body", parameters },
    { type: "button", sub_type: "url", index: "0", parameters },
  ];
}

function contentComponents(
  { header, body, buttons = [] }: Exclude<TemplateInput, { category: "authentication" }> | CardDefinition,
  values: Values,
): TemplateSendComponent[] {
  const components: TemplateSendComponent[] = [];
  const inHeader = headerParameters(header, values);
  if (inHeader.length > 0) components.push({ type: "header", parameters: inHeader });
  const inBody = body === undefined ? [] : bodyParameters(body, values);
  if (inBody.length > 0) components.push({ type: "body", parameters: inBody });
  for (const [index, button] of buttons.entries()) {
    const parameters = buttonParameters(button, values);
    if (parameters.length > 0)
      components.push({ type: "button", sub_type: button.type, index: String(index), parameters });
  }
  return components;
}

function headerParameters(header: HeaderDefinition | undefined, values: Values): Parameter[] {
  if (header === undefined) return [];
  const { header: given } = values;
  switch (header.format) {
    case undefined:
      return variablesIn(header.text).map((name) => ({
        type: "text",
        ...(isPositional([name]) ? {} : { parameter_name: name }),
        text: slotTexts(values, "header")(name),
      }));
    case "product": {
      const { catalogId, productId } = given as ProductValue;
      return [{ type: "product", product: { catalog_id: catalogId, product_retailer_id: productId } }];
    }
    case "document": {
      const { fileName, ...source } = given as DocumentValue;
      return [
        {
          type: "document",
          document: { ...source, ...(fileName === undefined ? {} : { filename: fileName }) },
        },
      ];
    }
    default:
      return [{ type: header.format, [header.format]: given }];
  }
}

/** Named parameters carry their name; positional ones stand in order. */
function bodyParameters(body: string, values: Values): Parameter[] {
  const names = variablesIn(body);
  if (names.length === 0) return [];
  const positional = isPositional(names);
  const ordered = positional ? [...names].sort((a, b) => Number(a) - Number(b)) : names;
  return ordered.map((name) => {
    const value = valueToWire(values[name]);
    return positional ? value : { ...value, parameter_name: name };
  });
}

function valueToWire(value: unknown): Parameter {
  if (typeof value === "string") return { type: "text", text: value };
  const { fallback, code, amount } = value as Partial<CurrencyValue>;
  if (code === undefined || amount === undefined)
    return { type: "date_time", date_time: { fallback_value: fallback } };
  return {
    type: "currency",
    currency: { fallback_value: fallback, code, amount_1000: Math.round(amount * 1_000) },
  };
}

function buttonParameters(button: ButtonDefinition, values: Values): Parameter[] {
  switch (button.type) {
    case "url": {
      const [name] = variablesIn(button.url);
      return name === undefined ? [] : [{ type: "text", text: slotTexts(values, "url")(name) }];
    }
    case "quick_reply":
      return button.payload === undefined
        ? []
        : [{ type: "payload", payload: fillIn(button.payload, bodyTexts(values)) }];
    case "copy_code":
      return [{ type: "coupon_code", coupon_code: values.couponCode }];
    case "flow": {
      const { token = "unused", data } = (values.flow ?? {}) as FlowValue;
      return [action({ flow_token: token, flow_action_data: data })];
    }
    case "catalog": {
      const { thumbnailProductId } = (values.catalog ?? {}) as CatalogValue;
      return thumbnailProductId === undefined
        ? []
        : [action({ thumbnail_product_retailer_id: thumbnailProductId })];
    }
    case "mpm":
      return [productsAction(values.products as ProductsValue)];
    case "order_details":
      return [action({ order_details: orderDetails(values.orderDetails as OrderDetailsInput) })];
    case "voice_call": {
      const { ttlMinutes, payload } = (values.call ?? {}) as CallValue;
      return [
        ...(ttlMinutes === undefined ? [] : [{ type: "ttl_minutes", ttl_minutes: ttlMinutes }]),
        ...(payload === undefined ? [] : [{ type: "payload", payload }]),
      ];
    }
    case "phone_number":
    case "spm":
    case "request_contact_info":
      return [];
  }
}

function action(fields: Parameter): Parameter {
  return {
    type: "action",
    action: Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
  };
}

function productsAction({ thumbnailProductId, sections }: ProductsValue): Parameter {
  return action({
    thumbnail_product_retailer_id: thumbnailProductId,
    sections: sections.map(({ title, productIds }) => ({
      title,
      product_items: productIds.map((productId) => ({ product_retailer_id: productId })),
    })),
  });
}

function offerComponent(expiresAt: unknown): TemplateSendComponent {
  return {
    type: "limited_time_offer",
    parameters: [
      { type: "limited_time_offer", limited_time_offer: { expiration_time_ms: Number(expiresAt) } },
    ],
  };
}

function orderStatusComponent({ referenceId, status, description }: OrderStatusValue): TemplateSendComponent {
  const order = { status, ...(description === undefined ? {} : { description }) };
  return {
    type: "order_status",
    parameters: [{ type: "order_status", order_status: { reference_id: referenceId, order } }],
  };
}
