import { variablesIn } from "../variables.js";
import type { StoredTemplate } from "./stored-template.js";
import type { ButtonView, CardView, HeaderView, TemplateView, TextView } from "./template-view.js";

type Json = Readonly<Record<string, unknown>>;

/** The view of Meta's JSON. Whatever it holds: nothing here throws, what cannot be read is not there. */
export function viewOfStored(template: StoredTemplate): TemplateView {
  const json = template as Json;
  const read = json.id !== undefined || json.status !== undefined;
  const listed = Array.isArray(json.components) ? json.components.map(object) : undefined;
  const subCategory = lower(json.sub_category ?? json.subCategory);
  const common = {
    source: read ? ("account" as const) : ("request" as const),
    name: string(json.name) ?? "",
    language: string(json.language) ?? "",
    category: lower(json.category),
    status: string(json.status)?.toUpperCase(),
    format: formatOf(json.parameter_format ?? json.parameterFormat, read),
    ttlSeconds: number(json.message_send_ttl_seconds ?? json.messageSendTtlSeconds),
    orderStatus: subCategory === "order_status",
  };
  if (listed === undefined) return { ...common, callPermission: false };
  return { ...common, ...contentOf(listed) };
}

/** Absent means positional to Meta; what was read without asking for the field says nothing. */
function formatOf(declared: unknown, read: boolean): TemplateView["format"] {
  const format = string(declared)?.toUpperCase();
  if (format === "NAMED" || format === "POSITIONAL") return format;
  return read ? undefined : "POSITIONAL";
}

function contentOf(
  components: readonly Json[],
): Omit<TemplateView, "source" | "name" | "language" | "category" | "orderStatus"> {
  const types = components.map(({ type }) => lower(type));
  const find = (type: string): Json | undefined => components[types.indexOf(type)];
  const header = find("header");
  const body = find("body");
  const footer = find("footer");
  const buttons = find("buttons");
  const offer = find("limited_time_offer");
  const carousel = find("carousel");
  const terms = offer === undefined ? undefined : object(offer.limited_time_offer ?? offer);
  return {
    callPermission: types.includes("call_permission_request"),
    components: types,
    header: header === undefined ? undefined : headerView(header, ""),
    body: body === undefined ? undefined : bodyView(body, "body"),
    footer:
      typeof footer?.text === "string" ? { field: "footer", text: footer.text, samples: {} } : undefined,
    offer:
      terms === undefined
        ? undefined
        : { text: string(terms.text) ?? "", expires: terms.has_expiration === true },
    buttons: buttons === undefined ? undefined : buttonViews(buttons, ""),
    cards: carousel === undefined ? undefined : list(carousel.cards).map(object).map(cardView),
    codeExpirationMinutes: number(footer?.code_expiration_minutes),
  };
}

function cardView(card: Json, index: number): CardView {
  const field = `cards[${String(index)}]`;
  const components = list(card.components).map(object);
  const find = (type: string): Json | undefined => components.find((item) => lower(item.type) === type);
  const header = find("header");
  const body = find("body");
  const buttons = find("buttons");
  return {
    field,
    header: header === undefined ? undefined : headerView(header, `${field}.`),
    body: body === undefined ? undefined : bodyView(body, `${field}.body`),
    buttons: buttons === undefined ? [] : buttonViews(buttons, `${field}.`),
  };
}

function headerView(header: Json, path: string): HeaderView {
  const field = `${path}header`;
  const format = lower(header.format) || "text";
  const example = object(header.example);
  if (format !== "text") return { field, format, sampled: list(example.header_handle).length > 0 };
  const text = string(header.text) ?? "";
  return {
    field,
    format,
    text: {
      field: `${field}.text`,
      text,
      samples: samplesOf(text, list(example.header_text), list(example.header_text_named_params)),
    },
    sampled: false,
  };
}

function bodyView(body: Json, field: string): TextView | undefined {
  if (typeof body.text !== "string") return undefined;
  const example = object(body.example);
  const rows = list(example.body_text);
  const values = Array.isArray(rows[0]) ? (rows[0] as unknown[]) : rows;
  return {
    field,
    text: body.text,
    samples: samplesOf(body.text, values, list(example.body_text_named_params)),
  };
}

/** Positional samples stand in the order of the numbers, named ones carry their name. */
function samplesOf(text: string, values: readonly unknown[], named: readonly unknown[]): TextView["samples"] {
  const byName = new Map(
    named.map(object).map((item) => [string(item.param_name), string(item.example)] as const),
  );
  return Object.fromEntries(
    variablesIn(text).map((name) => [name, byName.get(name) ?? string(values[Number(name) - 1])]),
  );
}

function buttonViews(component: Json, path: string): ButtonView[] {
  return list(component.buttons)
    .map(object)
    .map((button, index) => buttonView(button, `${path}buttons[${String(index)}]`));
}

function buttonView(button: Json, field: string): ButtonView {
  const type = lower(button.type);
  const url = string(button.url);
  const coupon = list(button.example)[0] ?? button.example;
  return {
    field,
    type,
    label: string(button.text),
    url: url === undefined ? undefined : urlView(url, button, field),
    phoneNumber: string(button.phone_number),
    example: type === "copy_code" ? string(coupon) : undefined,
    flowSources:
      type === "flow"
        ? [button.flow_id, button.flow_name, button.flow_json].filter((source) => source !== undefined).length
        : undefined,
    ttlMinutes: number(button.ttl_minutes),
    otp:
      type === "otp"
        ? {
            type: lower(button.otp_type),
            autofillLabel: string(button.autofill_text),
            termsAccepted:
              typeof button.zero_tap_terms_accepted === "boolean"
                ? button.zero_tap_terms_accepted
                : undefined,
            apps: Array.isArray(button.supported_apps)
              ? button.supported_apps.map(object).map((app) => ({
                  packageName: string(app.package_name) ?? "",
                  signatureHash: string(app.signature_hash) ?? "",
                }))
              : undefined,
          }
        : undefined,
  };
}

/** One sample for the one variable: the whole address or its end. */
function urlView(url: string, button: Json, field: string): TextView {
  const sample = string(list(button.example)[0] ?? button.example);
  return {
    field: `${field}.url`,
    text: url,
    samples: Object.fromEntries(
      variablesIn(url).map((name, index) => [name, index === 0 ? sample : undefined]),
    ),
  };
}

function object(value: unknown): Json {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function string(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function number(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}

function lower(value: unknown): string {
  return typeof value === "string" ? value.toLowerCase() : "";
}
