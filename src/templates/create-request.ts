import { isPositional } from "./bind-template.js";
import { templateVariables } from "./definition-problems.js";
import type { ButtonDefinition, TemplateDefinition, TextTemplateInput } from "./template-definition.js";
import { fillIn, variablesIn } from "./variables.js";

/** The body of `POST /{waba-id}/message_templates` for a definition. */
export interface TemplateCreateRequest {
  readonly name: string;
  readonly language: string;
  readonly category: string;
  readonly parameter_format: "NAMED" | "POSITIONAL";
  readonly components: readonly Readonly<Record<string, unknown>>[];
}

/** What Meta needs to create the template, samples included. */
export function toCreateRequest(template: TemplateDefinition): TemplateCreateRequest {
  const names = templateVariables(template);
  return {
    name: template.name,
    language: template.language,
    category: template.category.toUpperCase(),
    parameter_format: names.length > 0 && !isPositional(names) ? "NAMED" : "POSITIONAL",
    components: template.category === "authentication" ? authentication(template) : textComponents(template),
  };
}

function authentication(
  template: Extract<TemplateDefinition, { category: "authentication" }>,
): Record<string, unknown>[] {
  const { securityRecommendation, codeExpirationMinutes } = template;
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
    { type: "BUTTONS", buttons: [{ type: "OTP", otp_type: "COPY_CODE" }] },
  ];
}

function textComponents(template: TextTemplateInput): Record<string, unknown>[] {
  const samples = template.examples ?? {};
  return [
    ...header(template, samples),
    { type: "BODY", text: template.body, ...example("body_text", template.body, samples) },
    ...(template.footer === undefined ? [] : [{ type: "FOOTER", text: template.footer }]),
    ...(template.buttons === undefined
      ? []
      : [{ type: "BUTTONS", buttons: template.buttons.map((button) => buttonOf(button, samples)) }]),
  ];
}

function header(
  { header: given }: TextTemplateInput,
  samples: Readonly<Record<string, string>>,
): Record<string, unknown>[] {
  if (given === undefined) return [];
  if (given.format === undefined)
    return [
      { type: "HEADER", format: "TEXT", text: given.text, ...example("header_text", given.text, samples) },
    ];
  return [
    {
      type: "HEADER",
      format: given.format.toUpperCase(),
      ...(given.example === undefined ? {} : { example: { header_handle: [given.example] } }),
    },
  ];
}

function example(
  field: "body_text" | "header_text",
  text: string,
  samples: Readonly<Record<string, string>>,
): Record<string, unknown> {
  const names = variablesIn(text);
  if (names.length === 0) return {};
  if (!isPositional(names)) {
    return {
      example: {
        [`${field}_named_params`]: names.map((name) => ({ param_name: name, example: samples[name] })),
      },
    };
  }
  const values = [...names].sort((a, b) => Number(a) - Number(b)).map((name) => samples[name]);
  return { example: { [field]: field === "body_text" ? [values] : values } };
}

function buttonOf(
  button: ButtonDefinition,
  samples: Readonly<Record<string, string>>,
): Record<string, unknown> {
  switch (button.type) {
    case "quick_reply":
      return { type: "QUICK_REPLY", text: button.text };
    case "phone_number":
      return { type: "PHONE_NUMBER", text: button.text, phone_number: button.phoneNumber };
    case "copy_code":
      return { type: "COPY_CODE", example: button.example };
    case "url": {
      const dynamic = variablesIn(button.url).length > 0;
      return {
        type: "URL",
        text: button.text,
        url: button.url,
        ...(dynamic ? { example: [fillIn(button.url, samples)] } : {}),
      };
    }
  }
}
