/** A day of a business on the virtual clock: what it wants to send, when, and what became of it. */
import { HeldError, memoryStore, RefusedError, type WaypostOptions } from "waypost";
import type { Simulator, SimulatorOptions } from "waypost/simulator";
import { seededRandom } from "../../src/core/index.js";
import { openWorld, type World } from "../scenario/setup.js";

/** Something that the business does at an instant of the virtual clock. */
export interface Errand {
  readonly at: number;
  readonly run: () => Promise<unknown>;
}

export interface TrafficReport {
  readonly sent: number;
  /** By code: what was refused for good. */
  readonly refused: Readonly<Record<string, number>>;
  /** By code: what had to wait and was tried again when the hold said so. */
  readonly held: Readonly<Record<string, number>>;
  /** The longest that one errand had to wait in all, in milliseconds. */
  readonly longestWaitMs: number;
}

/** Full size on request, a size of seconds otherwise. */
export const FULL = process.env.WAYPOST_TRAFFIC === "full";

/** A world that is as fast as the machine: real limits per second would hold the virtual clock up. */
export function openBusyWorld(
  simulator: SimulatorOptions = {},
  options: Partial<WaypostOptions> = {},
): Promise<World> {
  return openWorld(
    { messagesPerSecond: 1_000, store: memoryStore(), ...options },
    {
      phoneNumbers: [
        {
          id: "106540352242922",
          displayPhoneNumber: "+91 141 555 0100",
          throughput: Number.POSITIVE_INFINITY,
        },
      ],
      ...simulator,
    },
  );
}

/**
 * Runs the errands in the order of their instants. What is held comes again when the hold says so, as a job queue does;
 * `again: false`: it is left.
 */
export async function play(
  sim: Simulator,
  errands: readonly Errand[],
  options: { readonly again?: boolean | undefined } = {},
): Promise<TrafficReport> {
  const waiting = [...errands].sort((a, b) => a.at - b.at).map((errand) => ({ ...errand, due: errand.at }));
  const refused: Record<string, number> = {};
  const held: Record<string, number> = {};
  let sent = 0;
  let longestWaitMs = 0;
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    if (next.due > sim.now) await sim.advance(next.due - sim.now);
    try {
      await next.run();
      sent++;
      longestWaitMs = Math.max(longestWaitMs, sim.now - next.at);
    } catch (error) {
      if (HeldError.is(error)) {
        held[error.code] = (held[error.code] ?? 0) + 1;
        if (options.again === false) continue;
        const due = sim.now + error.retryAfterMs;
        const place = waiting.findIndex((other) => other.due > due);
        waiting.splice(place === -1 ? waiting.length : place, 0, { ...next, due });
      } else if (RefusedError.is(error)) refused[error.code] = (refused[error.code] ?? 0) + 1;
      else throw error;
    }
  }
  return { sent, refused, held, longestWaitMs };
}

/** Numbers that people have: anywhere in the country's range, each once. */
export function crowd(count: number, seed: number): readonly string[] {
  const random = seededRandom(seed);
  const numbers = new Set<string>();
  while (numbers.size < count) numbers.add(`+919${String(Math.floor(random() * 1e9)).padStart(9, "0")}`);
  return [...numbers];
}

/** Instants of a day as they come to a shop: none at night, most in the evening; in order. */
export function instantsOfDay(count: number, dawn: number, seed: number): readonly number[] {
  const random = seededRandom(seed);
  const instants: number[] = [];
  while (instants.length < count) {
    const hour = random() * 24;
    const busy = hour < 7 ? 0.05 : 0.4 + 0.6 * Math.exp(-(((hour - 18) / 4) ** 2));
    if (random() < busy) instants.push(dawn + hour * 3_600_000);
  }
  return instants.sort((a, b) => a - b);
}
