import {
  HeldError,
  RefusedError,
  type TemplateCategory,
  TransportError,
  WaypostError,
} from "../../core/index.js";
import { deadlinePassed } from "../../limits/index.js";
import type { SlowLane } from "../send-limits.js";
import type { Send } from "../send.js";
import { categoryOf, fail, gaveUp, stop } from "./end-send.js";

/** The buckets of the number and the pair. */
export async function waitForTokens(send: Send): Promise<void> {
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

/**
 * Guard G24. What waited here with its token never goes out in one burst: the number's second is counted once more where
 * each request leaves.
 */
export function waitForRoom(send: Send): Promise<void> | undefined {
  const category = categoryOf(send);
  if (category === undefined) return undefined;
  if (!send.engine.requests.tryEnter(send.phoneNumberId)) return waitToEnter(send, category);
  send.underWay = true;
  return undefined;
}

async function waitToEnter(send: Send, category: TemplateCategory): Promise<void> {
  const { engine, phoneNumberId, signal } = send;
  try {
    await engine.requests.enter(phoneNumberId, category, signal);
  } catch (error) {
    await fail(send, { code: "ABORTED", message: "The caller gave up before the wire." });
    throw gaveUp(error);
  }
  send.underWay = true;
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

/** The last look at limits and deadline, before each attempt. */
export function departure({ engine, phoneNumberId, signal, deadline }: Send): Promise<void> | undefined {
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
