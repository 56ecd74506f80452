import type { AccountStanding } from "../account/index.js";
import type { NormalisedCause, TemplateCategory } from "../core/index.js";
import type { ConsentView } from "../consent/index.js";
import type { ContentReading } from "./content/read-content.js";
import type { PersonStanding } from "./person-standing.js";
import type { HandOff } from "../conversations/index.js";
import type { TemplateRecord } from "../templates/index.js";
import type { WindowState } from "../windows/index.js";

/** Who is written to, as far as the policy needs to know; no number. */
export interface PolicyRecipient {
  readonly kind: "phone" | "bsuid" | "group";
  /** ISO 3166-1 alpha-2 of the number or of the BSUID's prefix. */
  readonly country?: string | undefined;
}

/** A message of free form: text, media, interactive. Only inside an open customer service window. */
export interface FreeFormRequest {
  readonly kind: "free_form";
  readonly recipient: PolicyRecipient;
  /** The one confirmation of an opt-out (truth table rows 38, 39). */
  readonly purpose?: "opt_out_confirmation" | undefined;
  /** What stands in its words. */
  readonly content?: ContentReading | undefined;
  /** Who writes. Default `automation`. */
  readonly by?: "automation" | "agent" | undefined;
}

/** Blue ticks and "is typing": tied to a message of the person (row 8). */
export interface ReceiptRequest {
  readonly kind: "receipt";
  readonly recipient: PolicyRecipient;
}

/** A template message, inside or outside the window. */
export interface TemplateRequest {
  readonly kind: "template";
  readonly recipient: PolicyRecipient;
  readonly name: string;
  readonly language: string;
  /** Direct Send: Meta finds or makes the template, so the account has none to look up. Decided like any template otherwise. */
  readonly direct?: true | undefined;
  /** Category that the definition in code declares. */
  readonly declaredCategory: TemplateCategory;
  /** Why the parameters do not bind; empty when they do (row 42). */
  readonly parameterProblems: readonly string[];
  readonly cause: NormalisedCause | undefined;
  /** What stands in its words, values filled in. */
  readonly content?: ContentReading | undefined;
  /** The Marketing Messages API instead of the Cloud API (row 52). */
  readonly route?: "marketing_messages" | undefined;
}

export type PolicyRequest = FreeFormRequest | TemplateRequest | ReceiptRequest;

/** Sends that count against a guard, this one excluded. */
export interface PolicyCounts {
  /** Other people who got a message with this cause within the fan-out period (G3). */
  readonly causeOtherPersons: number;
  /** Messages to this person with this cause within the fan-out period (G8). */
  readonly causeThisPerson: number;
  /** Messages to this person by category and period (G12). */
  readonly marketing24h: number;
  readonly marketing30d: number;
  readonly utility24h: number;
  readonly authentication10min: number;
  readonly authentication24h: number;
  readonly businessInitiated24h: number;
}

export const NO_COUNTS: PolicyCounts = {
  causeOtherPersons: 0,
  causeThisPerson: 0,
  marketing24h: 0,
  marketing30d: 0,
  utility24h: 0,
  authentication10min: 0,
  authentication24h: 0,
  businessInitiated24h: 0,
};

/** What is known at one moment, gathered by the client before `decide` runs. */
export interface PolicySnapshot {
  readonly consent: ConsentView;
  readonly window: WindowState | undefined;
  /** Whether the chat is out of automation's hands. */
  readonly handOff?: HandOff | undefined;
  /** The account's record of the template, undefined when the account has none. */
  readonly template?: TemplateRecord | undefined;
  /** How the definition in code differs from the record, one line each. */
  readonly templateMismatches: readonly string[];
  readonly counts: PolicyCounts;
  /** What Meta's enforcement says of the account and the number; absent: nothing is known against them. */
  readonly account?: AccountStanding | undefined;
  /** What past sends tell of the person. */
  readonly person?: PersonStanding | undefined;
}
