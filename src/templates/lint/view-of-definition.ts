import type { ButtonDefinition, OtpButtonDefinition } from "../button-definition.js";
import { labelOf } from "../button-definition.js";
import type { CardDefinition, HeaderDefinition, TemplateInput } from "../template-definition.js";
import { slotName } from "../template-parameters.js";
import { variablesIn } from "../variables.js";
import type { ButtonView, CardView, HeaderView, OtpView, TemplateView, TextView } from "./template-view.js";

type Samples = Readonly<Record<string, string>>;

/** The view of a definition in code. Its shape is checked already. */
export function viewOfDefinition(template: TemplateInput): TemplateView {
  const { name, language, category, ttlSeconds } = template;
  const common = { source: "definition" as const, name, language, category, ttlSeconds };
  if (template.category === "authentication") {
    const { otp = { type: "copy_code" }, codeExpirationMinutes } = template;
    return {
      ...common,
      orderStatus: false,
      callPermission: false,
      components: ["body", ...(codeExpirationMinutes === undefined ? [] : ["footer"]), "buttons"],
      buttons: [{ field: "otp", type: "otp", label: otp.text, otp: otpView(otp) }],
      codeExpirationMinutes,
    };
  }
  const { header, body, footer, limitedTimeOffer, buttons, cards, examples = {} } = template;
  return {
    ...common,
    orderStatus: template.orderStatus === true,
    callPermission: template.callPermissionRequest === true,
    components: [
      ...(header === undefined ? [] : ["header"]),
      ...(limitedTimeOffer === undefined ? [] : ["limited_time_offer"]),
      "body",
      ...(footer === undefined ? [] : ["footer"]),
      ...(buttons === undefined ? [] : ["buttons"]),
      ...(cards === undefined ? [] : ["carousel"]),
      ...(template.callPermissionRequest === true ? ["call_permission_request"] : []),
    ],
    header: header === undefined ? undefined : headerView(header, "", examples),
    body: textView("body", body, examples),
    footer: footer === undefined ? undefined : textView("footer", footer, {}),
    offer:
      limitedTimeOffer === undefined
        ? undefined
        : { text: limitedTimeOffer.text, expires: limitedTimeOffer.expires === true },
    buttons: buttons?.map((button, index) => buttonView(button, `buttons[${String(index)}]`, examples)),
    cards: cards?.map(cardView),
  };
}

function cardView({ header, body, buttons = [], examples = {} }: CardDefinition, index: number): CardView {
  const field = `cards[${String(index)}]`;
  return {
    field,
    header: headerView(header, `${field}.`, examples),
    body: body === undefined ? undefined : textView(`${field}.body`, body, examples),
    buttons: buttons.map((button, at) => buttonView(button, `${field}.buttons[${String(at)}]`, examples)),
  };
}

function headerView(
  header: HeaderDefinition | CardDefinition["header"],
  path: string,
  examples: Samples,
): HeaderView {
  const field = `${path}header`;
  if (header.format !== undefined)
    return { field, format: header.format, sampled: header.example !== undefined };
  return {
    field,
    format: "text",
    text: textView(`${field}.text`, header.text, examples, "header"),
    sampled: false,
  };
}

function textView(field: string, text: string, examples: Samples, slot?: "header" | "url"): TextView {
  const sampleOf = (name: string): string | undefined => {
    const key = slot === undefined ? name : slotName(name, slot);
    return Object.hasOwn(examples, key) ? examples[key] : undefined;
  };
  return {
    field,
    text,
    samples: Object.fromEntries(variablesIn(text).map((name) => [name, sampleOf(name)])),
  };
}

function buttonView(button: ButtonDefinition, field: string, examples: Samples): ButtonView {
  const { type } = button;
  switch (type) {
    case "quick_reply":
      return { field, type, label: button.text, payload: button.payload };
    case "url":
      return {
        field,
        type,
        label: button.text,
        url: textView(`${field}.url`, button.url, examples, "url"),
      };
    case "phone_number":
      return { field, type, label: button.text, phoneNumber: button.phoneNumber };
    case "copy_code":
      return { field, type, example: button.example };
    case "flow": {
      const sources = [button.flowId, button.flowName, button.flowJson];
      return {
        field,
        type,
        label: button.text,
        flowSources: sources.filter((source) => source !== undefined).length,
      };
    }
    case "voice_call":
      return { field, type, label: button.text, ttlMinutes: button.ttlMinutes };
    default:
      return { field, type, label: labelOf(button) };
  }
}

function otpView(otp: OtpButtonDefinition): OtpView {
  if (otp.type === "copy_code") return { type: otp.type };
  return {
    type: otp.type,
    autofillLabel: otp.autofillText,
    apps: otp.apps,
    termsAccepted: otp.type === "zero_tap" ? otp.termsAccepted : undefined,
  };
}
