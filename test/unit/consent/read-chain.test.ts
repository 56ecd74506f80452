import { expect, it } from "vitest";
import type { ChainEntry, ConsentStore } from "../../../src/consent/index.js";
import { readChain } from "../../../src/consent/read-chain.js";

/** A store whose chain has `length` links, of which it gives at most `page` at once. */
function chainOf(length: number, page: number) {
  const chain = async (after: number, limit: number): Promise<readonly ChainEntry[]> =>
    Array.from({ length: Math.max(0, Math.min(page, limit, length - after)) }, (_, i) => ({
      position: after + i + 1,
      hash: "",
    }));
  return { chain } as unknown as ConsentStore;
}

it.each([
  [0, 3],
  [1, 3],
  [6, 3],
  [7, 3],
  [2_500, 9_999],
])("a chain of %i links that come %i at once is read whole and in order", async (length, page) => {
  const positions: number[] = [];
  for await (const { position } of readChain(chainOf(length, page))) positions.push(position);
  expect(positions).toEqual(Array.from({ length }, (_, i) => i + 1));
});

it("is read from behind a position on", async () => {
  const positions: number[] = [];
  for await (const { position } of readChain(chainOf(7, 3), 5)) positions.push(position);
  expect(positions).toEqual([6, 7]);
});
