import type { TemplateDefinition } from "./template-definition.js";
import { fillIn } from "./variables.js";

/** A template as the person will see it. */
export interface RenderedTemplate {
  readonly header?: string | undefined;
  readonly body: string;
  readonly footer?: string | undefined;
  readonly buttons: readonly string[];
}

/** Renders a template with its values, for previews, tests and transcripts. Media headers show as `[image]`. */
export function renderTemplate(
  template: TemplateDefinition,
  params: Readonly<Record<string, unknown>> = {},
): RenderedTemplate {
  if (template.category === "authentication") {
    const advice =
      template.securityRecommendation === true ? " For your security, do not share this code." : "";
    const minutes = template.codeExpirationMinutes;
    return {
      body: `${String(params.code)} is your verification code.${advice}`,
      footer: minutes === undefined ? undefined : `This code expires in ${String(minutes)} minutes.`,
      buttons: ["Copy code"],
    };
  }
  const values = Object.fromEntries(
    Object.entries(params).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
  const { header, buttons = [] } = template;
  return {
    header: header?.format === undefined ? header && fillIn(header.text, values) : `[${header.format}]`,
    body: fillIn(template.body, values),
    footer: template.footer,
    buttons: buttons.map((button) => (button.type === "copy_code" ? "Copy offer code" : button.text)),
  };
}
