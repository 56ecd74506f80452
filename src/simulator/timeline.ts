/** What happens later, in order of time, then of being scheduled. A binary heap. */
export class Timeline {
  readonly #heap: {
    readonly at: number;
    readonly order: number;
    readonly run: () => Promise<void> | void;
  }[] = [];
  #order = 0;

  get nextAt(): number | undefined {
    return this.#heap[0]?.at;
  }

  schedule(at: number, run: () => Promise<void> | void): void {
    const heap = this.#heap;
    heap.push({ at, order: this.#order++, run });
    for (let child = heap.length - 1; child > 0;) {
      const parent = (child - 1) >> 1;
      if (!this.#before(child, parent)) break;
      this.#swap(child, parent);
      child = parent;
    }
  }

  /** Takes the first event that is due. */
  take(now: number): (() => Promise<void> | void) | undefined {
    const heap = this.#heap;
    const [first] = heap;
    if (first === undefined || first.at > now) return undefined;
    const last = heap.pop();
    if (heap.length > 0 && last !== undefined) {
      heap[0] = last;
      this.#sink();
    }
    return first.run;
  }

  #sink(): void {
    const size = this.#heap.length;
    for (let parent = 0; ;) {
      let least = parent;
      for (const child of [2 * parent + 1, 2 * parent + 2])
        if (child < size && this.#before(child, least)) least = child;
      if (least === parent) return;
      this.#swap(parent, least);
      parent = least;
    }
  }

  #before(a: number, b: number): boolean {
    const [x, y] = [this.#heap[a], this.#heap[b]];
    if (x === undefined || y === undefined) return false;
    return x.at === y.at ? x.order < y.order : x.at < y.at;
  }

  #swap(a: number, b: number): void {
    const [x, y] = [this.#heap[a], this.#heap[b]];
    if (x !== undefined && y !== undefined) [this.#heap[a], this.#heap[b]] = [y, x];
  }
}
