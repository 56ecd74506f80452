/** The registry in and out of files. */
export { exportConsent } from "./export-consent.js";
export type { ExportOptions } from "./export-consent.js";
export { importConsent } from "./import-consent.js";
export type {
  ImportAction,
  ImportBatch,
  ImportField,
  ImportOptions,
  ImportProgress,
  ImportReport,
  ImportRowError,
  ImportSource,
} from "./import-options.js";
