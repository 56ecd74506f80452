import { type Decision, type RecipientInput, refusalError } from "../core/index.js";
import { parseRecipient } from "../core/recipients.js";
import type { HandOff } from "../conversations/index.js";
import { decide, readContent } from "../policy/index.js";
import { windowAt, type WindowView } from "../windows/index.js";
import { Chat } from "./chat.js";
import type { Engine } from "./engine.js";
import { giveBack, type HandedOffChat, handedOffChats, handOff, type HandOffInput } from "./hand-off.js";
import { checkSender } from "./request-options.js";
import { policyRecipient } from "./policy-recipient.js";
import { takeSnapshot } from "./snapshot.js";

/** On which number of the account a chat is opened. */
export interface OpenChatOptions {
  /** Another sender of the same account: windows are kept per business number. */
  readonly from?: string | undefined;
}

export interface CheckChatOptions extends OpenedChatOptions {
  /** What you mean to write: offers, card numbers and codes are looked for in it. */
  readonly text?: string | undefined;
}

/** Options of `chats.open`. */
export interface OpenedChatOptions extends OpenChatOptions {
  /** `agent`: a person of the business writes in this chat, also when it is handed off. Default `automation`. */
  readonly by?: "automation" | "agent" | undefined;
}

/** Open conversations. */
export interface ChatsApi {
  /**
   * The chat with one person, if its customer service window is open now.
   *
   * @throws WindowClosedError when it is not; RefusedError `OPTED_OUT` or `SUPPRESSED` when the person asked for silence.
   */
  open(user: RecipientInput, options?: OpenedChatOptions): Promise<Chat>;
  /** Says what the policy would decide of a free-form message now. Sends nothing, writes nothing, throws no refusal. */
  check(user: RecipientInput, options?: CheckChatOptions): Promise<Decision>;
  /** Where the window stands, without opening anything. */
  window(user: RecipientInput, options?: OpenChatOptions): Promise<WindowView>;
  /**
   * Takes a chat out of automation's hands, whether its window is open or not: handlers of messages no longer run for it,
   * and free-form messages are refused with `HANDED_OFF` unless they are sent `by: "agent"`. Templates with a cause of
   * their own still go out. Stored; it holds for every process until `giveBack`.
   */
  handOff(user: RecipientInput, options?: OpenChatOptions & Omit<HandOffInput, "announce">): Promise<void>;
  /** Automation may write again. */
  giveBack(user: RecipientInput, options?: OpenChatOptions): Promise<void>;
  /** Whether and why a chat is handed off. */
  handOffOf(user: RecipientInput, options?: OpenChatOptions): Promise<HandOff | undefined>;
  /** Chats that wait for a person, the longest waiting first. Default: 100. */
  handedOff(options?: { readonly limit?: number | undefined }): Promise<readonly HandedOffChat[]>;
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
  const decideChat = async (
    user: RecipientInput,
    { from, text, by }: CheckChatOptions,
    freeForm: boolean,
  ) => {
    const { window: _window, ...partner } = await look(user, from);
    const decision = decide(
      {
        kind: "free_form",
        recipient: policyRecipient(partner.recipient),
        by,
        content: text === undefined ? undefined : readContent([text]),
      },
      await takeSnapshot(engine, { ...partner, sendId: "", freeForm }),
      engine.clock.now(),
      engine.policy,
    );
    return { partner, decision };
  };
  return {
    open: async (user, options = {}) => {
      const { partner, decision } = await decideChat(user, { from: options.from }, false);
      if (decision.action === "refuse") throw refusalError(decision);
      return new Chat(engine, partner, { by: options.by });
    },
    check: async (user, options = {}) => (await decideChat(user, options, true)).decision,
    window: async (user, options = {}) =>
      windowAt((await look(user, options.from)).window, engine.clock.now()),
    handOff: async (user, { from, reason } = {}) => handOff(engine, await look(user, from), { reason }),
    giveBack: async (user, options = {}) => giveBack(engine, await look(user, options.from)),
    handOffOf: async (user, options = {}) => {
      const { person, phoneNumberId } = await look(user, options.from);
      const known = await engine.store.conversations.get(person, phoneNumberId);
      return known?.handOff?.active === true ? known.handOff : undefined;
    },
    handedOff: ({ limit = 100 } = {}) => handedOffChats(engine, limit),
  };
}
