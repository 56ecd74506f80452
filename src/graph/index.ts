/** Graph: transports, errors, retry. Knows nothing of policy. */
export { GRAPH_ERRORS } from "./error-codes.js";
export type { GraphErrorFamily, GraphErrorInfo, GraphRetry } from "./error-codes.js";
export { fetchTransport } from "./fetch-transport.js";
export type { FetchLike } from "./fetch-transport.js";
export {
  AccountRestrictedError,
  AuthenticationError,
  GraphApiError,
  graphErrorOf,
  MarketingStoppedError,
  PermissionError,
  RateLimitError,
  RecipientError,
  ReengagementError,
  ServiceError,
  TemplateError,
} from "./graph-api-error.js";
export { createGraphClient } from "./graph-client.js";
export type { GraphClient, GraphClientOptions, GraphRequestOptions, SendAnswer } from "./graph-client.js";
export { guardGraphFields, guardGraphPath } from "./graph-path.js";
export { retryDelay } from "./retry-delay.js";
export type { Transport, TransportRequest, TransportResponse } from "./transport.js";
export { undiciTransport } from "./undici-transport.js";
export type { UndiciTransportOptions } from "./undici-transport.js";
