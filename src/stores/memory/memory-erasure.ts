import {
  type ConsentEvent,
  digestOf,
  erasedKey,
  isErasedKey,
  missingErasureKey,
  writtenEvent,
} from "../../consent/index.js";
import type { PersonKey } from "../../core/index.js";
import { aliasesOf, canonical, type MemoryState, namespacesOf, pair } from "./memory-state.js";
import { moveSends } from "./memory-identity.js";

/** Takes everything away that names the person; the caller stores the erasure that is returned. */
export function erasePerson(
  state: MemoryState,
  alias: PersonKey,
  event: Omit<ConsentEvent, "subject" | "erases">,
): { readonly erased: number; readonly erasure: ConsentEvent } {
  const person = canonical(state, alias);
  const subject = isErasedKey(person) ? person : erasedKey(event.id);
  for (const name of new Set([alias, person, ...aliasesOf(state, person)])) {
    if (!isErasedKey(name)) forgetAlias(state, name, subject);
  }
  const erases = eraseEvents(state, person, subject);
  state.aliases.delete(person);
  state.firstSeen.delete(person);
  for (const [key, window] of state.windows) if (window.person === person) state.windows.delete(key);
  for (const [key, one] of state.conversations) if (one.person === person) state.conversations.delete(key);
  moveSends(state, subject, person, { erase: true });
  return { erased: erases.length, erasure: { ...event, subject, erases } };
}

/** The alias goes, its mark stays. */
function forgetAlias(state: MemoryState, alias: PersonKey, subject: PersonKey): void {
  const mark = state.erasure.mark(alias);
  if (mark === undefined) throw missingErasureKey([]);
  state.persons.delete(alias);
  state.persons.set(mark, subject);
  for (const forget of state.onErase) forget(`person:${alias}`);
}

/** Events become digests; erasures of before stay: they hold nothing. Returns their positions. */
function eraseEvents(state: MemoryState, person: PersonKey, subject: PersonKey): number[] {
  const positions: number[] = [];
  for (const namespace of namespacesOf(state)) {
    const key = pair(person, namespace);
    const events = state.events.get(key) ?? [];
    const kept = events.filter(({ action }) => action === "erase");
    for (const event of events) {
      const position = state.positions.get(event);
      const entry = position === undefined ? undefined : state.chain[position - 1];
      if (event.action === "erase" || position === undefined || entry?.salt === undefined) continue;
      const digest = digestOf(writtenEvent(event).sealed, entry.salt);
      state.chain[position - 1] = { position, hash: entry.hash, digest };
      positions.push(position);
    }
    state.events.delete(key);
    if (kept.length > 0) state.events.set(pair(subject, namespace), kept);
    state.views.delete(key);
  }
  return positions.sort((a, b) => a - b);
}
