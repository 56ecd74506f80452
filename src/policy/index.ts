/** The policy: allow, hold or refuse one send, and why. */
export { decide, effectiveCategory } from "./decide.js";
export { checkPolicy, settingOf } from "./policy-options.js";
export type { CheckedLoosening, CheckedPolicy, Loosening, PolicyOptions } from "./policy-options.js";
export { POLICY_SETTINGS } from "./policy-settings.js";
export type { PolicySetting, PolicySettingInfo } from "./policy-settings.js";
export { STRICT_POLICY } from "./policy-config.js";
export type { PolicyConfig } from "./policy-config.js";
export { STRICT_GUARDS } from "./guard-config.js";
export type { GuardConfig } from "./guard-config.js";
export type { BreakerReading, GuardReadings, PeopleReading } from "./guard-readings.js";
export { STRANGER_PAUSE_MS } from "./rules/stranger-burst.js";
export { NO_COUNTS } from "./policy-request.js";
export type {
  FreeFormRequest,
  PolicyCounts,
  PolicyRecipient,
  PolicyRequest,
  PolicySnapshot,
  TemplateRequest,
} from "./policy-request.js";
export { hold, refuse } from "./rule.js";
