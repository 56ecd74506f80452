import { randomUUID } from "node:crypto";
import type { Granted, Permit, SharedTokens } from "../shared-tokens.js";
import { ClockBounds } from "./clock-bounds.js";
import { AGREED, ASK_PACE, QUIET_MS } from "./pace-script.js";
import type { OpenRedis, RedisClient } from "./redis-client.js";
import { runScript } from "./run-script.js";
import { TokenReports } from "./token-reports.js";
import { within } from "./within.js";

const ANSWER_MS = 2_000;

/** The number's tokens in Redis: one script gives turns and permits and is told in the same breath what left. */
export function redisTokens(options: {
  readonly redis: () => Promise<OpenRedis>;
  readonly prefix: string;
  readonly phoneNumberId: string;
}): SharedTokens {
  const key = `${options.prefix}number:${options.phoneNumberId}:pace`;
  const who = randomUUID().slice(0, 8);
  const reports = new TokenReports();
  const clock = new ClockBounds();
  let question = 0;
  /** When the last answer was given, on the clock of Redis: a state that is older has been lost. */
  let seen = 0;
  /** The state of the tokens that the last answer was about. */
  let state = 0;
  let came = 0;
  let warned = false;
  let urgent = false;
  let quietUntil = 0;

  const connected = async (): Promise<RedisClient> => {
    const { client } = await options.redis();
    if (client.status !== "ready") throw new Error(`Redis is ${client.status}.`);
    return client;
  };

  return {
    ask: async (wanted, perSecond) => {
      // What came in while nobody can be asked is over before it can be told.
      const inbound = came;
      came = 0;
      urgent = false;
      const client = await connected();
      const sent = performance.now();
      if (sent < quietUntil) throw new Error("The clock of Redis was set anew.");
      const left = reports.take(stepOf(clock.earliest(sent)));
      const told = [inbound, warned ? 1 : 0, who, ++question, seen, state, ...left];
      // What was told and not answered is not told again: it counts for as long as it can.
      const answer = (await within(
        ANSWER_MS,
        runScript(client, ASK_PACE, [key, `${key}:free`], [perSecond, wanted.turns, wanted.permits, ...told]),
      )) as number[];
      const received = performance.now();
      const [micros = 0, born = 0, pace = 1_000, turns = 0, first = 0, apart = 0, ...permits] = answer;
      const theirs = micros / 1_000;
      if (!clock.add(sent, theirs, received)) {
        reports.clear();
        state = 0;
        seen = 0;
        quietUntil = received + QUIET_MS;
        throw new Error("The clock of Redis was set anew.");
      }
      seen = theirs;
      if (state !== born) reports.forgetFrom();
      state = born;
      if (told[1] === 1) warned = false;
      /** When it is surely that time over there, and when it may be. */
      const surely = theirs + received - clock.earliest(received);
      const perhaps = theirs + received - clock.latest(received);
      const granted: Granted = {
        turns: { at: surely + first / 1_000, everyMs: apart / 1_000, count: turns },
        permits: permitsOf(permits, { surely, perhaps, state }),
        pace: pace / 1_000,
      };
      return granted;
    },
    left: (permit, count, at) => {
      reports.add(permit?.state === state ? permit.ends : 0, stepOf(clock.latest(at) + AGREED.window), count);
    },
    unused: (permit, count) => {
      if (permit.state === state) reports.add(permit.ends, 0, count);
    },
    spend: (count) => {
      came += count;
      urgent = true;
    },
    slowDown: () => {
      warned = true;
      urgent = true;
    },
    get urgent() {
      return urgent;
    },
    close: () => Promise.resolve(),
  };
}

function permitsOf(
  triples: readonly number[],
  { surely, perhaps, state }: { readonly surely: number; readonly perhaps: number; readonly state: number },
): Permit[] {
  const permits: Permit[] = [];
  for (let i = 0; i + 2 < triples.length; i += 3) {
    const [from = 0, count = 0, ends = 0] = triples.slice(i, i + 3);
    const at = from / 1_000;
    permits.push({ from: surely + at, until: perhaps + at + AGREED.late, count, ends, state });
  }
  return permits;
}

function stepOf(instant: number): number {
  return Number.isFinite(instant) ? Math.ceil(instant / AGREED.grain) : 0;
}
