import type { Random } from "../core/index.js";
import { HeldPermits } from "./held-permits.js";
import { HeldTurns } from "./held-turns.js";
import type { NumberBucket, NumberBucketOptions } from "./number-bucket.js";
import { Pace } from "./pace.js";
import type { Granted, Permit, SharedTokens, Wanted } from "./shared-tokens.js";
import { WaitQueue } from "./wait-queue.js";
import { wantedOf } from "./wanted-of.js";
import { type WhenAway, WhileAway } from "./while-away.js";

/**
 * One number's bucket over tokens that live elsewhere. Turns and permits to leave come ahead of their time, for as many
 * sends as wait, and are used when their time is there: so the way to the tokens and back costs no throughput. One
 * question is under way at a time; each tells what left since the one before.
 */
export function createSharedNumberBucket(
  tokens: SharedTokens,
  options: NumberBucketOptions & {
    readonly whenAway: WhenAway;
    readonly backend: string;
    readonly random: Random;
  },
): NumberBucket {
  const pace = new Pace(options.perSecond);
  const queue = new WaitQueue(options.maxQueue ?? 10_000);
  const wire = new WaitQueue(Number.POSITIVE_INFINITY);
  const turns = new HeldTurns();
  const permits = new HeldPermits();
  let asking = false;
  /** Not before this is asked again: the last answer gave all there was. */
  let askAgainAt = 0;
  /** When the last turn or permit is due that was given. */
  let furthest = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let lookSoon: ReturnType<typeof setImmediate> | undefined;
  let timerAt = Number.POSITIVE_INFINITY;
  let leaving: { readonly permit: Permit | undefined; readonly count: number }[] = [];

  const wanted = (): Wanted =>
    wantedOf({
      waiting: queue.size,
      turns: turns.size,
      atWire: wire.size,
      permits: permits.size,
      lease: pace.lease,
    });

  /** Looks at everything once: lets go whose time it is, asks for what is missing, and sets the timer for the rest. */
  const look = (): void => {
    if (queue.closed || lookSoon !== undefined) return;
    const now = performance.now();
    for (const { permit, count } of permits.stale(now)) tokens.unused(permit, count);
    const went =
      letLeave(now) + (queue.size > 0 ? queue.grant(turns.take(Math.min(queue.size, AT_ONCE), now)) : 0);
    if (!asking && (tokens.urgent || now >= askAgainAt)) {
      const missing = wanted();
      if (tokens.urgent || missing.turns + missing.permits > 0) void ask(missing);
    }
    if (went >= AT_ONCE) lookSoon ??= setImmediate(onSoon);
    else plan(now);
  };
  const onSoon = (): void => {
    lookSoon = undefined;
    look();
  };
  const onTimer = (): void => {
    timerAt = Number.POSITIVE_INFINITY;
    look();
  };

  const letLeave = (now: number): number => {
    let left = 0;
    while (left < AT_ONCE && wire.size > 0) {
      const part = permits.take(Math.min(wire.size, AT_ONCE - left), now);
      if (part === undefined) break;
      left += wire.grant(part.count);
      leave(part.permit, part.count);
    }
    return left;
  };

  /** The request is written before the next turn of the event loop, and left then at the latest. */
  const leave = (permit: Permit | undefined, count: number): void => {
    if (leaving.length === 0) setImmediate(tellLeft);
    leaving.push({ permit, count });
  };
  const tellLeft = (): void => {
    const left = leaving;
    leaving = [];
    const now = performance.now();
    for (const { permit, count } of left) tokens.left(permit, count, now);
  };

  const away = new WhileAway({
    ...options.whenAway,
    backend: options.backend,
    pace,
    queue,
    wire,
    left: () => {
      leave(undefined, 1);
    },
  });
  const ask = async (missing: Wanted): Promise<void> => {
    asking = true;
    try {
      const asked = performance.now();
      const granted = await tokens.ask(missing, pace.perSecond);
      pace.follow(granted.pace);
      askAgainAt = keep(granted, missing) ? asked + PAUSE_MS * (0.5 + options.random()) : furthest - SOON_MS;
      if (performance.now() - asked > MOST_ANSWER_MS) throw new Error("The answer came too late.");
      away.over();
    } catch {
      await away.bridge();
    } finally {
      asking = false;
    }
    look();
  };

  /** Holds what was given. Returns whether that is less than was asked for: then all there is is taken. */
  const keep = (granted: Granted, missing: Wanted): boolean => {
    if (granted.turns !== undefined) {
      turns.add(granted.turns);
      const last = granted.turns.at + (granted.turns.count - 1) * granted.turns.everyMs;
      furthest = Math.max(furthest, last);
    }
    let given = 0;
    for (const permit of granted.permits) {
      permits.add(permit);
      given += permit.count;
      furthest = Math.max(furthest, permit.from);
    }
    const turn = granted.turns?.count ?? 0;
    return turn < missing.turns || given < missing.permits + turn;
  };

  /** One timer for whatever is due first. What is due within a few milliseconds goes together. */
  const plan = (now: number): void => {
    let due = Number.POSITIVE_INFINITY;
    if (queue.size > 0) due = Math.min(due, turns.due ?? due);
    if (wire.size > 0) due = Math.min(due, permits.due ?? due);
    if (!asking && askAgainAt > now) {
      const missing = wanted();
      if (missing.turns + missing.permits > 0) due = Math.min(due, askAgainAt);
    }
    if (due === Number.POSITIVE_INFINITY || timerAt <= due) return;
    clearTimeout(timer);
    timerAt = Math.max(due, now + TOGETHER_MS);
    timer = setTimeout(onTimer, Math.ceil(timerAt - now));
  };

  return {
    acquire: (acquire = {}) => {
      if (queue.size === 0) turns.forget(performance.now() - IDLE_MS);
      const turn = queue.wait(acquire, pace.perSecond);
      look();
      return turn;
    },
    depart: (signal) => {
      if (wire.size === 0 && !wire.closed && signal?.aborted !== true) {
        const part = permits.take(1, performance.now());
        if (part !== undefined) {
          leave(part.permit, 1);
          return undefined;
        }
      }
      const turn = wire.wait({ signal }, pace.perSecond);
      look();
      return turn;
    },
    spend: (count = 1) => {
      tokens.spend(count);
      look();
    },
    slowDown: () => {
      pace.slowDown(performance.now());
      tokens.slowDown();
      look();
    },
    setRate: (perSecond) => {
      pace.perSecond = perSecond;
    },
    snapshot: () => ({ perSecond: pace.perSecond, pace: pace.factor, waiting: queue.size }),
    close: async () => {
      clearTimeout(timer);
      clearImmediate(lookSoon);
      queue.close();
      wire.close();
      await away.close();
      await tokens.close();
    },
  };
}

/** A turn that nobody took is kept for the next send so long. */
const IDLE_MS = 25;
/** Between questions when there is more to be had only later: less than turns and permits come ahead. */
const PAUSE_MS = 80;
/** What is held for longer than this need not be added to yet: who comes meanwhile goes into the next question. */
const SOON_MS = 120;
const TOGETHER_MS = 4;
/** Sends that go on in one turn of the event loop: the last of them leaves as much later as the others take. */
const AT_ONCE = 8;
/** Answers that take longer bring nothing that can still be used. */
const MOST_ANSWER_MS = 250;
