/** A store that forgets when the process ends: for tests, trials and examples. */
import type { Store } from "../../ledger/index.js";
import { memoryConsent } from "./memory-consent.js";
import { memoryInbox } from "./memory-inbox.js";
import { memoryLedger } from "./memory-ledger.js";
import { createMemoryState } from "./memory-state.js";
import { memoryTemplates } from "./memory-templates.js";
import { memoryWindows } from "./memory-windows.js";

/**
 * Keeps everything in this process's memory. Each call works in one turn of the event loop, so it is as atomic as a
 * transaction. Consent kept here is lost on a restart: write to a database in production.
 */
export function memoryStore(): Store {
  const state = createMemoryState();
  return {
    name: "memory",
    init: async () => undefined,
    close: async () => undefined,
    ...memoryConsent(state),
    windows: memoryWindows(state),
    templates: memoryTemplates(),
    ledger: memoryLedger(state),
    inbox: memoryInbox(),
  };
}
