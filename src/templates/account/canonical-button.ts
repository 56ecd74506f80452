import { variablesIn } from "../variables.js";
import { given, type Json, list, others, record, sorted, text, upper } from "./read-json.js";

const KNOWN = ["type", "text"];

/** One button in the form in which it is submitted. */
export function canonicalButton(button: Json): Json {
  const type = upper(button.type) ?? "";
  const label = text(button.text);
  switch (type) {
    case "URL": {
      const url = text(button.url);
      const [sample] = [button.example].flat();
      return given({
        type,
        text: label,
        url,
        example: variablesIn(url ?? "").length > 0 && text(sample) !== undefined ? [sample] : undefined,
        app_deep_link: record(button.app_deep_link) && sorted(button.app_deep_link),
        ...others(button, [...KNOWN, "url", "example", "app_deep_link"]),
      });
    }
    case "PHONE_NUMBER":
      return given({
        type,
        text: label,
        phone_number: text(button.phone_number),
        ...others(button, [...KNOWN, "phone_number"]),
      });
    // Its label is Meta's, and is not submitted.
    case "COPY_CODE":
      return given({
        type,
        example: text([button.example].flat()[0]),
        ...others(button, [...KNOWN, "example"]),
      });
    case "FLOW":
      return given({
        type,
        text: label,
        flow_id: text(button.flow_id),
        flow_name: text(button.flow_name),
        flow_json: text(button.flow_json),
        flow_action: text(button.flow_action)?.toLowerCase(),
        navigate_screen: text(button.navigate_screen),
        icon: upper(button.icon),
        ...others(button, [
          ...KNOWN,
          "flow_id",
          "flow_name",
          "flow_json",
          "flow_action",
          "navigate_screen",
          "icon",
        ]),
      });
    default:
      return given({ type, text: label, ...others(button, KNOWN) });
  }
}

const OTP = [
  "type",
  "otp_type",
  "text",
  "autofill_text",
  "supported_apps",
  "zero_tap_terms_accepted",
  // Meta's own link, and the old form with one app.
  "url",
  "example",
  "package_name",
  "signature_hash",
];

/** The button of a one-time code: Meta shows it as a link to itself. */
export function canonicalOtp(button: Json): Json {
  const fromLink = /[?&]otp_type=([A-Za-z_]+)/.exec(text(button.url) ?? "")?.[1];
  const kind = upper(button.otp_type) ?? fromLink?.toUpperCase() ?? "COPY_CODE";
  const single = text(button.package_name) !== undefined && {
    package_name: button.package_name,
    signature_hash: button.signature_hash,
  };
  const apps = list(button.supported_apps);
  return given({
    type: "OTP",
    otp_type: kind,
    text: text(button.text),
    autofill_text: kind === "COPY_CODE" ? undefined : text(button.autofill_text),
    supported_apps:
      apps.length > 0 ? apps.map(sorted) : single === false || kind === "COPY_CODE" ? undefined : [single],
    // Meta need not repeat it; a "no" in a file stays one.
    zero_tap_terms_accepted: kind === "ZERO_TAP" ? button.zero_tap_terms_accepted !== false : undefined,
    ...others(button, OTP),
  });
}
