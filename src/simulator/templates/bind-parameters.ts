import { GraphFailure, invalid, missing } from "../graph-failure.js";
import { type Json, lengthOf, list, record, text, upper } from "../json.js";
import { type PhoneButton, type Rendered } from "../people/phone-message.js";
import { mediaLabel } from "../people/render-message.js";
import { buttonsOf, component, type SimulatedTemplate, variablesOf } from "./simulated-template.js";

/**
 * Puts the parameters of a send into the template, as Meta does at send time, and returns what the person sees.
 *
 * Throws 132000 (count), 132012 (format), 132005 (length), 132018 (content), 131008 (missing).
 */
export function bindParameters(template: SimulatedTemplate, sent: readonly unknown[]): Rendered {
  const components = sent.map((item) => record(item) ?? {});
  if (template.category === "AUTHENTICATION") return bindCode(template, components);
  const header = bindHeader(template, find(components, "header"));
  const body = fill(text(component(template, "BODY")?.text) ?? "", find(components, "body"), template, {
    part: "body",
    max: 1024,
  });
  bindCards(template, find(components, "carousel"));
  return {
    header,
    body,
    footer: text(component(template, "FOOTER")?.text),
    buttons: bindButtons(template, components),
  };
}

function find(components: readonly Json[], type: string): Json | undefined {
  return components.find((item) => String(item.type).toLowerCase() === type);
}

function parametersOf(sent: Json | undefined): readonly Json[] {
  return list(sent?.parameters).map((item) => record(item) ?? {});
}

function bindHeader(template: SimulatedTemplate, sent: Json | undefined): string | undefined {
  const header = component(template, "HEADER");
  const parameters = parametersOf(sent);
  if (header === undefined) {
    if (parameters.length > 0) throw countMismatch("header", parameters.length, 0);
    return undefined;
  }
  const format = upper(header.format, "TEXT");
  if (format === "TEXT") return fill(text(header.text) ?? "", sent, template, { part: "header", max: 60 });
  const [given] = parameters;
  if (parameters.length !== 1 || given === undefined)
    throw formatMismatch(`header: Format mismatch, expected ${format}, received UNKNOWN`);
  const type = String(given.type).toLowerCase();
  if (type.toUpperCase() !== format)
    throw formatMismatch(`header: Format mismatch, expected ${format}, received ${type.toUpperCase()}`);
  const media = record(given[type]) ?? {};
  if (
    ["image", "video", "document"].includes(type) &&
    (text(media.id) === undefined) === (text(media.link) === undefined)
  ) {
    throw missing(`header: ${type} must have exactly one of id and link`);
  }
  return mediaLabel(type, media);
}

/** Fills one text. Positional parameters stand in order, named ones carry their name. */
function fill(
  content: string,
  sent: Json | undefined,
  template: SimulatedTemplate,
  { part, max }: { part: string; max: number },
): string {
  const variables = variablesOf(content);
  const parameters = parametersOf(sent);
  if (parameters.length !== variables.length) throw countMismatch(part, parameters.length, variables.length);
  const values = new Map<string, string>();
  for (const [index, parameter] of parameters.entries()) {
    const name = template.parameterFormat === "NAMED" ? text(parameter.parameter_name) : String(index + 1);
    if (name === undefined) throw formatMismatch(`${part}: Parameter name is missing or empty`);
    if (!variables.includes(name))
      throw formatMismatch(`${part}: Parameter name ${name} does not stand in the template`);
    values.set(name, valueOf(parameter, part));
  }
  if (values.size < variables.length) throw countMismatch(part, values.size, variables.length);
  const filled = content.replace(
    /\{\{\s*([^{}]*?)\s*\}\}/g,
    (whole, name: string) => values.get(name) ?? whole,
  );
  if (lengthOf(filled) > max)
    throw new GraphFailure(132005, {
      details: `${part}: text with its parameters is longer than ${String(max)} characters`,
    });
  return filled;
}

function valueOf(parameter: Json, part: string): string {
  const type = String(parameter.type).toLowerCase();
  if (type === "currency" || type === "date_time") {
    const fallback = text(record(parameter[type])?.fallback_value);
    if (fallback === undefined) throw missing(`${part}: fallback_value is required`);
    return fallback;
  }
  if (type !== "text")
    throw formatMismatch(`${part}: Format mismatch, expected TEXT, received ${type.toUpperCase()}`);
  const value = text(parameter.text);
  if (value === undefined) throw missing("Parameter of type text is missing text value");
  if (/[\n\r\t]/.test(value) || / {5,}/.test(value)) {
    throw new GraphFailure(132018, {
      details: "Param text cannot have new-line/tab characters or more than 4 consecutive spaces",
    });
  }
  return value;
}

