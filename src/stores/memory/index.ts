/** A store that forgets when the process ends: for tests, trials and examples. */
import { type ErasureKey, erasureKeys } from "../../consent/index.js";
import type { Store } from "../../ledger/index.js";
import { memoryAccount } from "./memory-account.js";
import { memoryConsent } from "./memory-consent.js";
import { memoryConversations } from "./memory-conversations.js";
import { memoryInbox } from "./memory-inbox.js";
import { memoryLedger } from "./memory-ledger.js";
import { createMemoryState } from "./memory-state.js";
import { memoryTemplates } from "./memory-templates.js";
import { memoryWindows } from "./memory-windows.js";

export interface MemoryStoreOptions {
  /** Secrets that mark erased people, the current one first; `consent.erase` needs one. */
  readonly erasureKeys?: readonly ErasureKey[] | undefined;
}

/**
 * Keeps everything in this process's memory. Each call works in one turn of the event loop, so it is as atomic as a
 * transaction. Consent kept here is lost on a restart: write to a database in production.
 *
 * @throws ValidationError `INVALID_OPTIONS` for an unusable erasure key.
 */
export function memoryStore(options: MemoryStoreOptions = {}): Store {
  const state = createMemoryState(erasureKeys(options.erasureKeys));
  return {
    name: "memory",
    init: async () => undefined,
    close: async () => undefined,
    ...memoryConsent(state),
    windows: memoryWindows(state),
    templates: memoryTemplates(),
    ledger: memoryLedger(state),
    inbox: memoryInbox(state),
    conversations: memoryConversations(state),
    account: memoryAccount(),
  };
}
