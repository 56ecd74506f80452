/** Graph: transports, errors, retry. Knows nothing of policy. */
export { GRAPH_ERRORS } from "./error-codes.js";
export type { GraphErrorFamily, GraphErrorInfo, GraphRetry } from "./error-codes.js";
export { fetchTransport } from "./fetch-transport.js";
export type { FetchLike } from "./fetch-transport.js";
export {
  AccountRestrictedError,
  AuthenticationError,
  CallingError,
  FlowRejectedError,
  GraphApiError,
  graphErrorOf,
  GroupError,
  MarketingStoppedError,
  MediaRejectedError,
  ParameterError,
  PermissionError,
  RateLimitError,
  RecipientError,
  ReengagementError,
  RegistrationError,
  ServiceError,
  TemplateError,
} from "./graph-api-error.js";
export type { ByteSource, FilePart, GraphBody } from "./graph-body.js";
export { createGraphClient } from "./graph-client.js";
export type { GraphCall, GraphClient, GraphClientOptions, GraphRequestOptions } from "./graph-client.js";
export { graphUsageOf } from "./graph-usage.js";
export type { BusinessUseCaseUsage, GraphUsage, UsageShare } from "./graph-usage.js";
export { isMetaUrl } from "./meta-host.js";
export { listing, pageOf } from "./paging.js";
export type { Listing, ListingOptions, Page } from "./paging.js";
export { guardGraphBody, guardGraphPath, guardGraphQuery, guardRawPath } from "./graph-path.js";
export { retryDelay } from "./retry-delay.js";
export type {
  Transport,
  TransportBody,
  TransportRequest,
  TransportResponse,
  TransportStream,
} from "./transport.js";
export { undiciTransport } from "./undici-transport.js";
export type { UndiciTransportOptions } from "./undici-transport.js";
export type { SendAnswer } from "./send-answer.js";
