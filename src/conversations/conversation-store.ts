import type { PersonKey } from "../core/index.js";
import type { Conversation } from "./conversation.js";

/** A conversation as it is stored. */
export interface StoredConversation extends Conversation {
  /** Grows with every change. */
  readonly revision: number;
}

/** Port: hand-offs and open questions, one record for each person and business number. */
export interface ConversationStore {
  /** By any alias of the person. */
  get(person: PersonKey, phoneNumberId: string): Promise<StoredConversation | undefined>;
  /**
   * Writes it if the stored revision is still `expected` (0: nothing is stored). Returns false when it is not: read it
   * again, and decide again.
   */
  save(conversation: Conversation, expected: number): Promise<boolean>;
  /** Chats that are handed off now, the longest waiting first. */
  handedOff(limit: number): Promise<readonly StoredConversation[]>;
}
