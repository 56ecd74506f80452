import { isLaterInbound, type WindowStore } from "../../windows/index.js";
import { canonical, type MemoryState, pair, seen } from "./memory-state.js";

export function memoryWindows(state: MemoryState): WindowStore {
  return {
    recordInbound: async (inbound) => {
      const person = canonical(state, inbound.person);
      seen(state, person);
      const key = pair(person, inbound.phoneNumberId);
      const known = state.windows.get(key);
      if (known !== undefined && !isLaterInbound(inbound, known)) return;
      state.windows.set(key, Object.freeze({ ...inbound, person }));
    },
    get: async (person, phoneNumberId) => state.windows.get(pair(canonical(state, person), phoneNumberId)),
  };
}
