import type { Resources } from "../resources/index.js";
import type { Engine } from "./engine.js";

type BlockList = Resources["blockList"];

/** Meta names people by digits (`wa_id`), by user id, or as they were given. */
interface Changed {
  readonly input: string;
  readonly waId?: string;
  readonly userId?: string;
}

/**
 * The block list, kept in the opt-in registry too: whom Meta blocked for this business is suppressed as `blocked`, so
 * that a send is refused (`USER_BLOCKED_BY_US`) instead of failing at Meta; unblocking lifts only that.
 */
export function guardedBlockList(engine: Engine, blockList: BlockList): BlockList {
  return {
    ...blockList,
    block: async (input, options) => {
      const result = await blockList.block(input, options);
      for (const changed of result.addedUsers) {
        await engine.consent.suppress({
          user: userOf(changed),
          kind: "blocked",
          reason: "Blocked on WhatsApp by the business.",
        });
      }
      return result;
    },
    unblock: async (input, options) => {
      const result = await blockList.unblock(input, options);
      for (const changed of result.removedUsers) {
        await engine.consent.unsuppress({
          user: userOf(changed),
          kind: "blocked",
          reason: "Unblocked on WhatsApp by the business.",
        });
      }
      return result;
    },
  };
}

function userOf({ input, waId, userId }: Changed): string {
  const known = userId ?? waId ?? input;
  return /^\d/.test(known) ? `+${known}` : known;
}
