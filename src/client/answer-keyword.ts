import { WaypostError } from "../core/index.js";
import { type ConsentAnswer, OPT_OUT_BUTTONS, optOutConfirmation, optOutQuestion } from "../consent/index.js";
import { buttonsMessage, type OutgoingMessage, textMessage } from "../messages/index.js";
import type { Engine } from "./engine.js";
import { CONFIRMATION_KEY, recentConfirmations } from "./outbound-context.js";
import type { Inbound } from "./inbound-words.js";
import { sendFreeForm } from "./send-free-form.js";

/** Says what is due after a stored consent event: one confirmation after a clear stop, two buttons after an ambiguous word. */
export async function answerKeyword(
  engine: Engine,
  inbound: Inbound,
  match: ConsentAnswer,
  eventId: string,
): Promise<void> {
  if (!engine.answerOptOuts) return;
  const language = answerLanguage(engine, match);
  switch (match.kind) {
    case "opt_out": {
      if (await wasConfirmed(engine, inbound, match.scopeHint)) return;
      const text = optOutConfirmation({
        businessName: engine.business.name,
        language,
        scope: match.scopeHint,
        texts: engine.optOutTexts,
      });
      await say(
        engine,
        inbound,
        textMessage({ body: text }),
        `${CONFIRMATION_KEY}:${match.scopeHint}:${eventId}`,
        "opt_out_confirmation",
      );
      return;
    }
    case "opt_out_suspected": {
      const question = optOutQuestion({
        businessName: engine.business.name,
        language,
        texts: engine.optOutTexts,
      });
      const buttons = [
        { id: OPT_OUT_BUTTONS.stop, title: question.stop },
        { id: OPT_OUT_BUTTONS.keep, title: question.keep },
      ];
      await say(
        engine,
        inbound,
        buttonsMessage({ body: question.body, buttons }),
        `opt-out-question:${eventId}`,
      );
      return;
    }
    case "opt_in":
    case "confirm":
    case "deny":
    case "keep":
      engine.logger.debug({ eventId, kind: match.kind }, "a consent keyword was stored");
      return;
    case "owned":
    case "with_argument":
    case "in_caption":
    case "none":
      return;
  }
}

/** A second STOP within 24 hours is stored and answered with silence, unless it stops more than the first. */
async function wasConfirmed(
  engine: Engine,
  { event, partner }: Inbound,
  scope: "marketing" | "all",
): Promise<boolean> {
  const confirmations = await recentConfirmations(engine, partner.person, event.message.at);
  return confirmations.some(
    ({ idempotencyKey }) => scope === "marketing" || idempotencyKey.includes(`${CONFIRMATION_KEY}:all:`),
  );
}

function answerLanguage(engine: Engine, match: ConsentAnswer): string {
  return ("language" in match ? match.language : undefined) ?? engine.business.languages?.[0] ?? "en";
}

/**
 * An answer is a courtesy: one that the policy, the pace or Meta refuses, or that got lost, is left out. The opt-out
 * itself is stored.
 */
async function say(
  engine: Engine,
  { partner }: Inbound,
  message: OutgoingMessage,
  idempotencyKey: string,
  purpose?: "opt_out_confirmation",
): Promise<void> {
  try {
    await sendFreeForm(engine, partner, message, { idempotencyKey, purpose });
  } catch (error) {
    // The worker that was at it may be dead: the event is tried again until its claim is over.
    if (!WaypostError.is(error) || error.code === "SEND_IN_PROGRESS") throw error;
    engine.logger.info({ code: error.code }, "an opt-out was stored and not answered");
  }
}
