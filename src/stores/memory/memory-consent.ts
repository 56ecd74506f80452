import { type ConsentStore, emptyView, foldConsent, type IdentityStore } from "../../consent/index.js";
import type { PersonKey } from "../../core/index.js";
import { rekey } from "../../ledger/index.js";
import { canonical, type MemoryState, pair, seen } from "./memory-state.js";

export function memoryConsent(state: MemoryState): {
  readonly consent: ConsentStore;
  readonly identity: IdentityStore;
} {
  const refold = (person: PersonKey, namespace: string): void => {
    const key = pair(person, namespace);
    state.views.set(key, Object.freeze(foldConsent(state.events.get(key) ?? [], person, namespace)));
  };
  const viewOf = (person: PersonKey, namespace: string) =>
    state.views.get(pair(person, namespace)) ?? emptyView(person, namespace);

  return {
    consent: {
      append: async (given) => {
        const person = canonical(state, given.subject);
        if (state.eventIds.has(given.id)) return { accepted: false, view: viewOf(person, given.namespace) };
        const event = structuredClone(given);
        const key = pair(person, event.namespace);
        seen(state, person);
        state.eventIds.add(event.id);
        state.events.set(key, [...(state.events.get(key) ?? []), event]);
        refold(person, event.namespace);
        return { accepted: true, view: viewOf(person, event.namespace) };
      },
      view: async (person, namespace) => viewOf(canonical(state, person), namespace),
      history: async (person, namespace) => {
        const events = state.events.get(pair(canonical(state, person), namespace)) ?? [];
        return structuredClone(events).sort((a, b) =>
          a.recordedAt < b.recordedAt ? -1 : a.recordedAt > b.recordedAt ? 1 : 0,
        );
      },
    },
    identity: {
      resolve: async (alias) => canonical(state, alias),
      aliases: async (alias) => {
        const person = canonical(state, alias);
        return [...(state.aliases.get(person) ?? [person])];
      },
      link: async (aliases) => {
        const persons = [...new Set(aliases.map((alias) => canonical(state, alias)))];
        for (const person of persons) seen(state, person);
        persons.sort((a, b) => (state.firstSeen.get(a) ?? 0) - (state.firstSeen.get(b) ?? 0));
        const [winner, ...losers] = persons;
        if (winner === undefined) throw new TypeError("link needs at least one alias");
        for (const loser of losers) merge(state, winner, loser, refold);
        return winner;
      },
    },
  };
}

function merge(
  state: MemoryState,
  winner: PersonKey,
  loser: PersonKey,
  refold: (person: PersonKey, namespace: string) => void,
): void {
  const moved = state.aliases.get(loser) ?? [loser];
  for (const alias of moved) state.persons.set(alias, winner);
  state.aliases.set(winner, [...(state.aliases.get(winner) ?? [winner]), ...moved]);
  state.aliases.delete(loser);
  const namespaces = new Set(
    [...state.events.values()].flatMap((events) => events.map(({ namespace }) => namespace)),
  );
  for (const namespace of namespaces) {
    const from = pair(loser, namespace);
    const events = state.events.get(from);
    if (events === undefined) continue;
    const to = pair(winner, namespace);
    state.events.set(to, [...(state.events.get(to) ?? []), ...events]);
    state.events.delete(from);
    state.views.delete(from);
    refold(winner, namespace);
  }
  for (const [key, window] of state.windows) {
    if (window.person !== loser) continue;
    state.windows.delete(key);
    const into = pair(winner, window.phoneNumberId);
    const own = state.windows.get(into);
    if (own === undefined || own.lastInboundAt < window.lastInboundAt)
      state.windows.set(into, { ...window, person: winner });
  }
  for (const id of state.sendsByPerson.get(loser) ?? []) {
    const send = state.sends.get(id);
    if (send !== undefined) {
      const idempotencyKey = rekey(send.idempotencyKey, loser, winner);
      state.sends.set(id, Object.freeze({ ...send, person: winner, idempotencyKey }));
      // The same message to the same person keeps its key under either name; who holds the new one keeps it.
      if (state.sendsByKey.get(send.idempotencyKey) === id) {
        state.sendsByKey.delete(send.idempotencyKey);
        if (!state.sendsByKey.has(idempotencyKey)) state.sendsByKey.set(idempotencyKey, id);
      }
    }
    const own = state.sendsByPerson.get(winner) ?? new Set();
    state.sendsByPerson.set(winner, own.add(id));
  }
  state.sendsByPerson.delete(loser);
}
