import { DAY } from "../core/index.js";
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
  /** Announces that the account will be disabled. */
  scheduleDisabling(): Promise<void>;
  /**
   * Rates a number; RED comes with the webhook FLAGGED, leaving RED with UNFLAGGED. Meta tells of YELLOW only who asks.
   * Default: the first number.
   */
  rate(quality: "GREEN" | "YELLOW" | "RED", phoneNumberId?: string): Promise<void>;
  /** Announces another messaging limit, for example `TIER_10K`; the limit that counts stays the one of the options. */
  announceLimit(tier: string): Promise<void>;
  /** Sends to people of this country (ISO 3166-1 alpha-2) fail with 130497. */
  blockCountry(country: string): void;
  /** Marketing templates on the Cloud API fail with 131063, or no longer do. */
  disableMarketing(on?: boolean): void;
  /** Too many blocks and reports: sends outside the window fail with 131048, and the number's quality turns RED. */
  spamLimit(): Promise<void>;
}

export function createAccountControls(world: World): AccountControls {
  const { account, outbox, timeline, numbers } = world;
  const send = (field: string, value: Json): Promise<void> =>
    outbox.send({ field, value, time: Math.floor(timeline.now() / 1_000) });
  const tell = (value: Json): Promise<void> => send("account_update", value);

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
    scheduleDisabling: () =>
      tell({
        event: "DISABLED_UPDATE",
        ban_info: {
          waba_ban_state: "SCHEDULE_FOR_DISABLE",
          waba_ban_date: longDate(timeline.now() + 7 * DAY),
        },
      }),
    rate: async (quality, phoneNumberId) => {
      const number = phoneNumberId === undefined ? [...numbers.values()][0] : numbers.get(phoneNumberId);
      if (number === undefined) return;
      const before = number.quality;
      number.quality = quality;
      if (before === quality || (before !== "RED" && quality !== "RED")) return;
      await send("phone_number_quality_update", {
        display_phone_number: number.digits,
        event: quality === "RED" ? "FLAGGED" : "UNFLAGGED",
        current_limit: account.tier ?? "TIER_2K",
      });
    },
    announceLimit: (tier) => {
      account.tier = tier;
      return send("business_capability_update", {
        max_daily_conversations_per_business: tier,
        max_phone_numbers_per_business: 25,
      });
    },
    blockCountry: (country) => {
      account.blockedCountries.add(country);
    },
    disableMarketing: (on = true) => {
      account.marketingDisabled = on;
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
      account.blockedCountries.clear();
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
