import { type ButtonDefinition, labelOf, type OtpButtonDefinition } from "./button-definition.js";
import { slotName } from "./template-parameters.js";
import { fillIn, variablesIn } from "./variables.js";

type Json = Record<string, unknown>;

/** A button as Meta wants it at creation. */
export function buttonToCreate(button: ButtonDefinition, samples: Readonly<Record<string, string>>): Json {
  const type = button.type.toUpperCase();
  const text = labelOf(button);
  switch (button.type) {
    case "phone_number":
      return { type, text, phone_number: button.phoneNumber };
    case "copy_code":
      return { type, example: button.example };
    case "voice_call":
      return { type, text, ...given({ ttl_minutes: button.ttlMinutes }) };
    case "flow":
      return {
        type,
        text,
        ...given({
          flow_id: button.flowId,
          flow_name: button.flowName,
          flow_json: button.flowJson,
          flow_action: button.action,
          navigate_screen: button.screen,
          icon: button.icon?.toUpperCase(),
        }),
      };
    case "url":
      return {
        type,
        text,
        url: urlToCreate(button.url),
        ...(variablesIn(button.url).length === 0
          ? {}
          : { example: [fillIn(button.url, (name) => samples[slotName(name, "url")])] }),
        ...(button.appDeepLink === undefined
          ? {}
          : {
              app_deep_link: given({
                meta_app_id: button.appDeepLink.metaAppId,
                android_deep_link: button.appDeepLink.androidDeepLink,
                android_fallback_playstore_url: button.appDeepLink.androidFallbackPlaystoreUrl,
              }),
            }),
      };
    default:
      return { type, text };
  }
}

/** The one variable of a URL is `{{1}}` to Meta, whatever it is called here. */
export function urlToCreate(url: string): string {
  return url.replace(/\{\{[^{}]*\}\}$/, "{{1}}");
}

/** The button of an authentication template. */
export function otpToCreate(otp: OtpButtonDefinition = { type: "copy_code" }): Json {
  const button = { type: "OTP", otp_type: otp.type.toUpperCase(), ...given({ text: otp.text }) };
  if (otp.type === "copy_code") return button;
  return {
    ...button,
    ...given({ autofill_text: otp.autofillText }),
    supported_apps: otp.apps.map(({ packageName, signatureHash }) => ({
      package_name: packageName,
      signature_hash: signatureHash,
    })),
    ...(otp.type === "zero_tap" ? { zero_tap_terms_accepted: otp.termsAccepted } : {}),
  };
}

function given(fields: Json): Json {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
