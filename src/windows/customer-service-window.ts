import { HOUR, SECOND } from "../core/index.js";
import type { WindowState } from "./window-store.js";

/** 24 hours from the person's last message or call (Meta, Sending messages: customer service windows). */
export const WINDOW_MS = 24 * HOUR;

/** A message that leaves in the last moments may arrive after Meta closed the window (truth table 7.2: 30 s). */
export const WINDOW_MARGIN_MS = 30 * SECOND;

/** Where the customer service window stands. */
export interface WindowView {
  readonly open: boolean;
  /** When Meta closes it, milliseconds since the epoch; undefined when the person never wrote. */
  readonly expiresAt?: number | undefined;
  /** Milliseconds that remain for sending (margin taken off); 0 when closed. */
  readonly remainingMs: number;
}

/**
 * Where the customer service window stands at `now`. Pure. No record counts as closed (truth table 7.2).
 * An inbound timestamp ahead of our clock does not make the window longer than 24 hours from now.
 */
export function windowAt(state: Pick<WindowState, "lastInboundAt"> | undefined, now: number): WindowView {
  if (state === undefined) return { open: false, remainingMs: 0 };
  const expiresAt = Math.min(state.lastInboundAt, now) + WINDOW_MS;
  const remainingMs = Math.max(0, expiresAt - WINDOW_MARGIN_MS - now);
  return { open: remainingMs > 0, expiresAt, remainingMs };
}
