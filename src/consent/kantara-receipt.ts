import type { ConsentHistoryEntry, ConsentStatus } from "./consent-status.js";
import type { Scope } from "./types.js";

/** Who answers for the data, as a Kantara receipt names them. */
export interface ReceiptController {
  readonly contact: string;
  readonly address: string;
  readonly email: string;
  readonly phone: string;
  readonly policyUrl: string;
}

/** A consent receipt after Kantara Consent Receipt Specification v1.1.0 (20 February 2018). Plain JSON. */
export interface KantaraReceipt {
  readonly version: "KI-CR-v1.1.0";
  readonly jurisdiction: string;
  /** Unix seconds. */
  readonly consentTimestamp: number;
  readonly collectionMethod: string;
  readonly consentReceiptID: string;
  readonly language?: string | undefined;
  /** Masked: the holder knows their own number. */
  readonly piiPrincipalId: string;
  readonly piiControllers: readonly {
    readonly piiController: string;
    readonly contact: string;
    readonly address: string;
    readonly email: string;
    readonly phone: string;
  }[];
  readonly policyUrl: string;
  readonly services: readonly {
    readonly service: string;
    readonly purposes: readonly {
      readonly purpose: string;
      readonly purposeCategory: readonly string[];
      readonly consentType: "EXPLICIT" | "IMPLICIT";
      readonly piiCategory: readonly string[];
      readonly primaryPurpose: boolean;
      readonly termination: string;
      readonly thirdPartyDisclosure: false;
    }[];
  }[];
  readonly sensitive: false;
  readonly spiCat: readonly string[];
}

/**
 * Writes the receipt of what one person has granted. The receipt's id is made from the events it stands on: the same
 * state gives the same receipt. Undefined when nothing is granted. Pure.
 */
export function kantaraReceipt(facts: {
  readonly status: ConsentStatus;
  readonly history: readonly ConsentHistoryEntry[];
  readonly businessName: string;
  readonly controller: ReceiptController;
  readonly jurisdiction: string;
  /** 32 hex digits. */
  readonly fingerprint: string;
}): KantaraReceipt | undefined {
  const { status, history, businessName, controller } = facts;
  const scopes = new Set<Scope>([
    "utility",
    "marketing",
    "authentication",
    ...(Object.keys(status.scopes) as Scope[]),
  ]);
  const granted = [...scopes].filter((scope) => status.state(scope).state === "granted");
  const deciding = history.filter(({ id }) => granted.some((scope) => status.state(scope).eventId === id));
  const latest = deciding.at(-1);
  if (latest === undefined) return undefined;
  const { policyUrl, ...contact } = controller;
  return {
    version: "KI-CR-v1.1.0",
    jurisdiction: latest.jurisdiction ?? facts.jurisdiction,
    consentTimestamp: Math.floor(Date.parse(latest.occurredAt) / 1_000),
    collectionMethod: latest.method,
    consentReceiptID: uuidOf(facts.fingerprint),
    ...(latest.evidence?.language === undefined ? {} : { language: latest.evidence.language }),
    piiPrincipalId: String(status.user),
    piiControllers: [{ piiController: businessName, ...contact }],
    policyUrl: latest.evidence?.policyUrl ?? policyUrl,
    services: [
      {
        service: `Messages from ${businessName} on WhatsApp`,
        purposes: granted.map((scope) => ({
          purpose: scope,
          purposeCategory: [
            scope === "marketing" || scope.startsWith("topic:") ? "Marketing" : "Core Function",
          ],
          consentType: IMPLIED.includes(status.state(scope).basis ?? "") ? "IMPLICIT" : "EXPLICIT",
          piiCategory: ["Contact"],
          primaryPurpose: scope === "utility",
          termination:
            "Reply STOP to stop offers, STOP ALL to stop everything, or tell the business in any other way.",
          thirdPartyDisclosure: false,
        })),
      },
    ],
    sensitive: false,
    spiCat: [],
  };
}

const IMPLIED: readonly string[] = [
  "soft_opt_in",
  "implied_purchase",
  "implied_enquiry",
  "contract",
  "request",
];

/** Version 4 by form, as the specification asks for. */
function uuidOf(hex: string): string {
  const variant = ((Number.parseInt(hex[16] ?? "0", 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
