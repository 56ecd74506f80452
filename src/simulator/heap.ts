/** What the heap orders: earliest first, and first come first served within one instant. */
export interface Timed {
  readonly at: number;
  readonly order: number;
}

/** A binary min-heap: a long simulation holds hundreds of thousands of future events. */
export class TimeHeap<Item extends Timed> {
  readonly #items: Item[] = [];

  peek(): Item | undefined {
    return this.#items[0];
  }

  push(item: Item): void {
    const items = this.#items;
    let child = items.push(item) - 1;
    while (child > 0) {
      const parent = (child - 1) >> 1;
      const above = items[parent];
      if (above === undefined || !isBefore(item, above)) break;
      items[child] = above;
      child = parent;
    }
    items[child] = item;
  }

  pop(): Item | undefined {
    const items = this.#items;
    const first = items[0];
    const last = items.pop();
    if (first === undefined || last === undefined || items.length === 0) return first;
    let parent = 0;
    for (;;) {
      let child = 2 * parent + 1;
      let best = items[child];
      const right = items[child + 1];
      if (best === undefined) break;
      if (right !== undefined && isBefore(right, best)) {
        best = right;
        child++;
      }
      if (!isBefore(best, last)) break;
      items[parent] = best;
      parent = child;
    }
    items[parent] = last;
    return first;
  }
}

function isBefore(a: Timed, b: Timed): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}
