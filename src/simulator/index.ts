/**
 * A simulator of the WhatsApp Cloud API: for tests, and for trying a bot without a Meta account.
 *
 * @module
 */
export { createSimulator } from "./create-simulator.js";
export type {
  Simulator,
  SimulatorCredentials,
  SimulatorEvents,
  SimulatorOptions,
} from "./create-simulator.js";
export type { StatusNotice } from "./delivery.js";
export type { Duration } from "./duration.js";
export { Faults } from "./faults.js";
export type { Fault, FaultPlan } from "./faults.js";
export type { SimulatorServer } from "./listen.js";
export { SimulatedUser } from "./simulated-user.js";
export type { SimulatedTemplates } from "./simulated-templates.js";
export type { AcceptedMessage, LoggedRequest, PhoneMessage } from "./simulator-state.js";
export type { LoggedDelivery, WebhookOutbox, WebhookTarget } from "./webhook-outbox.js";
