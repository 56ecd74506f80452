import {
  type ChainEntry,
  type ConsentEvent,
  type ConsentView,
  type ErasureKeys,
  EVERY_BRAND,
  foldConsent,
  type ImportCheckpoint,
  isErasedKey,
  isMark,
} from "../../consent/index.js";
import type { StoredConversation } from "../../conversations/index.js";
import type { PersonKey } from "../../core/index.js";
import type { SendRecord, StatusFact } from "../../ledger/index.js";
import type { WindowState } from "../../windows/index.js";

/** What the parts share, because linking two aliases touches all of them. */
export interface MemoryState {
  /** Alias to canonical person. Aliases that were never linked are not listed. */
  readonly persons: Map<PersonKey, PersonKey>;
  /** Canonical person to all aliases, the canonical one first. */
  readonly aliases: Map<PersonKey, PersonKey[]>;
  readonly erasure: ErasureKeys;
  /** Brand, subject and id of every event. */
  readonly eventIds: Set<string>;
  readonly chain: ChainEntry[];
  readonly positions: WeakMap<ConsentEvent, number>;
  readonly checkpoints: Map<string, ImportCheckpoint>;
  /** Called with the lane of an erased alias. */
  readonly onErase: ((lane: string) => void)[];
  /** Events by person and namespace. */
  readonly events: Map<string, ConsentEvent[]>;
  readonly views: Map<string, ConsentView>;
  readonly windows: Map<string, WindowState>;
  readonly conversations: Map<string, StoredConversation>;
  readonly sends: Map<string, SendRecord>;
  readonly sendsByPerson: Map<PersonKey, string[]>;
  /** Idempotency key to the send that holds it. */
  readonly sendsByKey: Map<string, string>;
  /** Order in which people were first seen: the alias known first stays canonical. */
  readonly firstSeen: Map<PersonKey, number>;
  /** Statuses whose message is not known yet. */
  readonly earlyStatuses: Map<string, StatusFact[]>;
}

export function createMemoryState(erasure: ErasureKeys): MemoryState {
  return {
    erasure,
    chain: [],
    positions: new WeakMap(),
    checkpoints: new Map(),
    onErase: [],
    persons: new Map(),
    aliases: new Map(),
    eventIds: new Set(),
    events: new Map(),
    views: new Map(),
    windows: new Map(),
    conversations: new Map(),
    sends: new Map(),
    sendsByPerson: new Map(),
    sendsByKey: new Map(),
    firstSeen: new Map(),
    earlyStatuses: new Map(),
  };
}

export function canonical(state: MemoryState, alias: PersonKey): PersonKey {
  const person = state.persons.get(alias);
  if (person !== undefined) return person;
  for (const mark of state.erasure.marks(alias)) {
    const erased = state.persons.get(mark);
    if (erased !== undefined) return erased;
  }
  return alias;
}

/** Every alias of a canonical person, what stands for an erased one left out. */
export function aliasesOf(state: MemoryState, person: PersonKey): readonly PersonKey[] {
  return (state.aliases.get(person) ?? [person]).filter((alias) => !isMark(alias) && !isErasedKey(alias));
}

export function seen(state: MemoryState, person: PersonKey): void {
  if (!state.firstSeen.has(person)) state.firstSeen.set(person, state.firstSeen.size);
}

/** Events of a canonical person that count in a brand: its own, and those for every brand. */
export function eventsOf(state: MemoryState, person: PersonKey, namespace: string): readonly ConsentEvent[] {
  const own = state.events.get(pair(person, namespace)) ?? [];
  const everywhere = namespace === EVERY_BRAND ? undefined : state.events.get(pair(person, EVERY_BRAND));
  return everywhere === undefined ? own : [...own, ...everywhere];
}

/** Every brand that has events, `"*"` among them. */
export function namespacesOf(state: MemoryState): string[] {
  return [
    ...new Set([...state.events.values()].flatMap((events) => events.map(({ namespace }) => namespace))),
  ];
}

export function viewOf(state: MemoryState, person: PersonKey, namespace: string): ConsentView {
  return (
    state.views.get(pair(person, namespace)) ??
    foldConsent(eventsOf(state, person, namespace), person, namespace)
  );
}

/** A key of two parts that cannot be confused with another pair. */
export function pair(a: string, b: string): string {
  return `${String(a.length)}:${a}${b}`;
}
