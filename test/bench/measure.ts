/** One figure of the benchmark. */
export interface Measure {
  readonly area: string;
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** Why there is no figure. */
  readonly error?: string;
  /** What it must reach (design: the bars), as text, and whether it does. Absent: only for comparison. */
  readonly bar?: string;
  readonly met?: boolean;
}

/** Collects figures of one area. */
export class Report {
  readonly measures: Measure[] = [];

  note(area: string, name: string, value: number, unit: string): void {
    this.measures.push({ area, name, value: rounded(value), unit });
  }

  atLeast(area: string, name: string, value: number, unit: string, bar: number): void {
    this.#judge({ area, name, value, unit }, `>= ${String(bar)} ${unit}`, value >= bar);
  }

  atMost(area: string, name: string, value: number, unit: string, bar: number): void {
    this.#judge({ area, name, value, unit }, `<= ${String(bar)} ${unit}`, value <= bar);
  }

  /** A contender that does not run: there is no figure, and whoever reads the report sees why. */
  failed(area: string, name: string, error: unknown): void {
    const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    this.measures.push({ area, name, value: 0, unit: "-", error: text, bar: "runs", met: false });
  }

  #judge(measure: Measure, bar: string, met: boolean): void {
    this.measures.push({ ...measure, value: rounded(measure.value), bar, met });
  }
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Runs `count` jobs, so many at a time. Returns jobs per second. */
export async function rate(
  count: number,
  inFlight: number,
  job: (index: number) => Promise<unknown>,
): Promise<number> {
  let next = 0;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: inFlight }, async () => {
      for (let index = next++; index < count; index = next++) await job(index);
    }),
  );
  return count / ((performance.now() - started) / 1_000);
}

/**
 * Measures all in turn, so many rounds: what disturbs the machine for a while disturbs each of them. A first round
 * warms up and does not count. Returns the figures of each, round by round.
 */
export async function interleaved<Name extends string>(
  rounds: number,
  contenders: Readonly<Record<Name, () => Promise<number>>>,
): Promise<Record<Name, readonly number[]>> {
  const names = Object.keys(contenders) as Name[];
  const figures = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = 0; round <= rounds; round++) {
    for (const name of names) {
      const figure = await contenders[name]();
      if (round > 0) figures[name].push(figure);
    }
  }
  return figures;
}

/** Median of the ratios within each round: both sides had the same machine. */
export function ratio(over: readonly number[], under: readonly number[]): number {
  return median(over.map((value, round) => value / (under[round] ?? Number.NaN)));
}

function rounded(value: number): number {
  return value >= 100 ? Math.round(value) : Math.round(value * 1_000) / 1_000;
}
