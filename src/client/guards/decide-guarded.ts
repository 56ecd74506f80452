import type { Decision, Writable } from "../../core/index.js";
import { scopeStateAt } from "../../consent/index.js";
import {
  decide,
  effectiveCategory,
  type GuardReadings,
  type PolicySnapshot,
  STRANGER_PAUSE_MS,
} from "../../policy/index.js";
import { windowAt } from "../../windows/index.js";
import type { Engine } from "../engine.js";
import type { PreparedSend, Send } from "../send.js";
import { takeSnapshot } from "../snapshot.js";
import type { GuardSubject } from "./guard-subject.js";
import { KEYS, templateKey } from "./keys.js";
import type { Reservation } from "./reservation.js";

/** A decision, and what it was made on. */
export interface Guarded {
  readonly decision: Decision;
  readonly snapshot: PolicySnapshot;
}

/**
 * Decides in two looks: what is refused without the counters takes no place in them. Places taken for an earlier look at
 * the same send stay its own, unless the category changed under way and other guards count now.
 */
export async function decideGuarded(send: Send, snapshot: PolicySnapshot): Promise<Guarded> {
  const { engine } = send;
  const first = decideWith(engine, send, snapshot);
  if (first.action !== "allow") return { decision: first, snapshot };
  const subject = subjectOf(send, send.intent.id, engine, snapshot);
  if (send.reservation !== undefined && send.reservation.subject.category !== subject.category) {
    await send.reservation.release();
    send.reservation = undefined;
  }
  send.reservation ??= await engine.guards.reserve(subject, { look: false });
  return withLimit(engine, send, snapshot, send.reservation);
}

/** What would be decided now. Nothing is taken, nothing is written. */
export async function lookAtSend(engine: Engine, send: PreparedSend): Promise<Decision> {
  const snapshot = await takeSnapshot(engine, { ...send, sendId: "" });
  const first = decideWith(engine, send, snapshot);
  if (first.action !== "allow") return first;
  const subject = subjectOf(send, "", engine, snapshot);
  const looked = await engine.guards.reserve(subject, { look: true });
  return (await withLimit(engine, send, snapshot, looked)).decision;
}

/** Before a send is held for Meta's messaging limit, as the account's state has it, Meta is asked. */
function withLimit(
  engine: Engine,
  send: PreparedSend,
  snapshot: PolicySnapshot,
  { readings }: Reservation,
): Guarded | Promise<Guarded> {
  const guarded = (messagingLimit: number | undefined): Guarded => {
    const full = withGuards(snapshot, readings, messagingLimit);
    return { decision: decideWith(engine, send, full), snapshot: full };
  };
  const known = snapshot.account?.messagingLimit;
  const result = guarded(known);
  const { decision } = result;
  if (decision.action !== "hold" || (decision.code !== "REACH_LIMIT" && decision.code !== "WARMUP_LIMIT"))
    return result;
  return engine.account
    .askLimit(send.phoneNumberId)
    .then((told) => (told === known ? result : guarded(told)));
}

/** Assigned, not spread over: a field that a literal has twice costs an engine as much as a rule. */
function withGuards(
  snapshot: PolicySnapshot,
  readings: GuardReadings,
  messagingLimit: number | undefined,
): PolicySnapshot {
  const guards: Writable<GuardReadings> = { ...readings };
  guards.messagingLimit = messagingLimit;
  const full: Writable<PolicySnapshot> = { ...snapshot };
  full.guards = guards;
  return full;
}

function decideWith(engine: Engine, send: PreparedSend, snapshot: PolicySnapshot): Decision {
  return decide(send.request, snapshot, engine.clock.now(), engine.policy);
}

function subjectOf(
  send: PreparedSend,
  sendId: string,
  engine: Engine,
  snapshot: PolicySnapshot,
): GuardSubject {
  const { request, recipient, template, cause, phoneNumberId, person, content } = send;
  const now = engine.clock.now();
  const { window, consent, counts } = snapshot;
  const category =
    request.kind === "template" ? effectiveCategory(request.declaredCategory, snapshot) : undefined;
  const stranger = window === undefined;
  return {
    sendId,
    person,
    digits: recipient.kind === "phone" ? recipient.key : undefined,
    phoneNumberId,
    category,
    template: templateKey(template?.name ?? ""),
    content,
    causeKind: cause?.kind,
    consentEventId: category === "marketing" ? scopeStateAt(consent, "marketing", now).eventId : undefined,
    windowOpen: windowAt(window, now).open,
    stranger,
    newPerson: stranger && counts.lately === 0,
    lastInbound:
      window === undefined || recipient.kind === "group"
        ? undefined
        : { at: window.lastInboundAt, messageId: window.lastInboundMessageId },
    messagingLimit: snapshot.account?.messagingLimit,
    now,
  };
}

/** The send did not go out: its places are free again. A burst of marketing to strangers rests for a while (G11). */
export async function settlePlaces(send: Send, decision?: Decision): Promise<void> {
  const { reservation, engine } = send;
  if (reservation === undefined) return;
  send.reservation = undefined;
  try {
    await free(send, reservation, decision);
  } catch (error) {
    // The places end by themselves; why the send stopped is what its caller has to know.
    engine.logger.warn(
      { sendId: send.intent.id, error },
      "places in the guards' counters could not be given back",
    );
  }
}

async function free(
  { engine, phoneNumberId }: Send,
  reservation: Reservation,
  decision: Decision | undefined,
): Promise<void> {
  await reservation.release();
  if (decision?.action !== "refuse" || decision.rule !== "G11") return;
  if (reservation.readings.marketingStrangers?.pausedUntil !== undefined) return;
  const now = engine.clock.now();
  const set = { value: "burst", until: now + STRANGER_PAUSE_MS };
  await engine.guards.counters.take([{ kind: "flag", key: KEYS.strangerPause(phoneNumberId), set }], now);
}
