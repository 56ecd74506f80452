import { type RestrictionType } from "./account.js";
import { type Duration, parseDuration } from "./duration.js";
import type { Json } from "./json.js";
import type { World } from "./world.js";

/** What Meta's enforcement does with the account (compliance sheet 1.4). Each resolves when its webhook was taken. */
export interface AccountControls {
  /** Restricts the account for a while: sends then fail with 368, utility templates with 131064. Default 3 days. */
  restrict(type?: RestrictionType, duration?: Duration): Promise<void>;
  /** Lifts every restriction and lock, and the spam limit. */
  reinstate(): Promise<void>;
  /** Locks the account: every send fails with 131031. */
  lock(): Promise<void>;
  /** Too many blocks and reports: sends outside the window fail with 131048, and the number's quality turns RED. */
  spamLimit(): Promise<void>;
}

export function createAccountControls(world: World): AccountControls {
  const { account, outbox, timeline, numbers } = world;
  const tell = (value: Json): Promise<void> =>
    outbox.send({ field: "account_update", value, time: Math.floor(timeline.now() / 1_000) });

  return {
    restrict: async (type = "RESTRICTED_BIZ_INITIATED_MESSAGING", duration = "3d") => {
      const until = timeline.now() + parseDuration(duration);
      account.restrictions.set(type, until);
      timeline.at(until, () => {
        if (account.restrictions.get(type) === until) account.restrictions.delete(type);
      });
      await tell({
        event: "ACCOUNT_RESTRICTION",
        restriction_info: [{ restriction_type: type, expiration: Math.floor(until / 1_000) }],
      });
    },
    lock: async () => {
      account.locked = true;
      await tell({
        event: "DISABLED_UPDATE",
        ban_info: { waba_ban_state: "DISABLE", waba_ban_date: longDate(timeline.now()) },
      });
    },
    spamLimit: async () => {
      account.spamLimited = true;
      for (const number of numbers.values()) number.quality = "RED";
      await tell({ event: "ACCOUNT_VIOLATION", violation_info: { violation_type: "SPAM" } });
    },
    reinstate: async () => {
      account.restrictions.clear();
      account.locked = false;
      account.spamLimited = false;
      for (const number of numbers.values()) number.quality = "GREEN";
      await tell({
        event: "DISABLED_UPDATE",
        ban_info: { waba_ban_state: "REINSTATE", waba_ban_date: longDate(timeline.now()) },
      });
    },
  };
}

/** `April 17, 2025`: Meta's one date that is no number. */
function longDate(ms: number): string {
  return new Intl.DateTimeFormat("en-US", { dateStyle: "long", timeZone: "UTC" }).format(ms);
}
