/**
 * Spans and metrics for OpenTelemetry.
 *
 * @module
 */
export { openTelemetry } from "./bridge.js";
export type { OpenTelemetryBridge, OpenTelemetryOptions } from "./bridge.js";