function bindButtons(template: SimulatedTemplate, components: readonly Json[]): PhoneButton[] {
  const buttons = buttonsOf(template);
  const sent = new Map<number, Json>();
  for (const item of components) {
    if (String(item.type).toLowerCase() !== "button") continue;
    const index = Number(item.index ?? Number.NaN);
    const button = buttons[index];
    if (button === undefined)
      throw new GraphFailure(132018, {
        details: `buttons: there is no button at index ${String(item.index)}`,
      });
    if (String(item.sub_type).toLowerCase() !== String(button.type).toLowerCase()) {
      throw formatMismatch(
        `buttons: Button at index ${String(index)} is of type ${titleCase(String(button.type))}, received ${titleCase(String(item.sub_type))}`,
      );
    }
    sent.set(index, item);
  }
  return buttons.map((button, index) => bindButton(button, index, parametersOf(sent.get(index))[0]));
}

function bindButton(button: Json, index: number, parameter: Json | undefined): PhoneButton {
  const type = upper(button.type);
  const title = text(button.text) ?? titleCase(type);
  switch (type) {
    case "QUICK_REPLY":
      return { kind: "reply", title, id: text(parameter?.payload) ?? title };
    case "URL": {
      const url = text(button.url) ?? "";
      if (variablesOf(url).length === 0) {
        if (parameter !== undefined)
          throw new GraphFailure(132018, {
            details: `buttons: Button at index ${String(index)} of type Url takes no parameter`,
          });
        return { kind: "url", title, target: url };
      }
      const suffix = text(parameter?.text);
      if (suffix === undefined) throw requiresParameter(index, "Url");
      return { kind: "url", title, target: url.replace(/\{\{[^}]*\}\}/, suffix) };
    }
    case "COPY_CODE": {
      const code = text(parameter?.coupon_code);
      if (code === undefined) throw requiresParameter(index, "CopyCode");
      if (!/^[A-Za-z0-9]{1,15}$/.test(code))
        throw invalid("buttons: coupon_code must be 1 to 15 letters and digits");
      return { kind: "copy_code", title: "Copy offer code", target: code };
    }
    case "PHONE_NUMBER":
      return { kind: "phone_number", title, target: text(button.phone_number) };
    case "FLOW":
      return { kind: "flow", title };
    default:
      return { kind: "other", title };
  }
}

/** The number of cards sent must be the number defined. */
function bindCards(template: SimulatedTemplate, sent: Json | undefined): void {
  const defined = list(component(template, "CAROUSEL")?.cards).length;
  const given = list(sent?.cards).length;
  if (defined !== given)
    throw formatMismatch(`carousel: expected ${String(defined)} cards, received ${String(given)}`);
}

/** Meta writes the text; the code stands in the body and, once more, in the button. */
function bindCode(template: SimulatedTemplate, components: readonly Json[]): Rendered {
  const parameters = parametersOf(find(components, "body"));
  const [parameter] = parameters;
  if (parameters.length !== 1 || parameter === undefined) throw countMismatch("body", parameters.length, 1);
  const code = valueOf(parameter, "body");
  if (lengthOf(code) > 15)
    throw new GraphFailure(132018, { details: "body: the code must be at most 15 characters long" });
  const inButton = text(parametersOf(find(components, "button"))[0]?.text);
  if (inButton === undefined) throw requiresParameter(0, "Url");
  if (inButton !== code)
    throw new GraphFailure(132018, {
      details: "buttons: the code in the button must be the code in the body",
    });
  const advice =
    component(template, "BODY")?.add_security_recommendation === true
      ? " For your security, do not share this code."
      : "";
  const minutes = component(template, "FOOTER")?.code_expiration_minutes;
  return {
    body: `*${code}* is your verification code.${advice}`,
    footer: typeof minutes === "number" ? `This code expires in ${String(minutes)} minutes.` : undefined,
    buttons: [{ kind: "copy_code", title: text(buttonsOf(template)[0]?.text) ?? "Copy code", target: code }],
  };
}

function countMismatch(part: string, given: number, expected: number): GraphFailure {
  return new GraphFailure(132000, {
    details: `${part}: number of localizable_params (${String(given)}) does not match the expected number of params (${String(expected)})`,
  });
}

function formatMismatch(details: string): GraphFailure {
  return new GraphFailure(132012, { details });
}

function requiresParameter(index: number, type: string): GraphFailure {
  return missing(`buttons: Button at index ${String(index)} of type ${type} requires a parameter`);
}

function titleCase(type: string): string {
  return type.toLowerCase().replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
