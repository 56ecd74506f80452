import { describe, expect, it } from "vitest";
import {
  buildEvent,
  canonicalJson,
  type ChainEntry,
  type ConsentEvent,
  type Evidence,
  verifyChain,
} from "../../../src/consent/index.js";
import { GENESIS, newSalt, sealEvent, withTextHash, writtenEvent } from "../../../src/consent/chain/index.js";
import { virtualClock } from "../../../src/core/index.js";
import { memoryStore } from "../../../src/stores/memory/index.js";
import { anEvent } from "../../../src/testing/contract-fixtures.js";

describe("the canonical text of an event", () => {
  it("knows no order of members and no undefined ones", () => {
    expect(canonicalJson({ b: [1, { d: "x", c: null }], a: undefined })).toBe('{"b":[1,{"c":null,"d":"x"}]}');
    expect(canonicalJson({ b: 1, a: "é\u2028" })).toBe(canonicalJson({ a: "é\u2028", b: 1 }));
  });

  it.each<[unknown, string]>([
    [{ a: { c: 1, b: 2 }, d: 1 }, '{"a":{"b":2,"c":1},"d":1}'],
    [{ a: [{ b: 1 }, { d: 1, c: 2 }] }, '{"a":[{"b":1},{"c":2,"d":1}]}'],
    [[{ d: 1, c: 2 }, { b: 1 }], '[{"c":2,"d":1},{"b":1}]'],
    [{ b: "x", a: "y" }, '{"a":"y","b":"x"}'],
    [{ b: { x: "1" }, a: "y" }, '{"a":"y","b":{"x":"1"}}'],
    [{ 9: "a", 10: "b" }, '{"10":"b","9":"a"}'],
    [{ b: 1, 1: 2 }, '{"1":2,"b":1}'],
    [{ a: "x", b: undefined, c: { e: undefined, d: 1 } }, '{"a":"x","c":{"d":1}}'],
    [{ a: null, b: true, c: [] }, '{"a":null,"b":true,"c":[]}'],
    [{ b: [undefined], a: 1 }, '{"a":1,"b":[null]}'],
    [[undefined, 1], "[null,1]"],
    [{}, "{}"],
    [undefined, "null"],
    ["text", '"text"'],
  ])("of %j is %s", (value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });

  it("is that of the value as it is now, whatever it was before", () => {
    const value: Record<string, unknown> = { b: "x" };
    expect(canonicalJson(value)).toBe('{"b":"x"}');
    value.a = "y";
    expect(canonicalJson(value)).toBe('{"a":"y","b":"x"}');
    const inner: Record<string, unknown> = { b: "x" };
    const outer = Object.freeze({ inner });
    canonicalJson(outer);
    inner.a = "y";
    expect(canonicalJson(outer)).toBe('{"inner":{"a":"y","b":"x"}}');
    const fixed = Object.freeze({ a: "x", b: "y" });
    for (let time = 0; time < 2; time++) expect(canonicalJson({ c: fixed })).toBe('{"c":{"a":"x","b":"y"}}');
  });
});

it("no two salts are alike: without them a digest could be guessed", () => {
  const salts = new Set(Array.from({ length: 1_000 }, newSalt));
  expect(salts.size).toBe(1_000);
  for (const salt of salts) expect(salt).toMatch(/^[0-9a-f]{32}$/);
});

