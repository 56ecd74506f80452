import {
  type AllowDecision,
  type Decision,
  HeldError,
  InDoubtError,
  newId,
  refusalError,
  RefusedError,
  StoreError,
  type TemplateCategory,
  TransportError,
  WaypostError,
} from "../core/index.js";
import { GraphApiError } from "../graph/index.js";
import { deadlinePassed } from "../limits/index.js";
import type { SendFailure, SendIntent, SendRecord } from "../ledger/index.js";
import { decide, effectiveCategory, type PolicySnapshot } from "../policy/index.js";
import { publishDecision, sendChannel, traced } from "../telemetry/index.js";
import { noteHeldTemplate } from "./account-breakers.js";
import type { Engine } from "./engine.js";
import { linkAnswer } from "./link-answer.js";
import { noteThroughput, onSendError } from "./on-send-error.js";
import { makeReceipt, type SendReceipt } from "./receipt.js";
import { claimIdempotency, inProgress } from "./claim-idempotency.js";
import type { PreparedSend, Send, Step } from "./send.js";
import type { SlowLane } from "./send-limits.js";
import { takeSnapshot } from "./snapshot.js";

/**
 * One send, step by step. Before it: normalise the recipient, bind and validate the message (`messages.ts`,
 * `chat.ts`). Any step may end the send by throwing.
 */
const STEPS: readonly Step[] = [
  claimIdempotency,
  snapshotAndDecide,
  uploadFiles,
  waitForTokens,
  decideAgainAndWriteDispatching,
  sendOverHttp,
  recordAcceptance,
];

/**
 * Runs one send through every layer.
 *
 * @throws RefusedError, HeldError (policy, limits), GraphApiError (Meta said no), TransportError (it never left),
 * InDoubtError (it left, nobody answered), StoreError (fails closed before the wire).
 */
export async function runSend(engine: Engine, prepared: PreparedSend): Promise<SendReceipt> {
  const now = engine.clock.now();
  const id = newId("snd", now, engine.random);
  const intent: SendIntent = {
    id,
    idempotencyKey: prepared.idempotencyKey(id),
    phoneNumberId: prepared.phoneNumberId,
    namespace: engine.namespace,
    person: prepared.person,
    kind: prepared.kind,
    category: prepared.request.kind === "template" ? prepared.request.declaredCategory : undefined,
    template: prepared.template && { name: prepared.template.name, language: prepared.template.language },
    cause: prepared.cause && {
      kind: prepared.cause.kind,
      ref: prepared.cause.ref,
      at: prepared.cause.at,
      step: prepared.cause.step,
    },
    createdAt: now,
  };
  const underWay = engine.inFlight.get(intent.idempotencyKey) as Promise<SendReceipt> | undefined;
  if (underWay !== undefined) return makeReceipt(engine.settlement, { ...(await underWay), duplicate: true });
  const run = traced(
    sendChannel,
    () => ({
      sendId: id,
      kind: prepared.kind,
      phoneNumberId: prepared.phoneNumberId,
      template: prepared.template?.name,
      category: intent.category,
    }),
    (trace) => walk({ ...prepared, engine, intent, trace }),
  );
  engine.inFlight.set(intent.idempotencyKey, run);
  engine.retention.tick();
  try {
    return await run;
  } finally {
    engine.inFlight.delete(intent.idempotencyKey);
  }
}

async function walk(send: Send): Promise<SendReceipt> {
  for (const step of STEPS) {
    await step(send);
    if (send.receipt !== undefined) break;
  }
  const { receipt } = send;
  if (receipt === undefined) throw new TypeError("A send ended without a receipt.");
  notify(send, "accepted", receipt.duplicate);
  return receipt;
}

async function snapshotAndDecide(
  send: Send,
): Promise<{ readonly decision: AllowDecision; readonly snapshot: PolicySnapshot }> {
  const snapshot = await failClosed(send, () => takeSnapshot(send.engine, subjectOf(send)));
  const decision = decide(send.request, snapshot, send.engine.clock.now(), send.engine.policy);
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
  throw decision.action === "hold" ? new HeldError(decision) : refusalError(decision);
}

/** After the first decision, so that nothing goes up for a message that is refused. */
async function uploadFiles(send: Send): Promise<void> {
  try {
    await send.prepare?.();
  } catch (error) {
    const code = WaypostError.is(error) ? error.code : "UPLOAD_FAILED";
    await fail(send, { code, message: "The file could not be uploaded; nothing was sent." });
    throw error;
  }
}

