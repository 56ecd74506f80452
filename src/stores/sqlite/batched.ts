interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Collects what is asked for until the next transaction begins, and does it there as one write. When the work fails, one
 * item may have spoiled it for the others: then each is tried alone.
 */
export function batched<Item, Result>(
  write: <T>(work: () => T) => Promise<T>,
  work: (items: readonly Item[]) => readonly Result[],
): (item: Item) => Promise<Result> {
  let waiting: Waiting<Item, Result>[] = [];

  const alone = ({ item, resolve, reject }: Waiting<Item, Result>): void => {
    write(() => work([item])[0] as Result).then(resolve, reject);
  };

  const together = async (): Promise<void> => {
    let batch: readonly Waiting<Item, Result>[] = [];
    let failed = false;
    const take = (): readonly Waiting<Item, Result>[] => {
      const taken = waiting;
      waiting = [];
      return taken;
    };
    try {
      const results = await write(() => {
        batch = take();
        failed = true;
        const done = work(batch.map(({ item }) => item));
        failed = false;
        return done;
      });
      for (const [index, { resolve }] of batch.entries()) resolve(results[index] as Result);
    } catch (error) {
      if (failed && batch.length > 1) batch.forEach(alone);
      // Without a transaction nobody was taken yet.
      else for (const { reject } of batch.length === 0 ? take() : batch) reject(error);
    }
  };

  return (item) =>
    new Promise((resolve, reject) => {
      if (waiting.push({ item, resolve, reject }) === 1) void together();
    });
}
