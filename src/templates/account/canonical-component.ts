import { variablesIn } from "../variables.js";
import { canonicalButton, canonicalOtp } from "./canonical-button.js";
import { given, type Json, list, others, record, sorted, text, upper } from "./read-json.js";

const ORDER = [
  "HEADER",
  "LIMITED_TIME_OFFER",
  "BODY",
  "FOOTER",
  "BUTTONS",
  "CAROUSEL",
  "CALL_PERMISSION_REQUEST",
];

/** Components in a fixed order and form. Unknown ones come last, as they are. */
export function canonicalComponents(components: readonly unknown[], oneTimeCode: boolean): readonly Json[] {
  return components
    .map((component) => canonical(record(component) ?? {}, oneTimeCode))
    .map((component, index) => ({ component, index, rank: rankOf(component) }))
    .sort((a, b) => a.rank - b.rank || a.index - b.index)
    .map(({ component }) => component);
}

function rankOf({ type }: Json): number {
  const rank = ORDER.indexOf(String(type));
  return rank < 0 ? ORDER.length : rank;
}

function canonical(component: Json, oneTimeCode: boolean): Json {
  const type = upper(component.type) ?? "";
  switch (type) {
    case "HEADER":
      return header(component);
    case "BODY":
      return oneTimeCode ? codeBody(component) : body(component);
    case "FOOTER":
      return oneTimeCode ? codeFooter(component) : plain(component, ["text"]);
    case "BUTTONS":
      return {
        type,
        buttons: list(component.buttons).map((button) =>
          oneTimeCode ? canonicalOtp(record(button) ?? {}) : canonicalButton(record(button) ?? {}),
        ),
        ...others(component, ["type", "buttons"]),
      };
    case "CAROUSEL":
      return {
        type,
        cards: list(component.cards).map((card) => ({
          components: canonicalComponents(list(record(card)?.components), false),
          // Meta numbers the cards; their order says the same.
          ...others(record(card) ?? {}, ["components", "card_index"]),
        })),
        ...others(component, ["type", "cards"]),
      };
    default:
      return { type, ...others(component, ["type"]) };
  }
}

function plain(component: Json, fields: readonly string[]): Json {
  return given({
    type: upper(component.type),
    ...Object.fromEntries(fields.map((name) => [name, text(component[name])])),
    ...others(component, ["type", ...fields]),
  });
}

function header(component: Json): Json {
  const format = upper(component.format) ?? "TEXT";
  const content = text(component.text);
  const example = record(component.example);
  return given({
    type: "HEADER",
    format,
    text: content,
    example: format === "TEXT" ? textSample(content ?? "", example, "header_text") : handle(example),
    ...others(component, ["type", "format", "text", "example"]),
  });
}

/** What was uploaded comes back as a link, which cannot be submitted and is another one at each read. */
function handle(example: Json | undefined): Json | undefined {
  const handles = list(example?.header_handle).filter(
    (item) => typeof item === "string" && !/^https?:/i.test(item),
  );
  return handles.length === 0 ? undefined : { header_handle: handles };
}

function body(component: Json): Json {
  const content = text(component.text);
  return given({
    type: "BODY",
    text: content,
    example: textSample(content ?? "", record(component.example), "body_text"),
    ...others(component, ["type", "text", "example"]),
  });
}

/** Samples of a text, where it has variables. */
function textSample(
  content: string,
  example: Json | undefined,
  field: "header_text" | "body_text",
): Json | undefined {
  if (example === undefined || variablesIn(content).length === 0) return undefined;
  const named = list(example[`${field}_named_params`]);
  if (named.length > 0) return { [`${field}_named_params`]: named.map(sorted) };
  const values = list(example[field]);
  if (values.length === 0) return undefined;
  if (field === "header_text") return { header_text: values };
  // `[["a", "b"]]`, and in old samples `["a", "b"]`.
  return { body_text: [Array.isArray(values[0]) ? values[0] : values] };
}

/** Meta writes the text of a one-time code and shows it on reading; submitted it would be refused. */
function codeBody(component: Json): Json {
  const advice = component.add_security_recommendation;
  return {
    type: "BODY",
    ...(typeof advice === "boolean" ? { add_security_recommendation: advice } : {}),
    ...others(component, ["type", "text", "example", "add_security_recommendation"]),
  };
}

function codeFooter(component: Json): Json {
  const minutes = Number(component.code_expiration_minutes);
  return {
    type: "FOOTER",
    ...(Number.isFinite(minutes) ? { code_expiration_minutes: minutes } : {}),
    ...others(component, ["type", "text", "code_expiration_minutes"]),
  };
}
