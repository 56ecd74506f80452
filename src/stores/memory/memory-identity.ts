import { mergeConversations } from "../../conversations/index.js";
import { isErasedKey, isMark } from "../../consent/index.js";
import type { PersonKey } from "../../core/index.js";
import { rekey } from "../../ledger/index.js";
import { isLaterInbound } from "../../windows/index.js";
import { canonical, type MemoryState, namespacesOf, pair, seen, viewOf } from "./memory-state.js";

type Refold = (person: PersonKey, namespace: string) => void;

/** Makes one person of several aliases. Returns their canonical key. */
export function linkPersons(state: MemoryState, aliases: readonly PersonKey[], refold: Refold): PersonKey {
  const persons = [...new Set(aliases.map((alias) => canonical(state, alias)))];
  const isKnown = (person: PersonKey): boolean => state.firstSeen.has(person);
  const known = new Map(persons.map((person) => [person, isKnown(person)]));
  for (const person of persons) seen(state, person);
  persons.sort((a, b) => (state.firstSeen.get(a) ?? 0) - (state.firstSeen.get(b) ?? 0));
  const [winner, ...losers] = persons;
  if (winner === undefined) throw new TypeError("link needs at least one alias");
  for (const loser of losers) {
    const mark = known.get(loser) === true ? undefined : state.erasure.mark(loser);
    // Another name of somebody who was erased: only its mark is kept.
    if (mark !== undefined && isErasedKey(winner) && isGone(state, winner)) {
      state.firstSeen.delete(loser);
      state.persons.set(mark, winner);
    } else merge(state, winner, loser, refold);
  }
  return winner;
}

/** Erased, and not come back to any brand. */
function isGone(state: MemoryState, person: PersonKey): boolean {
  const brands = [...state.views.values()].filter((view) => view.person === person);
  return (
    brands.every(({ suppression }) => suppression?.kind === "erased") &&
    viewOf(state, person, "").suppression?.kind === "erased"
  );
}

function merge(state: MemoryState, winner: PersonKey, loser: PersonKey, refold: Refold): void {
  const moved = state.aliases.get(loser) ?? (isErasedKey(loser) ? [] : [loser]);
  if (isErasedKey(loser)) {
    for (const [alias, person] of state.persons)
      if (isMark(alias) && person === loser) state.persons.set(alias, winner);
  }
  state.persons.set(loser, winner);
  for (const alias of moved) state.persons.set(alias, winner);
  const own = state.aliases.get(winner) ?? (isErasedKey(winner) ? [] : [winner]);
  state.aliases.set(winner, [...own, ...moved]);
  state.aliases.delete(loser);
  const namespaces = namespacesOf(state);
  for (const namespace of namespaces) {
    const from = pair(loser, namespace);
    const events = state.events.get(from);
    state.views.delete(from);
    if (events === undefined) continue;
    const to = pair(winner, namespace);
    state.events.set(to, [...(state.events.get(to) ?? []), ...events]);
    state.events.delete(from);
  }
  for (const namespace of namespaces)
    if (state.events.has(pair(winner, namespace))) refold(winner, namespace);
  for (const [key, window] of state.windows) {
    if (window.person !== loser) continue;
    state.windows.delete(key);
    const into = pair(winner, window.phoneNumberId);
    const known = state.windows.get(into);
    if (known === undefined || isLaterInbound(window, known))
      state.windows.set(into, { ...window, person: winner });
  }
  for (const [key, from] of state.conversations) {
    if (from.person !== loser) continue;
    state.conversations.delete(key);
    const to = pair(winner, from.phoneNumberId);
    const known = state.conversations.get(to);
    const into = known ?? { ...from, person: winner, revision: 0 };
    const merged = known === undefined ? into : mergeConversations(into, from);
    const revision = Math.max(into.revision, from.revision) + 1;
    state.conversations.set(to, Object.freeze({ ...merged, person: winner, revision }));
  }
  moveSends(state, winner, loser);
}

/** The sends of `loser` become those of `winner`. `erase`: the ids of their messages go, because they hold the number. */
export function moveSends(
  state: MemoryState,
  winner: PersonKey,
  loser: PersonKey,
  { erase = false }: { readonly erase?: boolean } = {},
): void {
  for (const id of state.sendsByPerson.get(loser) ?? []) {
    const send = state.sends.get(id);
    if (send !== undefined) {
      const idempotencyKey = rekey(send.idempotencyKey, loser, winner);
      const { messageId, ...rest } = send;
      const kept = erase || messageId === undefined ? rest : send;
      if (erase && messageId !== undefined) state.earlyStatuses.delete(messageId);
      state.sends.set(id, { ...kept, person: winner, idempotencyKey });
      // The same message to the same person keeps its key under either name; who holds the new one keeps it.
      if (state.sendsByKey.get(send.idempotencyKey) === id) {
        state.sendsByKey.delete(send.idempotencyKey);
        if (!state.sendsByKey.has(idempotencyKey)) state.sendsByKey.set(idempotencyKey, id);
      }
    }
    const own = state.sendsByPerson.get(winner);
    if (own === undefined) state.sendsByPerson.set(winner, [id]);
    else own.push(id);
  }
  state.sendsByPerson.delete(loser);
}
