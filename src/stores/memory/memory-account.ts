import type { AccountFact, AccountStore } from "../../account/index.js";
import { pair } from "./memory-state.js";

export function memoryAccount(): AccountStore {
  const facts = new Map<string, AccountFact>();
  return {
    put: async (fact) => {
      const key = pair(pair(fact.businessAccountId, fact.topic), fact.subject);
      const known = facts.get(key);
      if (known !== undefined && known.at > fact.at) return false;
      facts.set(key, Object.freeze(structuredClone(fact)));
      return true;
    },
    list: async (businessAccountId) =>
      [...facts.values()].filter((fact) => fact.businessAccountId === businessAccountId),
  };
}
