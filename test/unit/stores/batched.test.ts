/** The writes of one turn that the SQLite store does as one. */
import { expect, it } from "vitest";
import { batched } from "../../../src/stores/sqlite/batched.js";

/** Transactions as the connection makes them: later than they are asked for. */
function transactions(begins: () => void = () => undefined) {
  let count = 0;
  return {
    get count() {
      return count;
    },
    write: async <T>(work: () => T): Promise<T> => {
      await new Promise((resolve) => setImmediate(resolve));
      begins();
      count++;
      return work();
    },
  };
}

const double = (items: readonly number[]): readonly number[] =>
  items.map((item) => {
    if (item < 0) throw new RangeError(`no ${String(item)}`);
    return item * 2;
  });

it("does what is asked for in one turn as one write, each with its own result", async () => {
  const made = transactions();
  const add = batched(made.write, double);
  expect(await Promise.all([add(1), add(2), add(3)])).toEqual([2, 4, 6]);
  expect(made.count).toBe(1);
  expect(await add(4)).toBe(8);
  expect(made.count).toBe(2);
});

it("one that fails does so alone", async () => {
  const add = batched(transactions().write, double);
  const outcomes = await Promise.allSettled([add(1), add(-1), add(3)]);
  expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  await expect(add(-2)).rejects.toThrow("no -2");
});

it("a transaction that does not begin fails everybody, and the next one is another try", async () => {
  let locked = true;
  const add = batched(
    transactions(() => {
      if (locked) throw new Error("locked");
    }).write,
    double,
  );
  const outcomes = await Promise.allSettled([add(1), add(2)]);
  expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  locked = false;
  expect(await add(3)).toBe(6);
});
