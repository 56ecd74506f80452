import {
  type Decision,
  HeldError,
  type HoldDecision,
  refusalError,
  type RefuseDecision,
  type RefusedError,
  StoreError,
  type TemplateCategory,
  TransportError,
} from "../../core/index.js";
import type { SendFailure, SendRecord } from "../../ledger/index.js";
import { effectiveCategory } from "../../policy/index.js";
import { settlePlaces } from "../guards/decide-guarded.js";
import type { Send } from "../send.js";

/** The policy or a limit said no: the key is free again, the decision stays for `explain`. */
export async function stop(send: Send, decision: Decision): Promise<void> {
  send.decision = decision;
  await settlePlaces(send, decision);
  await send.engine.store.ledger.stop({ sendId: send.intent.id, decision, at: send.engine.clock.now() });
  notify(send, decision.action === "hold" ? "held" : "refused", false);
}

/** It did not happen: the key is free again. */
export async function fail(send: Send, failure: SendFailure): Promise<void> {
  await settlePlaces(send);
  await send.engine.store.ledger.fail({ sendId: send.intent.id, failure, at: send.engine.clock.now() });
  notify(send, "failed", false, failure.code);
}

/** It left and nobody answered: the key stays taken. */
export async function doubt(send: Send, error: unknown): Promise<void> {
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

/**
 * Row 54: when the store cannot be asked, nothing leaves. The claim is given back if the store still can. Resolves to what
 * the caller has to throw.
 */
export async function failedClosed(send: Send, error: unknown): Promise<unknown> {
  await fail(send, {
    code: StoreError.is(error) ? error.code : "FAILED_CLOSED",
    message: "Nothing was sent.",
  }).catch(() => undefined);
  return error;
}

/** What a decision that stops a send throws. */
export function stopped(decision: HoldDecision | RefuseDecision): HeldError | RefusedError {
  return decision.action === "hold" ? new HeldError(decision) : refusalError(decision);
}

/** The category that counts, once the account was looked at. */
export function categoryOf(send: Send): TemplateCategory | undefined {
  if (send.request.kind !== "template" || send.snapshot === undefined) return undefined;
  return effectiveCategory(send.request.declaredCategory, send.snapshot);
}

/** Tells the caller and whoever traces. */
export function notify(
  send: Send,
  state: SendRecord["state"],
  duplicate: boolean,
  code?: string | number,
): void {
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

export function gaveUp(cause: unknown): TransportError {
  return new TransportError("ABORTED", "The caller gave up while the send waited for its turn.", {
    fix: "Nothing was sent.",
    requestLeft: false,
    cause,
  });
}
