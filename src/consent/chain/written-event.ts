import type { ConsentAction, ConsentEvent, Evidence } from "../types.js";
import { canonicalJson } from "./canonical-json.js";
import { sha256 } from "./seal.js";
import { ToldEvent } from "./told-event.js";

/** How an event is written down, and what of it is sealed. */
export interface WrittenEvent {
  readonly text: string;
  /**
   * The same, but for a message's text beside which its hash stands (`evidence.inboundTextHash`): the hash is sealed, so
   * that the text can be forgotten and the link still be checked.
   */
  readonly sealed: string;
}

export function writtenEvent(event: ConsentEvent): WrittenEvent {
  const text = ToldEvent.textOf(event) ?? canonicalJson(event);
  return { text, sealed: canForgetText(event) ? canonicalJson(withoutText(event)) : text };
}

/** Is there a text of a message that need not be kept for ever? */
export function canForgetText({ evidence }: ConsentEvent): boolean {
  return evidence?.inboundText !== undefined && evidence.inboundTextHash !== undefined;
}

export function withoutText(event: ConsentEvent): ConsentEvent {
  const { inboundText: _text, ...evidence } = event.evidence ?? {};
  return { ...event, evidence };
}

/** False when the text is not the one that was hashed. */
export function textIsTrue(event: ConsentEvent): boolean {
  return !canForgetText(event) || textHash(event.evidence ?? {}) === event.evidence?.inboundTextHash;
}

/**
 * The evidence with the hash of the message's text, where that is an opt-out's: kept for 90 days, then only its hash is
 * (compliance 2.6). The words of an opt-in are its proof, and stay.
 */
export function withTextHash(action: ConsentAction, evidence: Evidence): Evidence {
  // A hash without its text came from an event whose text is forgotten.
  if (evidence.inboundText === undefined) return evidence;
  const forgettable = FORGETTABLE.includes(action);
  if (!forgettable && evidence.inboundTextHash === undefined) return evidence;
  return { ...evidence, inboundTextHash: forgettable ? textHash(evidence) : undefined };
}

const FORGETTABLE: readonly ConsentAction[] = ["withdraw", "deny", "hold", "suppress"];

/** With the id of the message, which nobody guesses: the hash of "stop" alone would say "stop". */
function textHash({ messageId, inboundText }: Evidence): string {
  return sha256(JSON.stringify([messageId ?? "", inboundText]));
}
