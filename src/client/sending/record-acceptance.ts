import type { SendIntent } from "../../ledger/index.js";
import { noteHeldTemplate } from "../account-breakers.js";
import { noteNewPerson } from "../guards/guard-facts.js";
import { linkAnswer } from "../link-answer.js";
import { makeReceipt } from "../receipt.js";
import type { Send } from "../send.js";

/** Meta has it. */
export async function recordAcceptance(send: Send): Promise<void> {
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
  const linking = linkAnswer(engine, send, answer);
  if (linking !== undefined) await linking;
  if (send.reservation?.readings.numberReach?.known === false) await countNewPerson(send);
  if (answer.messageStatus === HELD && intent.template !== undefined) await noteHeld(send, intent.template);
  send.receipt = makeReceipt(engine.settlement, {
    id: intent.id,
    messageId: answer.messageId,
    messageStatus: answer.messageStatus,
    duplicate: false,
    decision: send.decision,
  });
}

/** G9: what this day teaches about how far the number may go tomorrow. */
async function countNewPerson({ engine, phoneNumberId, intent }: Send): Promise<void> {
  try {
    await noteNewPerson(engine, phoneNumberId);
  } catch (error) {
    engine.logger.error({ sendId: intent.id, error }, "a new person could not be counted for the warm-up");
  }
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
