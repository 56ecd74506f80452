/** More in one question would make the script a long one. */
const AT_ONCE = 400;

interface Report {
  readonly from: number;
  readonly to: number;
  count: number;
}

/** More are of no use: they tell of seconds that are over. */
const MOST = 4_000;

/** What became of tokens, until it is told: those that counted until step `from` count until step `to`. 0 is none. */
export class TokenReports {
  #reports: Report[] = [];

  add(from: number, to: number, count: number): void {
    const last = this.#reports.at(-1);
    if (last?.from === from && last.to === to) last.count += count;
    else this.#reports.push({ from, to, count });
    if (this.#reports.length > MOST) this.#reports.splice(0, MOST / 2);
  }

  /** The oldest, flat; without those that tell of nothing any more, because it is later than `step` for all they name. */
  take(step: number): number[] {
    const known = this.#reports.filter(({ from, to }) => from > step || to > step);
    this.#reports = known.slice(AT_ONCE);
    return known.slice(0, AT_ONCE).flatMap(({ from, to, count }) => [from, to, count]);
  }

  /** What is named by `from` is not known over there any more: what left counts besides. */
  forgetFrom(): void {
    this.#reports = this.#reports.map((report) => ({ ...report, from: 0 }));
  }

  clear(): void {
    this.#reports = [];
  }
}
