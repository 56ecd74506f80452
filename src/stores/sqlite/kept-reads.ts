import type { Connection } from "./connection.js";

/**
 * What was read from the file and still stands there: forgotten as soon as another process writes to it, or this one tells
 * with `outdate` that it wrote past it. Inside a read or a transaction.
 */
export class KeptReads<Value> {
  readonly #connection: Connection;
  readonly #most: number;
  readonly #values = new Map<string, Value>();
  #generation = -1;

  constructor(connection: Connection, most: number) {
    this.#connection = connection;
    this.#most = most;
  }

  get(key: string, look: () => Value): Value {
    const generation = this.#connection.generation();
    if (generation !== this.#generation) this.#values.clear();
    this.#generation = generation;
    const kept = this.#values.get(key);
    if (kept !== undefined || this.#values.has(key)) return kept as Value;
    const found = look();
    if (this.#values.size >= this.#most) this.#values.clear();
    this.#values.set(key, found);
    return found;
  }
}
