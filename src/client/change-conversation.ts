import { type Conversation, emptyConversation } from "../conversations/index.js";
import type { Engine } from "./engine.js";
import type { ChatPartner } from "./chat-partner.js";

/**
 * Changes what is stored of one chat. `change` is pure: it runs again when another process was faster. Undefined leaves the
 * record as it is. Returns what is stored afterwards.
 */
export async function changeConversation(
  { store }: Pick<Engine, "store">,
  { person, phoneNumberId }: Pick<ChatPartner, "person" | "phoneNumberId">,
  change: (conversation: Conversation) => Conversation | undefined,
): Promise<Conversation> {
  for (;;) {
    const known = await store.conversations.get(person, phoneNumberId);
    const { revision = 0, ...before } = known ?? { ...emptyConversation(person, phoneNumberId), revision: 0 };
    const after = change(before);
    if (after === undefined || after === before) return before;
    if (await store.conversations.save(after, revision)) return after;
  }
}
