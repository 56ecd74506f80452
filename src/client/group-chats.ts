import { refusalError } from "../core/index.js";
import { groupRecipient } from "../core/recipients.js";
import { decide } from "../policy/index.js";
import { windowAt, type WindowView } from "../windows/index.js";
import type { OpenChatOptions } from "./chats.js";
import type { Engine } from "./engine.js";
import { GroupChat } from "./group-chat.js";
import { checkSender } from "./request-options.js";
import { policyRecipient } from "./policy-recipient.js";
import type { ChatPartner } from "./chat-partner.js";
import { takeSnapshot } from "./snapshot.js";

/** Groups of the business: at most eight people, who joined by its link. Manage them with `waypost.groups`. */
export interface GroupChatsApi {
  /**
   * The chat with one group, if a member wrote in it within 24 hours.
   *
   * @throws WindowClosedError when nobody did; ValidationError `INVALID_RECIPIENT` for what is no group id.
   */
  open(groupId: string, options?: OpenChatOptions): Promise<GroupChat>;
  /** Where the group's window stands. */
  window(groupId: string, options?: OpenChatOptions): Promise<WindowView>;
}

export function createGroupChatsApi(engine: Engine): GroupChatsApi {
  const look = async (groupId: string, from: string | undefined) => {
    const partner = groupPartner(groupId, checkSender(from) ?? engine.phoneNumberId);
    await engine.store.init();
    return { partner, window: await engine.store.windows.get(partner.person, partner.phoneNumberId) };
  };
  return {
    open: async (groupId, options = {}) => {
      const { partner } = await look(groupId, options.from);
      const decision = decide(
        { kind: "free_form", recipient: policyRecipient(partner.recipient) },
        await takeSnapshot(engine, { ...partner, sendId: "" }),
        engine.clock.now(),
        engine.policy,
      );
      if (decision.action === "refuse") throw refusalError(decision);
      return new GroupChat(engine, partner);
    },
    window: async (groupId, options = {}) =>
      windowAt((await look(groupId, options.from)).window, engine.clock.now()),
  };
}

/** A group stands where a person stands: it has a window and sends of its own. */
export function groupPartner(groupId: string, phoneNumberId: string): ChatPartner {
  const recipient = groupRecipient(groupId);
  return { recipient, person: recipient.key, phoneNumberId };
}
