/**
 * The Cloud API as a believable state machine with a virtual clock: for tests, demos and development without an account.
 *
 * Knows nothing of Waypost's client: it speaks Graph on one side and signed webhooks on the other.
 *
 * @module
 */
export type { RestrictionType } from "./account.js";
export type { AccountControls } from "./account-controls.js";
export type { ListenOptions, SimulatorServer } from "./adapters/http-server.js";
export type { MswHandlers } from "./adapters/msw-handlers.js";
export { createSimulator } from "./create-simulator.js";
export type { Duration } from "./duration.js";
export type { SimulatorEvents, SimulatorRequestLog, WebhookLog } from "./events.js";
export type { DeliveryFault, Fault, FaultKind, Faults } from "./faults.js";
export type { SimulatorRequest, SimulatorResponse } from "./http.js";
export type { SimulatedLatency, SimulatedNumberOptions, SimulatorOptions } from "./options.js";
export type { SimulatedUserInput } from "./people/directory.js";
export type { PhoneButton, PhoneMessage, PhoneRow } from "./people/phone-message.js";
export type { SimulatedUser, UserMedia, WriteOptions } from "./people/simulated-user.js";
export type { DuplicateSend, SentMessage, SentStatus } from "./sent-message.js";
export type { Simulator, SimulatorCredentials } from "./simulator.js";
export type {
  SimulatedTemplateInput,
  SimulatedTemplateState,
  TemplateControls,
} from "./templates/template-controls.js";
export type { WebhookControls } from "./webhooks/webhook-outbox.js";
export type { WebhookTarget } from "./webhooks/webhook-target.js";
