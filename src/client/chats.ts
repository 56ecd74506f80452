import { type Decision, type RecipientInput, refusalError } from "../core/index.js";
import { parseRecipient } from "../core/recipients.js";
import { decide, readContent } from "../policy/index.js";
import { windowAt, type WindowView } from "../windows/index.js";
import { Chat } from "./chat.js";
import type { Engine } from "./engine.js";
import { checkSender } from "./request-options.js";
import { policyRecipient } from "./policy-recipient.js";
import { takeSnapshot } from "./snapshot.js";

export interface OpenChatOptions {
  /** Another sender of the same account: windows are kept per business number. */
  readonly from?: string | undefined;
}

export interface CheckChatOptions extends OpenChatOptions {
  /** What you mean to write: offers, card numbers and codes are looked for in it. */
  readonly text?: string | undefined;
}

/** Open conversations. */
export interface ChatsApi {
  /**
   * The chat with one person, if its customer service window is open now.
   *
   * @throws WindowClosedError when it is not; RefusedError `OPTED_OUT` or `SUPPRESSED` when the person asked for silence.
   */
  open(user: RecipientInput, options?: OpenChatOptions): Promise<Chat>;
  /** Says what the policy would decide of a free-form message now. Sends nothing, writes nothing, throws no refusal. */
  check(user: RecipientInput, options?: CheckChatOptions): Promise<Decision>;
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
  const decideChat = async (user: RecipientInput, { from, text }: CheckChatOptions) => {
    const { window: _window, ...partner } = await look(user, from);
    const decision = decide(
      {
        kind: "free_form",
        recipient: policyRecipient(partner.recipient),
        content: text === undefined ? undefined : readContent([text]),
      },
      await takeSnapshot(engine, { ...partner, sendId: "" }),
      engine.clock.now(),
      engine.policy,
    );
    return { partner, decision };
  };
  return {
    open: async (user, options = {}) => {
      const { partner, decision } = await decideChat(user, { from: options.from });
      if (decision.action === "refuse") throw refusalError(decision);
      return new Chat(engine, partner);
    },
    check: async (user, options = {}) => (await decideChat(user, options)).decision,
    window: async (user, options = {}) =>
      windowAt((await look(user, options.from)).window, engine.clock.now()),
  };
}
