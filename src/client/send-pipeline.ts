import { newId } from "../core/index.js";
import type { SendIntent } from "../ledger/index.js";
import { sendChannel, traced } from "../telemetry/index.js";
import { claimIdempotency } from "./claim-idempotency.js";
import type { Engine } from "./engine.js";
import { makeReceipt, type SendReceipt } from "./receipt.js";
import { type PreparedSend, Send, type Step } from "./send.js";
import { decideAgainAndWriteDispatching, snapshotAndDecide } from "./sending/decide-send.js";
import { notify } from "./sending/end-send.js";
import { recordAcceptance } from "./sending/record-acceptance.js";
import { sendOverHttp } from "./sending/send-over-http.js";
import { uploadFiles } from "./sending/upload-files.js";
import { waitForRoom, waitForTokens } from "./sending/wait-for-turn.js";

/**
 * One send, step by step. Before it: normalise the recipient, bind and validate the message (`messages.ts`,
 * `chat.ts`). Any step may end the send by throwing.
 */
const STEPS: readonly Step[] = [
  claimIdempotency,
  snapshotAndDecide,
  uploadFiles,
  waitForTokens,
  waitForRoom,
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
  const auditing = engine.audited();
  if (auditing !== undefined) await auditing;
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
    (trace) =>
      walk(new Send(prepared, { engine, intent, trace, sendAgain: () => runSend(engine, prepared) })),
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
  try {
    for (const step of STEPS) {
      const doing = step(send);
      if (doing !== undefined) await doing;
      if (send.receipt !== undefined) break;
    }
  } finally {
    if (send.underWay) send.engine.requests.leave(send.phoneNumberId);
  }
  const { receipt } = send;
  if (receipt === undefined) throw new TypeError("A send ended without a receipt.");
  notify(send, "accepted", receipt.duplicate);
  return receipt;
}
