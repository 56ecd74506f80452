/** An import reads on while its store writes: one transaction at a time, and none after the caller heard how it ended. */
import { describe, expect, it } from "vitest";
import type { Store } from "waypost";
import { createConsentRegistry, type ImportOptions } from "../../../src/consent/index.js";
import { seededRandom, virtualClock } from "../../../src/core/index.js";
import { memoryStore } from "../../../src/stores/memory/index.js";

const OPTIONS: ImportOptions = {
  format: "jsonl",
  batchSize: 2,
  batch: {
    id: "b1",
    source: "old shop system",
    collectedFrom: "2025-01-01",
    collectedTo: "2025-12-31",
    attestedBy: "meena",
  },
};
const row = (n: number): string => `{"user":"+9198123456${String(10 + n)}","scopes":"utility"}\n`;
const turns = async (count: number): Promise<void> => {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve));
};

/** A store whose writes take until they are let go, and that notes what happened in which order. */
function slowly(notes: string[]) {
  const store = memoryStore();
  const waiting: (() => void)[] = [];
  let writes = 0;
  let failing = Number.NaN;
  const consent: Store["consent"] = {
    ...store.consent,
    appendMany: async (events, checkpoint) => {
      const number = ++writes;
      notes.push(`write ${String(number)} of ${String(events.length)}`);
      await new Promise<void>((resolve) => waiting.push(resolve));
      if (number === failing) throw new Error("the disk is full");
      const outcomes = await store.consent.appendMany(events, checkpoint);
      notes.push(`written ${String(number)}`);
      return outcomes;
    },
  };
  const registry = createConsentRegistry({
    store: { ...store, consent },
    clock: virtualClock(Date.UTC(2026, 5, 1)),
    random: seededRandom(1),
    namespace: "default",
    businessName: "Asha Stores",
  });
  return {
    store,
    registry,
    failAt: (number: number) => (failing = number),
    letGo: () => waiting.shift()?.(),
  };
}

function* file(notes: string[], rows: number, endsWith?: Error): Generator<string> {
  for (let n = 0; n < rows; n++) {
    notes.push(`row ${String(n)}`);
    yield row(n);
  }
  if (endsWith !== undefined) throw endsWith;
}

describe("the batches of an import", () => {
  it("are written one after the other, while the next one is read", async () => {
    const notes: string[] = [];
    const { registry, letGo } = slowly(notes);
    const told: number[] = [];
    const importing = registry.import(file(notes, 6), {
      ...OPTIONS,
      onProgress: ({ rows }) => told.push(rows),
    });
    await turns(20);
    expect(notes).toEqual(["row 0", "row 1", "write 1 of 2", "row 2", "row 3"]);
    letGo();
    await turns(20);
    expect(notes.slice(5)).toEqual(["written 1", "write 2 of 2", "row 4", "row 5"]);
    expect(told).toEqual([2]);
    letGo();
    await turns(20);
    letGo();
    await turns(20);
    letGo();
    expect(await importing).toMatchObject({ rows: 6, stored: 6 });
    expect(told).toEqual([2, 4, 6, 6]);
  });

  it("end with the first that fails; what was written before stays, and the next run goes on behind it", async () => {
    const notes: string[] = [];
    const { registry, store, letGo, failAt } = slowly(notes);
    failAt(2);
    const importing = registry.import(file(notes, 8), OPTIONS).catch((error: unknown) => error);
    for (let writes = 0; writes < 9; writes++) {
      letGo();
      await turns(20);
    }
    expect(await importing).toEqual(new Error("the disk is full"));
    expect(notes.filter((note) => note.startsWith("wr"))).toEqual([
      "write 1 of 2",
      "written 1",
      "write 2 of 2",
    ]);
    expect((await store.consent.checkpoint('["default","b1"]'))?.rows).toBe(2);
    failAt(Number.NaN);
    const again = registry.import(file(notes, 8), OPTIONS);
    for (let writes = 0; writes < 9; writes++) {
      letGo();
      await turns(20);
    }
    expect(await again).toMatchObject({ rows: 8, stored: 8, alreadyStored: 0, resumedAfter: 2 });
  });

  it("are all written when the file breaks off: nothing happens after the caller heard of it", async () => {
    const notes: string[] = [];
    const { registry, letGo } = slowly(notes);
    const importing = registry
      .import(file(notes, 3, new Error("the network is down")), OPTIONS)
      .catch((error: unknown) => notes.push(String(error)));
    await turns(20);
    expect(notes.at(-1)).toBe("row 2");
    letGo();
    await importing;
    expect(notes.slice(-2)).toEqual(["written 1", "Error: the network is down"]);
  });

  it("stop behind the one under way when the caller says so", async () => {
    const notes: string[] = [];
    const { registry, store, letGo } = slowly(notes);
    const stop = new AbortController();
    const importing = registry
      .import(file(notes, 8), { ...OPTIONS, signal: stop.signal })
      .catch((error: unknown) => error);
    await turns(20);
    stop.abort(new Error("enough"));
    letGo();
    expect(await importing).toEqual(new Error("enough"));
    expect((await store.consent.checkpoint('["default","b1"]'))?.rows).toBe(2);
  });
});
