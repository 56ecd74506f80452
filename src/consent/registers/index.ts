/** Do-not-disturb lists outside Waypost. */
export { createRegisterChecks } from "./register-checks.js";
export type { RegisterChecks } from "./register-checks.js";
export type { RegisterAnswer, SuppressionRegister } from "./suppression-register.js";
