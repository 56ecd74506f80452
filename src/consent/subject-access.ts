import type { ConsentReceipt } from "./consent-receipt.js";
import type { ConsentHistoryEntry } from "./consent-status.js";

/**
 * What a person gets who asks what is stored about them (GDPR 15, 20): plain JSON, one part for each brand. It covers the
 * opt-in registry; what your application keeps is yours to add.
 */
export interface SubjectAccess {
  readonly issuedAt: string;
  readonly businessName: string;
  /** Numbers and user ids under which they are known, whole: this goes to the person themselves. */
  readonly identifiers: readonly string[];
  readonly brands: readonly {
    readonly namespace: string;
    /** Shaped after ISO/IEC TS 27560. */
    readonly record: ConsentReceipt;
    /** Every stored event with its evidence, oldest first. */
    readonly events: readonly ConsentHistoryEntry[];
  }[];
}
