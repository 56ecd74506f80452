/**
 * The endpoint behind a Flow: decryption, signature, ping, screens, errors. Works alone and on any Web Crypto host.
 *
 * @module
 */
export { FlowError } from "../core/index.js";
export type { FlowCode } from "../core/index.js";
export type { FlowAnswer, IncomingFlowRequest } from "./flow-answer.js";
export { createFlowEndpoint } from "./flow-endpoint.js";
export type { FlowEndpoint, FlowEndpointOptions } from "./flow-endpoint.js";
export { generateFlowKeys } from "./flow-keys.js";
export type { FlowKeys } from "./flow-keys.js";
export { decryptFlowMedia } from "./flow-media.js";
export type { FlowMediaEncryption } from "./flow-media.js";
export { flowFinished } from "./flow-request.js";
export type { FlowClientError, FlowRequest, FlowScreen } from "./flow-request.js";
export type { NodeFlowRequest, NodeFlowResponse } from "./http-handlers.js";
