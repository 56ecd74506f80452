import type { TallyOp, TallyReading } from "./counter-store.js";

type Steps = TallyReading["steps"];

/** The steps after an addition at `at`: those that ended before `keepMs` are gone. Pure. */
export function addToTally(steps: Steps, op: TallyOp, at: number): Steps {
  const kept = stepsSince(steps, at - op.keepMs, op.stepMs);
  const names = Object.keys(op.add);
  if (names.length === 0) return kept;
  const from = Math.floor(at / op.stepMs) * op.stepMs;
  const sums: Record<string, number> = { ...kept.find((step) => step.from === from)?.sums };
  for (const name of names) sums[name] = (sums[name] ?? 0) + (op.add[name] ?? 0);
  return [...kept.filter((step) => step.from !== from), { from, sums }].sort((a, b) => a.from - b.from);
}

/** The steps that reach past an instant. */
export function stepsSince(steps: Steps, since: number, stepMs: number): Steps {
  return steps.filter(({ from }) => from + stepMs > since);
}

/** The sum of one name over all steps. */
export function sumOf({ steps }: TallyReading, name: string): number {
  return steps.reduce((sum, step) => sum + (step.sums[name] ?? 0), 0);
}
