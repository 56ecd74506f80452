import { slotName } from "../template-parameters.js";
import { variablesIn } from "../variables.js";
import { buttonFromJson, otpFromJson } from "./button-from-json.js";
import { given, type Json, list, record, text } from "./read-json.js";
import type { TemplateJson } from "./template-json.js";

/** What came out; unchecked. */
export interface InputFromJson {
  readonly input: unknown;
  readonly withoutSample: readonly string[];
}

/** Reads what a definition can hold. Whether that is everything, the caller finds out by writing it again. */
export function inputFromJson(template: TemplateJson): InputFromJson {
  const { name, language, message_send_ttl_seconds: ttlSeconds } = template;
  const category = template.category.toLowerCase();
  const components = new Map(template.components.map((component) => [String(component.type), component]));
  if (category === "authentication") {
    return {
      input: given({ name, language, category, ttlSeconds, ...authentication(components) }),
      withoutSample: [],
    };
  }
  const samples = createSamples();
  const untracked = template.cta_url_link_tracking_opted_out;
  const offer = components.get("LIMITED_TIME_OFFER");
  const carousel = components.get("CAROUSEL");
  const input = given({
    name,
    language,
    category,
    header: headerFrom(components.get("HEADER"), samples),
    limitedTimeOffer: offer && offerFrom(record(offer.limited_time_offer) ?? {}),
    body: bodyFrom(components.get("BODY"), samples),
    footer: text(components.get("FOOTER")?.text),
    buttons: buttonsFrom(components.get("BUTTONS"), samples),
    cards: carousel && list(carousel.cards).map((card) => cardFrom(record(card) ?? {}, samples.missing)),
    orderStatus: template.sub_category === "ORDER_STATUS" ? true : undefined,
    callPermissionRequest:
      components.has("CALL_PERMISSION_REQUEST") || template.sub_category === "CALL_PERMISSIONS_REQUEST"
        ? true
        : undefined,
    ttlSeconds,
    linkTracking: untracked === undefined ? undefined : !untracked,
    examples: samples.all(),
  });
  return { input, withoutSample: samples.missing };
}

/** Gathers the samples of a template or a card. */
interface Samples {
  readonly missing: string[];
  put(name: string, value: unknown): void;
  all(): Readonly<Record<string, string>> | undefined;
}

function createSamples(missing: string[] = []): Samples {
  const values = new Map<string, string>();
  return {
    missing,
    put: (name, value) => {
      const sample = text(value);
      if (sample === undefined || sample.trim() === "") {
        if (!values.has(name)) missing.push(name);
        values.set(name, values.get(name) ?? name);
      } else {
        values.set(name, sample);
      }
    },
    all: () => (values.size === 0 ? undefined : Object.fromEntries(values)),
  };
}

function authentication(components: ReadonlyMap<string, Json>): Json {
  const body = components.get("BODY");
  const footer = components.get("FOOTER");
  return {
    securityRecommendation: body?.add_security_recommendation,
    codeExpirationMinutes: footer?.code_expiration_minutes,
    otp: otpFromJson(record(list(components.get("BUTTONS")?.buttons)[0]) ?? {}),
  };
}

function headerFrom(header: Json | undefined, samples: Samples): Json | undefined {
  if (header === undefined) return undefined;
  const format = String(header.format).toLowerCase();
  const example = record(header.example);
  if (format !== "text") return given({ format, example: list(example?.header_handle)[0] });
  const content = text(header.text) ?? "";
  const [name] = variablesIn(content);
  if (name !== undefined) {
    const sample = named(example?.header_text_named_params, name) ?? list(example?.header_text)[0];
    samples.put(slotName(name, "header"), sample);
  }
  return { text: content };
}

function bodyFrom(body: Json | undefined, samples: Samples): string | undefined {
  if (body === undefined) return undefined;
  const content = text(body.text) ?? "";
  const example = record(body.example);
  const positional = list(list(example?.body_text)[0]);
  for (const name of variablesIn(content))
    samples.put(name, named(example?.body_text_named_params, name) ?? positional[Number(name) - 1]);
  return content;
}

function named(params: unknown, name: string): unknown {
  return list(params)
    .map((item) => record(item))
    .find((item) => item?.param_name === name)?.example;
}

function offerFrom(offer: Json): Json {
  return given({ text: offer.text, expires: offer.has_expiration });
}

function buttonsFrom(buttons: Json | undefined, samples: Samples): readonly unknown[] | undefined {
  if (buttons === undefined) return undefined;
  const raw = list(buttons.buttons).map((button) => record(button) ?? {});
  const urls = raw.filter((button) => variablesIn(text(button.url) ?? "").length > 0);
  return raw.map((button) => {
    // Meta calls the variable of every URL {{1}}: two of them need names of their own here.
    const name = urls.length > 1 ? `url_${String(urls.indexOf(button) + 1)}` : undefined;
    const url = renamed(text(button.url), name);
    const [variable] = variablesIn(url ?? "");
    if (variable !== undefined)
      samples.put(slotName(variable, "url"), urlSample(text(list(button.example)[0]), url ?? ""));
    return buttonFromJson({ ...button, ...(url === undefined ? {} : { url }) });
  });
}

function renamed(url: string | undefined, name: string | undefined): string | undefined {
  return name === undefined ? url : url?.replace(/\{\{[^{}]*\}\}$/, `{{${name}}}`);
}

function urlSample(example: string | undefined, url: string): string | undefined {
  const start = url.replace(/\{\{[^{}]*\}\}$/, "");
  return example?.startsWith(start) === true ? example.slice(start.length) : example;
}

function cardFrom(card: Json, missing: string[]): Json {
  const components = new Map(
    list(card.components).map((component) => [String(record(component)?.type), record(component) ?? {}]),
  );
  const samples = createSamples(missing);
  return given({
    header: headerFrom(components.get("HEADER"), samples),
    body: bodyFrom(components.get("BODY"), samples),
    buttons: buttonsFrom(components.get("BUTTONS"), samples),
    examples: samples.all(),
  });
}
