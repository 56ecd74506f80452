import { type PersonKey, personKeyOf, PhoneNumber } from "../core/index.js";
import { isBsuid } from "../core/recipients.js";
import type { SendAnswer } from "../graph/index.js";
import type { Engine } from "./engine.js";
import type { Send } from "./send.js";

/** Digits that a number dialled in another way has in common with the one that was called. */
const SAME_DIGITS = 8;

/**
 * Meta answers with the id that the person has: the `wa_id` of a number dialled in another way, and the user id. Both
 * become aliases of the one person, so that consent, window and limits are found by either. Undefined: it is one already.
 */
export function linkAnswer(engine: Engine, send: Send, answer: SendAnswer): Promise<void> | undefined {
  const { key, kind } = send.recipient;
  if (kind === "group") return undefined;
  const phone = answer.waId === undefined ? undefined : PhoneNumber.fromWaId(answer.waId);
  const aliases = [phone && personKeyOf(phone), answer.userId].filter(
    (alias): alias is string => alias !== undefined && alias !== key && isSamePerson(key, alias),
  );
  return aliases.length === 0 ? undefined : link(engine, send, [key, ...aliases]);
}

async function link(engine: Engine, send: Send, aliases: readonly PersonKey[]): Promise<void> {
  try {
    await engine.store.identity.link(aliases);
  } catch (error) {
    // The message is out; its webhooks link them, too.
    engine.logger.warn({ sendId: send.intent.id, error }, "the ids of a person could not be linked");
  }
}

/** An answer is believed only where the ids can be one person's: a wrong link would join two people for ever. */
function isSamePerson(key: string, alias: string): boolean {
  if (isBsuid(alias)) return true;
  if (!/^\d{8,15}$/.test(alias)) return false;
  return isBsuid(key) || key.slice(-SAME_DIGITS) === alias.slice(-SAME_DIGITS);
}
