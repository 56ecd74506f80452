import type { PersonKey } from "../core/index.js";

/** What opened or last extended the customer service window of one person with one business number. */
export interface WindowState {
  readonly person: PersonKey;
  readonly phoneNumberId: string;
  /** Meta's timestamp of the newest inbound message or call, milliseconds since the epoch. */
  readonly lastInboundAt: number;
  readonly lastInboundMessageId: string;
}

/** Port: newest inbound per person and business number. */
export interface WindowStore {
  /** Keeps the later of the stored and the given inbound: order and repetition of calls never matter. */
  recordInbound(inbound: WindowState): Promise<void>;
  get(person: PersonKey, phoneNumberId: string): Promise<WindowState | undefined>;
}
