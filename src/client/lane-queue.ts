/** What has a key of its own and a lane to stand in. */
interface Queued {
  readonly key: string;
  readonly lane: string;
}

export interface LaneQueue<Item extends Queued, Result> {
  /** Runs the work of an item once, behind what stands in its lane; asked again, gives the same result. A failure is forgotten. */
  run(item: Item): Promise<Result>;
  forget(key: string): void;
  /** Forgets all results but those in the lanes. */
  keepOnly(lanes: ReadonlySet<string>): void;
  readonly busy: boolean;
  /** Resolves when the lanes that are busy now have come to their ends. */
  settled(): Promise<void>;
}

/** Work in lanes: one after the other within a lane, lanes side by side. */
export function laneQueue<Item extends Queued, Result>(
  work: (item: Item) => Promise<Result>,
): LaneQueue<Item, Result> {
  const results = new Map<string, { readonly lane: string; readonly result: Promise<Result> }>();
  const tails = new Map<string, Promise<void>>();
  return {
    run: (item) => {
      const known = results.get(item.key);
      if (known !== undefined) return known.result;
      const result = (tails.get(item.lane) ?? Promise.resolve()).then(() => work(item));
      results.set(item.key, { lane: item.lane, result });
      const tail = result.then(
        () => undefined,
        () => void results.delete(item.key),
      );
      tails.set(item.lane, tail);
      void tail.then(() => {
        if (tails.get(item.lane) === tail) tails.delete(item.lane);
      });
      return result;
    },
    forget: (key) => {
      results.delete(key);
    },
    keepOnly: (lanes) => {
      for (const [key, { lane }] of results) if (!lanes.has(lane)) results.delete(key);
    },
    get busy() {
      return tails.size > 0;
    },
    settled: async () => {
      await Promise.all(tails.values());
    },
  };
}
