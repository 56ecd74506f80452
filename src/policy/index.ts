/** The policy: allow, hold or refuse one send, and why. */
export { decide, effectiveCategory } from "./decide.js";
export { checkPolicy, settingOf } from "./check-policy.js";
export type { CheckedLoosening, CheckedPolicy } from "./check-policy.js";
export { POLICY_CHOICES } from "./policy-choices.js";
export type { PolicyChoice, PolicyChoiceInfo, PolicyChoiceValue } from "./policy-choices.js";
export type { HolidayOptions, RestrictedVertical, VerticalOptions } from "./policy-countries.js";
export type { Loosening, LooseningReason, PolicyOptions, PolicyValues } from "./policy-options.js";
export { POLICY_SETTINGS } from "./policy-settings.js";
export type { PolicySetting, PolicySettingInfo } from "./policy-settings.js";
export { STRICT_POLICY } from "./policy-config.js";
export type { PolicyConfig } from "./policy-config.js";
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
  ReceiptRequest,
  TemplateRequest,
} from "./policy-request.js";
export { hold, refuse } from "./rule.js";
export { staysOutOfHandOff } from "./rules/handed-off.js";
export { DEFAULT_CONTENT } from "./content/content-config.js";
export type { ContentAction, ContentConfig } from "./content/content-config.js";
export { readContent, readTemplateContent } from "./content/read-content.js";
export type { ContentReading } from "./content/read-content.js";
export { QUIET_HOURS } from "./data/quiet-hours.js";
export type { Confidence, CountryHours } from "./data/quiet-hours.js";
export { UNSUPPORTED_COUNTRIES } from "./data/unsupported-countries.js";
export type { UnsupportedCountry } from "./data/unsupported-countries.js";
export { VERTICALS } from "./data/verticals.js";
export type { Vertical, VerticalRule } from "./data/verticals.js";
export { PERSON_LOOK_BACK_MS, personStanding } from "./person-standing.js";
export type { PastSend, PersonStanding } from "./person-standing.js";
export { STRICT_QUIET_HOURS } from "./quiet-hours/quiet-hours-config.js";
export type { QuietHoursConfig } from "./quiet-hours/quiet-hours-config.js";
export { isOpen, nextOpening } from "./quiet-hours/next-opening.js";
export { openingHours, quietHoursAt } from "./quiet-hours/quiet-hours.js";
export { zonesOfCountry } from "./quiet-hours/zones-of-country.js";