async function waitForTokens(send: Send): Promise<void> {
  const { engine, phoneNumberId, person, signal, deadline, trace } = send;
  const asked = trace === undefined ? 0 : performance.now();
  try {
    await engine.limits.acquire({
      phoneNumberId,
      person,
      category: categoryOf(send),
      slow: slowLanesOf(send),
      signal,
      deadline,
    });
    if (trace !== undefined) trace.waitedMs = performance.now() - asked;
    if (deadline !== undefined && engine.clock.now() >= deadline) throw deadlinePassed();
  } catch (error) {
    if (HeldError.is(error) || RefusedError.is(error)) {
      await stop(send, error.decision);
      throw error;
    }
    await fail(send, { code: "ABORTED", message: "The caller gave up before the wire." });
    throw TransportError.is(error) ? error : gaveUp(error);
  }
}

const NOT_SLOW: readonly SlowLane[] = [];

/** What Meta's ratings slow down (compliance 5.5). */
function slowLanesOf(send: Send): readonly SlowLane[] {
  const account = send.snapshot?.account;
  if (account === undefined) return NOT_SLOW;
  const half = account.quality === "YELLOW" && categoryOf(send) === "marketing";
  const held = account.templateHeld?.subject;
  if (!half && held === undefined) return NOT_SLOW;
  return [
    ...(half ? [{ lane: "marketing", share: 1 / 2 }] : []),
    ...(held === undefined ? [] : [{ lane: `template ${held}`, share: 1 / 10 }]),
  ];
}

/**
 * The wire check: a fresh look at consent, window and template if the send had to wait, then `dispatching` is written only if the consent
 * revision is still the one that was looked at. A withdrawal stored before this write is always honoured.
 */
async function decideAgainAndWriteDispatching(send: Send): Promise<void> {
  const { engine, intent } = send;
  let fresh = justDecided(send);
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    const { decision, snapshot } = fresh ?? (await snapshotAndDecide(send));
    fresh = undefined;
    const outcome = await failClosed(send, () =>
      engine.store.ledger.dispatch({
        sendId: intent.id,
        consentRevision: snapshot.consent.revision,
        category: categoryOf(send),
        decision,
        at: engine.clock.now(),
      }),
    );
    if (outcome === "dispatched") return;
    if (outcome === "lost") throw inProgress(intent, engine.clock.now());
  }
  await failClosed(send, () => Promise.reject(unsteady()));
}

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

/** What cannot be built never left: it has failed, and is not in doubt. */
async function payloadOf(send: Send): Promise<Record<string, unknown>> {
  const { messagingAccountId } = send.engine;
  try {
    return {
      ...send.payload(send.intent.id),
      ...(messagingAccountId === undefined ? {} : { messaging_account_id: messagingAccountId }),
    };
  } catch (error) {
    const code = WaypostError.is(error) ? error.code : "UNBUILDABLE";
    await fail(send, { code, message: "The message could not be built; nothing was sent." });
    throw error;
  }
}

async function sendOverHttp(send: Send): Promise<void> {
  const { engine, intent, phoneNumberId, signal } = send;
  const payload = await payloadOf(send);
  let repeats = false;
  try {
    send.answer = await engine.graph.sendMessage(phoneNumberId, payload, {
      signal,
      route: send.route,
      beforeWire: () => (repeats ? decideRepeat(send).then(() => departure(send)) : departure(send)),
      onRepeat: (error) => {
        repeats = true;
        noteThroughput(engine, phoneNumberId, error);
      },
    });
  } catch (error) {
    // At the wire still: nothing left.
    if (HeldError.is(error) || RefusedError.is(error)) {
      await stop(send, error.decision);
      throw error;
    }
    // Row 54, before a repeat: Meta said no to the attempt before, so nothing is in doubt.
    if (StoreError.is(error)) {
      await fail(send, { code: error.code, message: "Nothing was sent." }).catch(() => undefined);
      throw error;
    }
    if (GraphApiError.is(error)) {
      await fail(send, { code: error.graphCode ?? error.code, message: error.title });
      await onSendError(engine, {
        phoneNumberId: send.phoneNumberId,
        person: send.person,
        subject: send.recipient.key,
        sendId: intent.id,
        template: intent.template,
        code: error.graphCode,
        at: engine.clock.now(),
      });
      throw error;
    }
    if (TransportError.is(error) && !error.requestLeft) {
      await fail(send, { code: error.code, message: "The request never left." });
      throw error;
    }
    await doubt(send, error);
    engine.settlement.doubted(intent.id, () => runSend(engine, send));
    throw new InDoubtError(intent.id, {
      cause: error,
      settled: () => engine.settlement.settled(intent.id),
    });
  }
}

/** Meta asked to come again later: who opted out meanwhile, or whose window closed, is left alone. */
async function decideRepeat(send: Send): Promise<void> {
  const decision = decide(
    send.request,
    await takeSnapshot(send.engine, subjectOf(send)),
    send.engine.clock.now(),
    send.engine.policy,
  );
  if (decision.action !== "allow")
    throw decision.action === "hold" ? new HeldError(decision) : refusalError(decision);
}

