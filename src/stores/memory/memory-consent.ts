import {
  admits,
  type AppendOutcome,
  type AppendResult,
  canForgetText,
  canonicalJson,
  type ConsentEvent,
  type ConsentStore,
  EVERY_BRAND,
  foldConsent,
  GENESIS,
  type IdentityStore,
  newSalt,
  sealEvent,
  withoutText,
  writtenEvent,
} from "../../consent/index.js";
import type { PersonKey } from "../../core/index.js";
import { linkPersons } from "./memory-identity.js";
import { erasePerson } from "./memory-erasure.js";
import {
  aliasesOf,
  canonical,
  eventsOf,
  type MemoryState,
  namespacesOf,
  pair,
  seen,
  viewOf,
} from "./memory-state.js";

export function memoryConsent(state: MemoryState): {
  readonly consent: ConsentStore;
  readonly identity: IdentityStore;
} {
  return {
    consent: {
      append: async (event) => append(state, event),
      appendMany: async (events, checkpoint) => {
        // All or none: what cannot be written is found before anything is.
        for (const event of events) canonicalJson(event);
        const outcomes = events.map((event) => appendAsOne(state, event));
        const reached = checkpoint?.(outcomes);
        if (reached !== undefined) state.checkpoints.set(reached.importId, structuredClone(reached));
        return outcomes;
      },
      checkpoint: async (importId) => state.checkpoints.get(importId),
      view: async (person, namespace) => viewOf(state, canonical(state, person), namespace),
      history: async (person, namespace) =>
        structuredClone([...eventsOf(state, canonical(state, person), namespace)]).sort((a, b) =>
          a.recordedAt < b.recordedAt ? -1 : a.recordedAt > b.recordedAt ? 1 : 0,
        ),
      people: async (after, limit) => {
        const all = [...state.events.values()].map(([event]) => event && canonical(state, event.subject));
        return [...new Set(all)]
          .filter((person) => person !== undefined && person > after)
          .map(String)
          .sort()
          .slice(0, limit);
      },
      namespaces: async (alias) => {
        const person = canonical(state, alias);
        return namespacesOf(state)
          .filter((name) => name !== EVERY_BRAND && (state.events.get(pair(person, name)) ?? []).length > 0)
          .sort();
      },
      chain: async (after, limit) => structuredClone(state.chain.slice(after, after + limit)),
      forgetTexts: async (before, limit) => {
        const old = state.chain
          .map(({ event }) => event)
          .filter((event) => event !== undefined)
          .filter((event) => canForgetText(event) && event.recordedAt < before)
          .slice(0, limit);
        for (const event of old) forgetText(state, event);
        return old.length;
      },
      erase: async (alias, event) => {
        const { erased, erasure } = erasePerson(state, alias, event);
        store(state, erasure.subject, erasure);
        return erased;
      },
    },
    identity: {
      resolve: async (alias) => canonical(state, alias),
      aliases: async (alias) => [...aliasesOf(state, canonical(state, alias))],
      link: async (aliases) =>
        linkPersons(state, aliases, (person, namespace) => {
          refold(state, person, namespace);
        }),
    },
  };
}

function append(state: MemoryState, given: ConsentEvent): AppendResult {
  const person = canonical(state, given.subject);
  const view = () => viewOf(state, person, given.namespace);
  if (state.eventIds.has(identityOf(given))) return { accepted: false, view: view() };
  if (!admits(eventsOf(state, person, given.namespace), given, person))
    return { accepted: false, refused: "erased", view: view() };
  store(state, person, structuredClone(given));
  return { accepted: true, view: view() };
}

function appendAsOne(state: MemoryState, event: ConsentEvent): AppendOutcome {
  const known = eventsOf(state, canonical(state, event.subject), event.namespace).length > 0;
  const { view, ...result } = append(state, event);
  return known ? { ...result, view } : result;
}

/** Seals the event onto the chain and folds it in. */
function store(state: MemoryState, person: PersonKey, event: ConsentEvent): void {
  const key = pair(person, event.namespace);
  seen(state, person);
  state.eventIds.add(identityOf(event));
  const { salt, hash } = sealEvent(
    writtenEvent(event).sealed,
    state.chain.at(-1)?.hash ?? GENESIS,
    newSalt(),
  );
  state.chain.push({ position: state.chain.length + 1, event, salt, hash });
  state.positions.set(event, state.chain.length);
  state.events.set(key, [...(state.events.get(key) ?? []), event]);
  if (event.namespace !== EVERY_BRAND) refold(state, person, event.namespace);
}

function forgetText(state: MemoryState, event: ConsentEvent): void {
  const position = state.positions.get(event);
  const entry = position === undefined ? undefined : state.chain[position - 1];
  const events = state.events.get(pair(canonical(state, event.subject), event.namespace));
  if (position === undefined || entry === undefined || events === undefined) return;
  const kept = withoutText(event);
  state.chain[position - 1] = { ...entry, event: kept };
  state.positions.set(kept, position);
  events[events.indexOf(event)] = kept;
}

function refold(state: MemoryState, person: PersonKey, namespace: string): void {
  if (namespace === EVERY_BRAND) return;
  const view = foldConsent(eventsOf(state, person, namespace), person, namespace);
  state.views.set(pair(person, namespace), Object.freeze(view));
}

function identityOf({ namespace, subject, id }: ConsentEvent): string {
  return pair(pair(namespace, subject), id);
}
