import { docsUrl, HeldError, InDoubtError, SECOND } from "../core/index.js";
import type { SendRecord } from "../ledger/index.js";
import { makeReceipt, receiptOf } from "./receipt.js";
import type { Send } from "./send.js";

/** A worker that claimed a send and died before the wire loses its claim after this time. */
const CLAIM_LEASE_MS = 120 * SECOND;

/**
 * Takes the idempotency key, or finds the result of whoever holds it (guard G23).
 *
 * @throws InDoubtError when the earlier send is in doubt; HeldError `SEND_IN_PROGRESS` while another worker is at it.
 */
export async function claimIdempotency(send: Send): Promise<void> {
  const { engine, intent } = send;
  for (;;) {
    const now = engine.clock.now();
    const inDoubt = (id: string): InDoubtError =>
      new InDoubtError(id, { settled: () => engine.settlement.settled(id) });
    const claim = await engine.store.ledger.claim(intent, { staleBefore: now - CLAIM_LEASE_MS });
    if (claim.claimed) return;
    const { existing } = claim;
    if (existing.messageId !== undefined) {
      send.receipt = makeReceipt(
        engine.settlement,
        receiptOf({ ...existing, messageId: existing.messageId }),
      );
      return;
    }
    if (existing.state === "in_doubt") throw inDoubt(existing.id);
    if (await settledElsewhere(send, existing)) continue;
    if (existing.state === "dispatching") throw inDoubt(existing.id);
    throw inProgress(existing, now);
  }
}

/** Another process works on the same key: looks again for a short while, because its result is this call's result. */
async function settledElsewhere(send: Send, existing: SendRecord): Promise<boolean> {
  const { engine } = send;
  const started = engine.clock.now();
  const patienceMs = existing.state === "dispatching" ? 20 * SECOND : 5 * SECOND;
  if (started - existing.updatedAt > patienceMs) return false;
  for (let waitMs = 20; engine.clock.now() - started < patienceMs; waitMs = Math.min(waitMs * 2, 500)) {
    await engine.clock.sleep(waitMs, send.signal);
    const current = await engine.store.ledger.get(existing.id);
    if (current === undefined || current.state !== existing.state) return true;
  }
  return false;
}

export function inProgress(existing: { readonly id: string }, now: number): HeldError {
  const updatedAt = "updatedAt" in existing ? Number(existing.updatedAt) : now;
  return new HeldError({
    action: "hold",
    code: "SEND_IN_PROGRESS",
    rule: "G23",
    message: "Another worker is sending this message.",
    fix: "Call again later: you will get its result, or the claim when that worker died.",
    facts: { sendId: existing.id },
    warnings: [],
    docsUrl: docsUrl("SEND_IN_PROGRESS"),
    retryAfterMs: Math.max(SECOND, updatedAt + CLAIM_LEASE_MS - now),
  });
}
