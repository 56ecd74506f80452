import type { AccountStore } from "../account/index.js";
import type { ConversationStore } from "../conversations/index.js";
import type { ConsentStore, IdentityStore } from "../consent/index.js";
import type { TemplateStore } from "../templates/index.js";
import type { InboxStore } from "../webhooks/index.js";
import type { WindowStore } from "../windows/index.js";
import type { LedgerStore } from "./ledger-store.js";

/**
 * Everything Waypost remembers. One object, because the last write before the wire compares the consent revision and
 * marks the send in one transaction: the parts must share a database.
 */
export interface Store {
  /** `memory`, `sqlite`, `postgres`: for logs and errors. */
  readonly name: string;
  /** Opens and migrates. Called before first use; calling it again does nothing. Throws `StoreError`. */
  init(): Promise<void>;
  /** Waits for writes under way and closes what the store itself opened. */
  close(): Promise<void>;
  readonly identity: IdentityStore;
  readonly consent: ConsentStore;
  readonly windows: WindowStore;
  readonly templates: TemplateStore;
  readonly ledger: LedgerStore;
  readonly inbox: InboxStore;
  readonly conversations: ConversationStore;
  readonly account: AccountStore;
}
