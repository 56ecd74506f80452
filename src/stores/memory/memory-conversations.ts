import type { ConversationStore } from "../../conversations/index.js";
import { canonical, type MemoryState, pair, seen } from "./memory-state.js";

export function memoryConversations(state: MemoryState): ConversationStore {
  return {
    get: async (person, phoneNumberId) =>
      state.conversations.get(pair(canonical(state, person), phoneNumberId)),
    save: async (conversation, expected) => {
      const person = canonical(state, conversation.person);
      const key = pair(person, conversation.phoneNumberId);
      if ((state.conversations.get(key)?.revision ?? 0) !== expected) return false;
      seen(state, person);
      // A copy, as a database would keep: what the caller changes later does not reach in here.
      const stored = structuredClone({ ...conversation, person, revision: expected + 1 });
      state.conversations.set(key, Object.freeze(stored));
      return true;
    },
    handedOff: async (limit) =>
      [...state.conversations.values()]
        .filter(({ handOff }) => handOff?.active === true)
        .sort((a, b) => (a.handOff?.at ?? 0) - (b.handOff?.at ?? 0))
        .slice(0, limit),
  };
}
