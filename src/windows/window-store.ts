import type { PersonKey } from "../core/index.js";

/** What opened or last extended the customer service window of one person with one business number. */
export interface WindowState {
  readonly person: PersonKey;
  readonly phoneNumberId: string;
  /** Meta's timestamp of the newest inbound message or call, milliseconds since the epoch. */
  readonly lastInboundAt: number;
  readonly lastInboundMessageId: string;
}

/**
 * Whether `inbound` is later than what is known. Meta's time has whole seconds: within one the greater id stands for the later
 * message, so that any order of arrival ends the same. Pure.
 */
export function isLaterInbound(
  inbound: Pick<WindowState, "lastInboundAt" | "lastInboundMessageId">,
  known: Pick<WindowState, "lastInboundAt" | "lastInboundMessageId">,
): boolean {
  if (inbound.lastInboundAt !== known.lastInboundAt) return inbound.lastInboundAt > known.lastInboundAt;
  return inbound.lastInboundMessageId > known.lastInboundMessageId;
}

/** Port: newest inbound per person and business number. */
export interface WindowStore {
  /**
   * Keeps the later of the stored and the given inbound, of two at the same instant that with the greater message id: order
   * and repetition of calls never matter.
   */
  recordInbound(inbound: WindowState): Promise<void>;
  get(person: PersonKey, phoneNumberId: string): Promise<WindowState | undefined>;
}
