import type { Json } from "./json.js";

export interface SimulatedQrCode {
  readonly code: string;
  prefilledMessage: string;
}

/** What a business has set up on one number, beside messaging. State. */
export interface NumberDesk {
  profile: Json;
  settings: Json;
  automation: Json;
  commerce: Json;
  publicKey?: string | undefined;
  readonly qrCodes: Map<string, SimulatedQrCode>;
}

export function createNumberDesk(): NumberDesk {
  return {
    profile: {},
    settings: { calling: { status: "DISABLED" }, storage_configuration: { status: "DEFAULT" } },
    automation: {},
    commerce: { is_cart_enabled: true, is_catalog_visible: false },
    qrCodes: new Map(),
  };
}