/** The last look at limits and deadline, before each attempt. */
function departure({ engine, phoneNumberId, signal, deadline }: Send): Promise<void> | undefined {
  const turn = engine.limits.depart(phoneNumberId, signal);
  const inTime = (): void => {
    if (deadline !== undefined && engine.clock.now() >= deadline) throw deadlinePassed();
  };
  if (turn !== undefined)
    return turn.then(inTime, (error: unknown) => {
      throw WaypostError.is(error) ? error : gaveUp(error);
    });
  inTime();
  return undefined;
}

async function recordAcceptance(send: Send): Promise<void> {
  const { engine, intent, answer } = send;
  if (answer === undefined) throw new TypeError("recordAcceptance runs after an answer.");
  try {
    await engine.store.ledger.accept({
      sendId: intent.id,
      messageId: answer.messageId,
      messageStatus: answer.messageStatus,
      at: engine.clock.now(),
    });
  } catch (error) {
    // Meta has it. The row stays `dispatching`, the key stays taken, and the status webhook settles it.
    engine.logger.error(
      { sendId: intent.id, error },
      "accepted by Meta, but the ledger could not be written",
    );
  }
  await linkAnswer(engine, send, answer);
  if (answer.messageStatus === HELD && intent.template !== undefined) await noteHeld(send, intent.template);
  send.receipt = makeReceipt(engine.settlement, {
    id: intent.id,
    messageId: answer.messageId,
    messageStatus: answer.messageStatus,
    duplicate: false,
    decision: send.decision,
  });
}

const HELD = "held_for_quality_assessment";

async function noteHeld(
  { engine, intent }: Send,
  template: NonNullable<SendIntent["template"]>,
): Promise<void> {
  try {
    await noteHeldTemplate(engine, template);
  } catch (error) {
    // The message is out: the next one that Meta holds tells it again.
    engine.logger.error({ sendId: intent.id, error }, "a held template could not be noted");
  }
}

async function stop(send: Send, decision: Decision): Promise<void> {
  send.decision = decision;
  await send.engine.store.ledger.stop({ sendId: send.intent.id, decision, at: send.engine.clock.now() });
  notify(send, decision.action === "hold" ? "held" : "refused", false);
}

async function fail(send: Send, failure: SendFailure): Promise<void> {
  await send.engine.store.ledger.fail({ sendId: send.intent.id, failure, at: send.engine.clock.now() });
  notify(send, "failed", false, failure.code);
}

async function doubt(send: Send, error: unknown): Promise<void> {
  const failure: SendFailure = {
    code: TransportError.is(error) ? error.code : "UNKNOWN",
    message: "No answer came back.",
  };
  try {
    await send.engine.store.ledger.doubt({ sendId: send.intent.id, failure, at: send.engine.clock.now() });
  } catch (storeError) {
    // The row stays `dispatching`, which is treated as in doubt by everybody who meets it.
    send.engine.logger.error(
      { sendId: send.intent.id, error: storeError },
      "a send in doubt could not be marked",
    );
  }
  notify(send, "in_doubt", false, failure.code);
}

/** Row 54: when the store cannot be asked, nothing leaves. The claim is given back if the store still can. */
async function failClosed<T>(send: Send, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await fail(send, {
      code: StoreError.is(error) ? error.code : "FAILED_CLOSED",
      message: "Nothing was sent.",
    }).catch(() => undefined);
    throw error;
  }
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

function categoryOf(send: Send): TemplateCategory | undefined {
  if (send.request.kind !== "template" || send.snapshot === undefined) return undefined;
  return effectiveCategory(send.request.declaredCategory, send.snapshot);
}

function notify(send: Send, state: SendRecord["state"], duplicate: boolean, code?: string | number): void {
  if (send.trace !== undefined) {
    const stopped =
      send.decision !== undefined && send.decision.action !== "allow" ? send.decision.code : undefined;
    Object.assign(send.trace, {
      state,
      duplicate,
      code: code ?? stopped,
      category: categoryOf(send) ?? send.trace.category,
    });
  }
  send.engine.notify({
    sendId: send.receipt?.id ?? send.intent.id,
    kind: send.kind,
    category: categoryOf(send) ?? send.intent.category,
    template: send.intent.template?.name,
    state,
    decision: send.receipt?.decision ?? send.decision,
    duplicate,
  });
}

function gaveUp(cause: unknown): TransportError {
  return new TransportError("ABORTED", "The caller gave up while the send waited for its turn.", {
    fix: "Nothing was sent.",
    requestLeft: false,
    cause,
  });
}
