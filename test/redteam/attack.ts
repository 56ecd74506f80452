import type { SentMessage } from "waypost/simulator";
import type { Lab } from "./lab.js";

/** What an attack is after. */
export type Goal = "one content, many people" | "people without consent" | "free form outside the window";

/** One short program that tries to get round the layers with what the package offers. */
export interface Attack {
  /** `fan-out-01`: names its row in the docs. */
  readonly id: string;
  readonly goal: Goal;
  /** What it does, in one sentence for the reader of the table. */
  readonly does: string;
  /** What stops it, or why nothing can. */
  readonly stop: string;
  /** People it tries to reach. */
  readonly of: number;
  /** People it may reach at most: a number that grew is a hole. */
  readonly atMost: number;
  /** It replaces a part of the process that Waypost stands on (its store, its transport, its clock): only its owner can. */
  readonly owner?: true;
  /** Which messages count, where some that arrive are lawful. */
  readonly counts?: (message: SentMessage) => boolean;
  readonly run: (lab: Lab) => Promise<void>;
}

export interface Outcome {
  readonly reached: number;
  /** The code that stopped it most often. */
  readonly code: string | undefined;
}

/** Runs an attack and asks Meta, not Waypost, how many people it reached. */
export async function outcomeOf(attack: Attack, lab: Lab): Promise<Outcome> {
  await attack.run(lab);
  await lab.sim.advance("1m");
  const delivered = lab.sim.sent.filter(({ status }) => status === "delivered" || status === "read");
  const counted =
    attack.goal === "free form outside the window"
      ? delivered.filter(({ template, insideWindow }) => template === undefined && !insideWindow)
      : delivered.filter(attack.counts ?? (() => true));
  const [most] = [...lab.codes].sort(([, a], [, b]) => b - a);
  return { reached: new Set(counted.map(({ to }) => to)).size, code: most?.[0] };
}
