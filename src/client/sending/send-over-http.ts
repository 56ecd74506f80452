import {
  HeldError,
  InDoubtError,
  RefusedError,
  StoreError,
  TransportError,
  WaypostError,
} from "../../core/index.js";
import { GraphApiError } from "../../graph/index.js";
import { noteThroughput, onSendError } from "../on-send-error.js";
import type { Send } from "../send.js";
import { decideRepeat } from "./decide-send.js";
import { doubt, fail, stop } from "./end-send.js";
import { departure } from "./wait-for-turn.js";

/** The wire, and what every kind of answer or silence means. */
export async function sendOverHttp(send: Send): Promise<void> {
  const { engine, intent, phoneNumberId, signal } = send;
  const payload = payloadOf(send);
  if (payload instanceof Promise) return payload;
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
    engine.settlement.doubted(intent.id, send.sendAgain);
    throw new InDoubtError(intent.id, {
      cause: error,
      settled: () => engine.settlement.settled(intent.id),
    });
  }
}

/** What cannot be built never left: it has failed, and is not in doubt. */
function payloadOf(send: Send): Record<string, unknown> | Promise<never> {
  const { messagingAccountId } = send.engine;
  try {
    const payload = send.payload(send.intent.id);
    return messagingAccountId === undefined
      ? payload
      : { ...payload, messaging_account_id: messagingAccountId };
  } catch (error) {
    return unbuildable(send, error);
  }
}

async function unbuildable(send: Send, error: unknown): Promise<never> {
  const code = WaypostError.is(error) ? error.code : "UNBUILDABLE";
  await fail(send, { code, message: "The message could not be built; nothing was sent." });
  throw error;
}
