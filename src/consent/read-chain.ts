import type { ChainEntry } from "./chain/index.js";
import type { ConsentStore } from "./consent-store.js";

const PAGE = 1_000;

/** Every link of the chain after a position, in order, page by page. */
export async function* readChain(store: ConsentStore, after = 0): AsyncGenerator<ChainEntry> {
  for (let position = after; ;) {
    const page = await store.chain(position, PAGE);
    yield* page;
    const last = page.at(-1);
    if (last === undefined) return;
    position = last.position;
  }
}
