import type { ConsentEvent, ConsentView } from "../../consent/index.js";
import type { PersonKey } from "../../core/index.js";
import type { SendRecord, StatusFact } from "../../ledger/index.js";
import type { WindowState } from "../../windows/index.js";

/** What the parts share, because linking two aliases touches all of them. */
export interface MemoryState {
  /** Alias to canonical person. Aliases that were never linked are not listed. */
  readonly persons: Map<PersonKey, PersonKey>;
  /** Canonical person to all aliases, the canonical one first. */
  readonly aliases: Map<PersonKey, PersonKey[]>;
  readonly eventIds: Set<string>;
  /** Events by person and namespace. */
  readonly events: Map<string, ConsentEvent[]>;
  readonly views: Map<string, ConsentView>;
  readonly windows: Map<string, WindowState>;
  readonly sends: Map<string, SendRecord>;
  readonly sendsByPerson: Map<PersonKey, Set<string>>;
  /** Idempotency key to the send that holds it. */
  readonly sendsByKey: Map<string, string>;
  /** Order in which people were first seen: the alias known first stays canonical. */
  readonly firstSeen: Map<PersonKey, number>;
  /** Statuses whose message is not known yet. */
  readonly earlyStatuses: Map<string, StatusFact[]>;
}

export function createMemoryState(): MemoryState {
  return {
    persons: new Map(),
    aliases: new Map(),
    eventIds: new Set(),
    events: new Map(),
    views: new Map(),
    windows: new Map(),
    sends: new Map(),
    sendsByPerson: new Map(),
    sendsByKey: new Map(),
    firstSeen: new Map(),
    earlyStatuses: new Map(),
  };
}

export function canonical(state: MemoryState, alias: PersonKey): PersonKey {
  return state.persons.get(alias) ?? alias;
}

export function seen(state: MemoryState, person: PersonKey): void {
  if (!state.firstSeen.has(person)) state.firstSeen.set(person, state.firstSeen.size);
}

/** A key of two parts that cannot be confused with another pair. */
export function pair(a: string, b: string): string {
  return `${String(a.length)}:${a}${b}`;
}
