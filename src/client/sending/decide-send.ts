import { type AllowDecision, StoreError } from "../../core/index.js";
import type { LedgerStore } from "../../ledger/index.js";
import { decide, type PolicySnapshot, staysOutOfHandOff } from "../../policy/index.js";
import { publishDecision } from "../../telemetry/index.js";
import { inProgress } from "../claim-idempotency.js";
import { decideGuarded, type Guarded } from "../guards/decide-guarded.js";
import type { Send } from "../send.js";
import { takeSnapshot } from "../snapshot.js";
import { categoryOf, failedClosed, stop, stopped } from "./end-send.js";

/** The first look at everything, and the policy's word on it. */
export async function snapshotAndDecide(
  send: Send,
): Promise<{ readonly decision: AllowDecision; readonly snapshot: PolicySnapshot }> {
  let guarded: Guarded;
  try {
    guarded = await decideGuarded(send, await takeSnapshot(send.engine, subjectOf(send)));
  } catch (error) {
    throw await failedClosed(send, error);
  }
  const { snapshot, decision } = guarded;
  send.snapshot = snapshot;
  send.decision = decision;
  send.decidedAt = { clock: send.engine.clock.now(), process: performance.now() };
  publishDecision(() => ({
    sendId: send.intent.id,
    action: decision.action,
    code: decision.action === "allow" ? undefined : decision.code,
    rule: decision.rule,
  }));
  if (decision.action === "allow") return { decision, snapshot };
  await stop(send, decision);
  throw stopped(decision);
}

/**
 * The wire check: a fresh look at consent, window and template if the send had to wait, then `dispatching` is written only if the consent
 * revision is still the one that was looked at. A withdrawal stored before this write is always honoured, and so is a hand-off.
 */
export async function decideAgainAndWriteDispatching(send: Send): Promise<void> {
  const { engine, intent } = send;
  let fresh = justDecided(send);
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    const { decision, snapshot } = fresh ?? (await snapshotAndDecide(send));
    fresh = undefined;
    const outcome = await writeDispatching(send, decision, snapshot);
    if (outcome === "dispatched") return;
    if (outcome === "lost") throw inProgress(intent, engine.clock.now());
  }
  throw await failedClosed(send, unsteady());
}

async function writeDispatching(
  send: Send,
  decision: AllowDecision,
  snapshot: PolicySnapshot,
): Promise<DispatchOutcome> {
  const { engine, intent } = send;
  try {
    return await engine.store.ledger.dispatch({
      sendId: intent.id,
      consentRevision: snapshot.consent.revision,
      unlessHandedOff: staysOutOfHandOff(send.request),
      category: categoryOf(send),
      decision,
      at: engine.clock.now(),
    });
  } catch (error) {
    throw await failedClosed(send, error);
  }
}

type DispatchOutcome = Awaited<ReturnType<LedgerStore["dispatch"]>>;

/** Consent that changes at every look is not looked at for ever. */
const MOST_ATTEMPTS = 100;

function unsteady(): StoreError {
  return new StoreError("STORE_UNAVAILABLE", "The consent of this person changed at every look.", {
    fix: "Nothing was sent. Try again; if it goes on, check that consent and ledger stand in one store.",
  });
}

/** A decision of this moment is fresh enough: what could change it since is in the revision that `dispatch` compares. */
const FRESH_MS = 50;

function justDecided({
  decidedAt,
  decision,
  snapshot,
  engine,
}: Send): { readonly decision: AllowDecision; readonly snapshot: PolicySnapshot } | undefined {
  if (decidedAt === undefined || snapshot === undefined || decision?.action !== "allow") return undefined;
  const fresh = engine.clock.now() - decidedAt.clock < FRESH_MS;
  return fresh && performance.now() - decidedAt.process < FRESH_MS ? { decision, snapshot } : undefined;
}

/** Meta asked to come again later: who opted out meanwhile, or whose window closed, is left alone. */
export async function decideRepeat(send: Send): Promise<void> {
  const decision = decide(
    send.request,
    // Its places in the counters are still its own.
    { ...(await takeSnapshot(send.engine, subjectOf(send))), guards: send.snapshot?.guards },
    send.engine.clock.now(),
    send.engine.policy,
  );
  if (decision.action !== "allow") throw stopped(decision);
}

function subjectOf(send: Send): Parameters<typeof takeSnapshot>[1] {
  return {
    sendId: send.intent.id,
    person: send.person,
    phoneNumberId: send.phoneNumberId,
    freeForm: send.request.kind === "free_form",
    template: send.template,
    cause: send.cause,
  };
}
