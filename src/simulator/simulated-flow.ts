import type { Json } from "./json.js";

/** A Flow at Meta. State. */
export interface SimulatedFlow {
  readonly id: string;
  name: string;
  status: "DRAFT" | "PUBLISHED" | "DEPRECATED";
  categories: readonly unknown[];
  endpointUri?: string | undefined;
  /** The Flow's JSON as it was uploaded. */
  json?: string | undefined;
  problems: readonly Json[];
}