describe("verifying a chain", () => {
  const entries = async (): Promise<ChainEntry[]> => {
    const { consent } = memoryStore();
    for (let i = 1; i <= 6; i++) await consent.append(anEvent(`e${String(i)}`, `11${String(i % 3)}`));
    return [...(await consent.chain(0, 99))];
  };
  async function* stream(list: readonly ChainEntry[]): AsyncGenerator<ChainEntry> {
    yield* list;
  }
  const verify = (list: readonly ChainEntry[], kept?: Parameters<typeof verifyChain>[1]) =>
    verifyChain(stream(list), kept);

  it("an untouched one is intact, and so is an empty one", async () => {
    expect(await verify(await entries())).toMatchObject({ intact: true, entries: 6, erased: 0 });
    expect(await verify([])).toMatchObject({ intact: true, entries: 0 });
  });

  it.each([
    [
      "a changed event",
      (e: ChainEntry) => ({ ...e, event: e.event && { ...e.event, scopes: "all" as const } }),
    ],
    ["a changed salt", (e: ChainEntry) => ({ ...e, salt: "0".repeat(32) })],
    ["a lost salt", (e: ChainEntry) => ({ ...e, salt: undefined })],
    ["a changed hash", (e: ChainEntry) => ({ ...e, hash: "f".repeat(64) })],
    [
      "another digest for a lost event",
      (e: ChainEntry) => ({ ...e, event: undefined, digest: "0".repeat(64) }),
    ],
  ])("%s breaks its own link", async (_name, change) => {
    const list = (await entries()).map((entry) => (entry.position === 4 ? change(entry) : entry));
    expect(await verify(list)).toMatchObject({
      intact: false,
      brokenAt: 4,
      problem: "link_broken",
      entries: 3,
    });
  });

  it("a text may be forgotten where its hash stands beside it, and never changed", async () => {
    const { consent } = memoryStore();
    const stop = (inboundText: string, action: "withdraw" | "grant" = "withdraw") => {
      const evidence = { messageId: "wamid.1", inboundText, inboundTextHash: "made up" };
      return buildEvent(
        {
          subject: "111",
          namespace: "brand",
          action,
          scopes: ["marketing"],
          actor: { kind: "user" },
          method: "sms",
          key: inboundText,
          evidence: { ...evidence, businessName: "Asha", disclosureText: "Offers" },
          occurredAt: 1,
        },
        virtualClock(2),
        () => 0.5,
      );
    };
    await consent.append(stop("STOP"));
    await consent.append(stop("YES", "grant"));
    const list = [...(await consent.chain(0, 9))];
    const [first, second] = list.map(({ event }) => event?.evidence);
    expect(first?.inboundTextHash).toMatch(/^[0-9a-f]{64}$/);
    expect(stop("GO ON").evidence?.inboundTextHash).not.toBe(first?.inboundTextHash);
    expect(withTextHash("withdraw", { messageId: "wamid.2", inboundText: "STOP" }).inboundTextHash).not.toBe(
      first?.inboundTextHash,
    );
    expect(withTextHash("deny", { inboundText: "no" }).inboundTextHash).toMatch(/^[0-9a-f]{64}$/);
    // What is copied after the text was forgotten keeps the hash; what has no text gets none.
    expect(withTextHash("withdraw", { inboundTextHash: "kept" })).toEqual({ inboundTextHash: "kept" });
    expect(withTextHash("withdraw", { messageId: "wamid.3" })).toEqual({ messageId: "wamid.3" });
    // The words of an opt-in are its proof.
    expect([second?.inboundText, second && "inboundTextHash" in second]).toEqual(["YES", false]);
    const changed = (evidence: Evidence) =>
      list.map((entry) =>
        entry.position === 1 && entry.event !== undefined
          ? { ...entry, event: { ...entry.event, evidence: { ...entry.event.evidence, ...evidence } } }
          : entry,
      );
    expect(await verify(changed({ inboundText: undefined }))).toMatchObject({ intact: true });
    const other = stop("GO ON").evidence;
    for (const evidence of [
      { inboundText: "GO ON" },
      { inboundTextHash: undefined },
      { inboundText: undefined, inboundTextHash: undefined },
      { inboundText: other?.inboundText, inboundTextHash: other?.inboundTextHash },
    ])
      expect(await verify(changed(evidence))).toMatchObject({ problem: "link_broken", brokenAt: 1 });
  });

  it("names the first of several, and the event there", async () => {
    const list = (await entries()).map((entry) =>
      entry.position >= 3 && entry.event !== undefined
        ? { ...entry, event: { ...entry.event, occurredAt: "2020-01-01T00:00:00.000Z" } }
        : entry,
    );
    expect(await verify(list)).toMatchObject({ brokenAt: 3, eventId: "e3" });
  });

  it("a link that is missing in the middle, or two that changed places, show", async () => {
    const list = await entries();
    expect(await verify(list.filter(({ position }) => position !== 3))).toMatchObject({
      brokenAt: 3,
      problem: "entry_missing",
    });
    const swapped = list.map((entry) =>
      entry.position === 2
        ? { ...list[2], position: 2 }
        : entry.position === 3
          ? { ...list[1], position: 3 }
          : entry,
    ) as ChainEntry[];
    expect(await verify(swapped)).toMatchObject({ brokenAt: 2, problem: "link_broken" });
  });

  it("an end that was cut off shows against a head that was kept, and so does a rewritten chain", async () => {
    const list = await entries();
    const report = await verify(list);
    if (!report.intact) throw new Error("expected an intact chain");
    expect(await verify(list.slice(0, 4))).toMatchObject({ intact: true });
    expect(await verify(list.slice(0, 4), report.head)).toMatchObject({
      brokenAt: 5,
      problem: "head_mismatch",
    });
    expect(await verify(await entries(), report.head)).toMatchObject({
      brokenAt: 6,
      problem: "head_mismatch",
    });
    expect(await verify(list, report.head)).toMatchObject({ intact: true });
  });

  it("only an erasure explains what is missing, and only where it names it", async () => {
    const chained = (events: readonly ConsentEvent[], gone: number): ChainEntry[] => {
      let previous = GENESIS;
      return events.map((event, i) => {
        const salt = newSalt();
        const seal = sealEvent(writtenEvent(event).sealed, previous, salt);
        previous = seal.hash;
        const link = { position: i + 1, hash: seal.hash };
        return i + 1 === gone ? { ...link, digest: seal.digest } : { ...link, event, salt };
      });
    };
    const first = anEvent("e1", "111");
    const after = (other: Partial<ConsentEvent>) =>
      chained([first, { ...anEvent("e2", "111"), ...other }], 1);
    expect(await verify(after({ action: "erase", scopes: "all", erases: [1] }))).toMatchObject({
      intact: true,
      erased: 1,
    });
    const missing = { intact: false, entries: 2, brokenAt: 1, problem: "content_missing" };
    expect(await verify(after({ action: "erase", scopes: "all" }))).toStrictEqual(missing);
    expect(await verify(after({ action: "withdraw", erases: [1] }))).toStrictEqual(missing);
  });

  it("an event that was taken away without an erasure shows, even with its digest", async () => {
    const { consent } = memoryStore({ erasureKeys: [{ id: "k", secret: "s".repeat(32) }] });
    await consent.append(anEvent("e1", "111"));
    await consent.append(anEvent("e2", "222"));
    const { subject: _subject, ...event } = anEvent("x1", "");
    await consent.erase("111", { ...event, action: "erase", namespace: "*", scopes: "all" });
    const list = [...(await consent.chain(0, 99))];
    expect(await verify(list)).toMatchObject({ intact: true, entries: 3, erased: 1 });
    expect(await verify(list.slice(0, 2))).toMatchObject({ brokenAt: 1, problem: "content_missing" });
  });
});
