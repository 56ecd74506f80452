interface Waiting<I, O> {
  readonly item: I;
  readonly resolve: (value: O) => void;
  readonly reject: (error: unknown) => void;
}

export interface BatcherOptions<I, O> {
  /** Does the work for all items in one transaction. One result for each item, in order. */
  readonly flush: (items: readonly I[]) => Promise<readonly O[]>;
  /** True when one item may have spoiled it for the others: then each is tried alone. */
  readonly isAboutOneValue: (error: unknown) => boolean;
  readonly most?: number;
  readonly atOnce?: number;
}

/**
 * Group commit: items that are asked for while a batch is on its way to the database go together in the next one. A
 * lone item waits for nobody. An item's promise resolves only after the commit.
 */
export class Batcher<I, O> {
  readonly #options: Required<BatcherOptions<I, O>>;
  #waiting: Waiting<I, O>[] = [];
  #running = 0;
  #scheduled = false;

  constructor(options: BatcherOptions<I, O>) {
    this.#options = { most: 256, atOnce: 2, ...options };
  }

  add(item: I): Promise<O> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      this.#schedule();
    });
  }

  #schedule(): void {
    if (this.#scheduled || this.#waiting.length === 0 || this.#running >= this.#options.atOnce) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      const batch = this.#waiting.splice(0, this.#options.most);
      this.#running++;
      void this.#run(batch).finally(() => {
        this.#running--;
        this.#schedule();
      });
      this.#schedule();
    });
  }

  async #run(batch: readonly Waiting<I, O>[]): Promise<void> {
    try {
      const results = await this.#options.flush(batch.map(({ item }) => item));
      for (const [index, { resolve }] of batch.entries()) resolve(results[index] as O);
    } catch (error) {
      if (batch.length > 1 && this.#options.isAboutOneValue(error)) {
        for (const one of batch) await this.#run([one]);
        return;
      }
      for (const { reject } of batch) reject(error);
    }
  }
}
