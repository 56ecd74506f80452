import { DAY, HOUR, type TemplateCategory } from "../core/index.js";

/** Meta's codes about one person. */
const OVER_THEIR_LIMIT = 131049;
const UNDELIVERABLE = 131026;

/** A send of the past, as far as it tells of the person. */
export interface PastSend {
  readonly createdAt: number;
  readonly category?: TemplateCategory | undefined;
  readonly status?: string | undefined;
  readonly failureCode?: string | number | undefined;
  /** When it became so. */
  readonly at: number;
}

/** What past sends tell of one person. */
export interface PersonStanding {
  /** 131049: marketing waits until then. */
  readonly marketingHeldUntil?: number | undefined;
  /** 131026, one after the other without anything that arrived between. */
  readonly undeliverable?: { readonly times: number; readonly lastAt: number } | undefined;
}

/** Holds after the first, second, third, ... 131049 (compliance 5.5). */
export const MARKETING_HOLDS_MS: readonly number[] = [24 * HOUR, 72 * HOUR, 7 * DAY, 14 * DAY, 28 * DAY];

/** How far back sends are looked at: longer than the longest hold. */
export const PERSON_LOOK_BACK_MS = 60 * DAY;

const ARRIVED: readonly string[] = ["delivered", "read", "played"];

/** Reads a person's past sends. Pure, and indifferent to their order. */
export function personStanding(sends: readonly PastSend[]): PersonStanding {
  const inOrder = [...sends].sort((a, b) => a.createdAt - b.createdAt || a.at - b.at);
  return {
    marketingHeldUntil: marketingHold(inOrder.filter(({ category }) => category === "marketing")),
    undeliverable: undeliverable(inOrder),
  };
}

function marketingHold(sends: readonly PastSend[]): number | undefined {
  let strikes = 0;
  let lastAt = Number.NEGATIVE_INFINITY;
  for (const send of sends) {
    if (arrived(send)) strikes = 0;
    else if (send.failureCode === OVER_THEIR_LIMIT) {
      // What left before the answer came is part of the same strike.
      if (strikes === 0 || send.createdAt >= lastAt) strikes++;
      lastAt = Math.max(lastAt, send.at);
    }
  }
  const hold = MARKETING_HOLDS_MS[Math.min(strikes, MARKETING_HOLDS_MS.length) - 1];
  return hold === undefined ? undefined : lastAt + hold;
}

function undeliverable(sends: readonly PastSend[]): PersonStanding["undeliverable"] {
  let times = 0;
  let lastAt = 0;
  for (const send of sends) {
    if (arrived(send)) times = 0;
    else if (send.failureCode === UNDELIVERABLE) {
      times++;
      lastAt = Math.max(lastAt, send.at);
    }
  }
  return times === 0 ? undefined : { times, lastAt };
}

function arrived({ status }: PastSend): boolean {
  return status !== undefined && ARRIVED.includes(status);
}
