/** Button payloads and reply ids that opt out unless the business names its own. Source: compliance 4.1. */
export const DEFAULT_OPT_OUT_PAYLOADS: readonly string[] = [
  "OPT_OUT",
  "OPTOUT",
  "OPT_OUT_ALL",
  "STOP",
  "STOP_ALL",
  "STOPALL",
  "STOP_MARKETING",
  "STOP_PROMOTIONS",
  "UNSUBSCRIBE",
];

/** Button payloads and reply ids that opt in unless the business names its own. `START` is what bots greet with. */
export const DEFAULT_OPT_IN_PAYLOADS: readonly string[] = ["OPT_IN", "OPTIN", "START_MARKETING", "SUBSCRIBE"];

/** Whether a payload is one of those registered; case and outer spaces do not count. */
export function isRegisteredPayload(payload: string, registered: readonly string[]): boolean {
  const wanted = payload.trim().toUpperCase();
  return registered.some((id) => id.trim().toUpperCase() === wanted);
}
