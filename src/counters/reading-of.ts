import type { CounterOp, CounterReading } from "./counter-store.js";

/** The reading of an operation by its kind: readings come in the order of the operations. */
export function readingOf<Kind extends CounterOp["kind"]>(
  readings: readonly CounterReading[],
  index: number,
  kind: Kind,
): Extract<CounterReading, { readonly kind: Kind }> {
  const reading = readings[index];
  if (reading?.kind !== kind) throw new TypeError(`Reading ${String(index)} is no ${kind}.`);
  return reading as Extract<CounterReading, { readonly kind: Kind }>;
}
