import type { DeliveryStatus } from "./types.js";

const RANK: Readonly<Record<string, number>> = { sent: 1, delivered: 2, read: 3, played: 4, failed: 5 };

/**
 * Joins two delivery statuses. Order and repetition never matter: a `delivered` that arrives after `read` changes
 * nothing, and `failed` is final. An unknown status never replaces a known one.
 */
export function foldStatus(current: DeliveryStatus | undefined, incoming: DeliveryStatus): DeliveryStatus {
  if (current === undefined) return incoming;
  return (RANK[incoming] ?? 0) > (RANK[current] ?? 0) ? incoming : current;
}
