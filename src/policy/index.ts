/** The policy: allow, hold or refuse one send, and why. */
export { decide, effectiveCategory } from "./decide.js";
export { STRICT_POLICY } from "./policy-config.js";
export type { PolicyConfig } from "./policy-config.js";
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
