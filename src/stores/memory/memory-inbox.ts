import type { InboxStore, StoredInboxItem } from "../../webhooks/index.js";
import type { MemoryState } from "./memory-state.js";

export function memoryInbox(state: Pick<MemoryState, "onErase">): InboxStore {
  const items = new Map<string, StoredInboxItem>();
  // Pending items apart, in order of arrival: done ones stay for deduplication and may be many.
  const pending = new Map<string, StoredInboxItem>();
  let sequence = 0;

  const set = (item: StoredInboxItem): void => {
    items.set(item.key, item);
    if (item.state === "pending") pending.set(item.key, item);
    else pending.delete(item.key);
  };

  // The keys of handled events stay: they keep a redelivery from being taken for something new.
  state.onErase.push((lane) => {
    for (const item of items.values()) {
      if (item.lane !== lane || item.state === "pending") continue;
      if (item.state === "done")
        items.set(item.key, { ...item, envelope: "", lane: "erased", lastError: undefined });
      else items.delete(item.key);
    }
  });

  return {
    put: async (given) => {
      const stored: StoredInboxItem[] = [];
      for (const item of given) {
        if (items.has(item.key)) continue;
        const fresh: StoredInboxItem = {
          ...item,
          sequence: ++sequence,
          attempts: 0,
          state: "pending",
          notBefore: 0,
        };
        set(fresh);
        stored.push(fresh);
      }
      return stored;
    },
    ready: async (now, limit) => {
      const blocked = new Set<string>();
      const ready: StoredInboxItem[] = [];
      for (const item of [...pending.values()].sort((a, b) => a.sequence - b.sequence)) {
        if (ready.length >= limit) break;
        if (item.notBefore > now) blocked.add(item.lane);
        else if (!blocked.has(item.lane)) ready.push(item);
      }
      return ready;
    },
    nextRetryAt: async (now) => {
      const next = Math.min(
        ...[...pending.values()].map(({ notBefore }) => notBefore).filter((at) => at > now),
      );
      return Number.isFinite(next) ? next : undefined;
    },
    done: async (key) => {
      const item = items.get(key);
      if (item !== undefined) set({ ...item, state: "done" });
    },
    failed: async (key, { error, notBefore, dead }) => {
      const item = items.get(key);
      if (item === undefined) return;
      set({
        ...item,
        attempts: item.attempts + 1,
        lastError: error,
        notBefore,
        state: dead ? "dead" : "pending",
      });
    },
    dead: async (limit) => [...items.values()].filter(({ state }) => state === "dead").slice(0, limit),
    replay: async (key) => {
      const item = items.get(key);
      if (item?.state !== "dead") return false;
      set({ ...item, state: "pending", attempts: 0, notBefore: 0 });
      return true;
    },
    prune: async (doneBefore, deadBefore) => {
      const before = { pending: Number.NEGATIVE_INFINITY, done: doneBefore, dead: deadBefore };
      let count = 0;
      for (const [key, item] of items) {
        if (item.receivedAt >= before[item.state]) continue;
        items.delete(key);
        count++;
      }
      return count;
    },
  };
}
