import type { CauseKind, TemplateCategory } from "../../core/index.js";
import type { SendContent } from "./send-content.js";

/** What the guards know of one send. */
export interface GuardSubject {
  readonly sendId: string;
  /** The person as the counters know them: a hash. */
  readonly person: string;
  /** Digits of a phone number; only a hash and its last places are kept. */
  readonly digits?: string | undefined;
  readonly phoneNumberId: string;
  /** Undefined for free form. */
  readonly category: TemplateCategory | undefined;
  /** The template as the counters know it: a hash. */
  readonly template: string;
  readonly content: SendContent | undefined;
  readonly causeKind: CauseKind | undefined;
  /** The event of the person's opt-in to marketing. */
  readonly consentEventId: string | undefined;
  readonly windowOpen: boolean;
  /** This person never wrote to this number. */
  readonly stranger: boolean;
  /** A stranger who got nothing for 30 days. */
  readonly newPerson: boolean;
  /** What the person last wrote to this number; undefined for a group. */
  readonly lastInbound: { readonly at: number; readonly messageId: string } | undefined;
  /** People a day outside their window, as Meta last told; undefined while it has not. */
  readonly messagingLimit: number | undefined;
  readonly now: number;
}
