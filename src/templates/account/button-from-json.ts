import { given, type Json, list, record } from "./read-json.js";

/** A button as a definition says it; one of an unknown type as it is, which no definition takes. */
export function buttonFromJson(button: Json): Json {
  const { text } = button;
  const type = String(button.type).toLowerCase();
  switch (type) {
    case "quick_reply":
      return given({ type, text });
    case "url":
      return given({ type, text, url: button.url, appDeepLink: deepLink(record(button.app_deep_link)) });
    case "phone_number":
      return given({ type, text, phoneNumber: button.phone_number });
    case "copy_code":
      return given({ type, example: button.example });
    case "flow":
      return given({
        type,
        text,
        flowId: button.flow_id,
        flowName: button.flow_name,
        flowJson: button.flow_json,
        action: button.flow_action,
        screen: button.navigate_screen,
        icon: typeof button.icon === "string" ? button.icon.toLowerCase() : undefined,
      });
    case "voice_call":
      return given({ type, text, ttlMinutes: button.ttl_minutes });
    case "order_details":
      return given({ type, text: text === "Review and Pay" ? undefined : text });
    case "catalog":
    case "mpm":
    case "spm":
    case "request_contact_info":
      return { type };
    default:
      return button;
  }
}

function deepLink(link: Json | undefined): Json | undefined {
  return (
    link &&
    given({
      metaAppId: link.meta_app_id,
      androidDeepLink: link.android_deep_link,
      androidFallbackPlaystoreUrl: link.android_fallback_playstore_url,
    })
  );
}

/** The button of a one-time code. A bare "copy code" is what a definition means by saying nothing. */
export function otpFromJson(button: Json): Json | undefined {
  const type = String(button.otp_type).toLowerCase();
  const { text } = button;
  if (type === "copy_code") return text === undefined ? undefined : { type, text };
  return given({
    type,
    text,
    autofillText: button.autofill_text,
    apps: list(button.supported_apps).map((app) => ({
      packageName: record(app)?.package_name,
      signatureHash: record(app)?.signature_hash,
    })),
    termsAccepted: type === "zero_tap" ? button.zero_tap_terms_accepted : undefined,
  });
}
