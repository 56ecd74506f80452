import { type RecipientInput, refusalError } from "../core/index.js";
import { parseRecipient } from "../core/recipients.js";
import { decide, NO_COUNTS } from "../policy/index.js";
import { windowAt, type WindowView } from "../windows/index.js";
import { Chat } from "./chat.js";
import type { Engine } from "./engine.js";
import { checkSender } from "./request-options.js";
import { policyRecipient } from "./policy-recipient.js";

export interface OpenChatOptions {
  /** Another sender of the same account: windows are kept per business number. */
  readonly from?: string | undefined;
}

/** Open conversations. */
export interface ChatsApi {
  /**
   * The chat with one person, if its customer service window is open now.
   *
   * @throws WindowClosedError when it is not; RefusedError `OPTED_OUT` or `SUPPRESSED` when the person asked for silence.
   */
  open(user: RecipientInput, options?: OpenChatOptions): Promise<Chat>;
  /** Where the window stands, without opening anything. */
  window(user: RecipientInput, options?: OpenChatOptions): Promise<WindowView>;
}

export function createChatsApi(engine: Engine): ChatsApi {
  const look = async (user: RecipientInput, from: string | undefined) => {
    const recipient = parseRecipient(user);
    const phoneNumberId = checkSender(from) ?? engine.phoneNumberId;
    await engine.store.init();
    const person = await engine.store.identity.resolve(recipient.key);
    const window = await engine.store.windows.get(person, phoneNumberId);
    return { recipient, person, phoneNumberId, window };
  };
  return {
    open: async (user, options = {}) => {
      const { window, ...partner } = await look(user, options.from);
      const consent = await engine.store.consent.view(partner.person, engine.namespace);
      const decision = decide(
        { kind: "free_form", recipient: policyRecipient(partner.recipient) },
        { consent, window, templateMismatches: [], counts: NO_COUNTS },
        engine.clock.now(),
        engine.policy,
      );
      if (decision.action === "refuse") throw refusalError(decision);
      return new Chat(engine, partner);
    },
    window: async (user, options = {}) =>
      windowAt((await look(user, options.from)).window, engine.clock.now()),
  };
}
