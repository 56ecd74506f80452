/**
 * The truth table of compliance 7.3, all 55 rows by number: what the pure policy decides, and the four rows that the client
 * keeps with its limits (48, 49), its stores (54) and its one recipient a call (55), over the simulator.
 */
import { describe, expect, it } from "vitest";
import { HeldError, memoryStore, RefusedError, type Store, StoreError } from "waypost";
import { outcomeOf } from "../support/many-sends.js";
import { DECIDED, outcomeOf as wordsOfDecision } from "../support/truth-table/index.js";
import { openWorld, optIn, RAVI, shipped, somebody, type World } from "./setup.js";

interface Row {
  readonly row: number;
  readonly title: string;
  readonly run: () => unknown;
}

const decided: readonly Row[] = DECIDED.flatMap(({ name, decide, expected }) => {
  const row = /^row (\d+): (.*)$/.exec(name);
  if (row === null) return [];
  const run = (): void => {
    expect(wordsOfDecision(decide())).toBe(expected);
  };
  return [{ row: Number(row[1]), title: row[2] ?? "", run }];
});

const posts = ({ sim }: World): number =>
  sim.requests.filter(({ method, path }) => method === "POST" && path.endsWith("/messages")).length;

/** Whoever writes gets answers (G14): the pace towards one person is what counts here. */
const LONG_ANSWERS = {
  loosen: [{ setting: "freeForm.maxUnanswered", value: 20, by: "test", at: 0, reason: "Long answers." }],
} as const;

const pace: readonly Row[] = [
  {
    row: 48,
    title: "the 46th message within seconds to one person is held, and passes when the hold says so",
    run: async () => {
      const { sim, waypost } = await openWorld({ policy: LONG_ANSWERS, messagesPerSecond: 1_000 });
      for (let i = 0; i < 45; i++) {
        if (i % 15 === 0) {
          await sim.advance("1s");
          await sim.user(RAVI).sendText("and then?");
          await waypost.webhooks.idle();
        }
        await (await waypost.chats.open(RAVI)).sendText(`line ${String(i)}`);
      }
      const chat = await waypost.chats.open(RAVI);
      const held: unknown = await chat.sendText("one more").catch((error: unknown) => error);
      if (!HeldError.is(held)) throw new Error("expected a hold");
      expect(held).toMatchObject({ code: "PAIR_RATE", decision: { action: "hold", rule: "row-48" } });
      expect(sim.sent.length).toBe(45);
      await sim.advance(held.retryAfterMs);
      await chat.sendText("one more");
      expect(sim.sent.length).toBe(46);
    },
  },
  {
    row: 49,
    title: "what is faster than the number may be waits: all pass, and Meta never has to say 130429",
    run: async () => {
      const number = { id: "106540352242922", displayPhoneNumber: "+91 141 555 0100", throughput: 40 };
      const world = await openWorld({ messagesPerSecond: 40 }, { phoneNumbers: [number] });
      const { sim, waypost } = world;
      const people = Array.from({ length: 60 }, (_, index) => somebody(index + 1));
      for (const person of people) await optIn(waypost, person, ["utility"]);
      const sends = people.map((person, index) =>
        outcomeOf(waypost.messages.sendTemplate(shipped(sim, `A-${String(index)}`, person))),
      );
      await expect.poll(() => waypost.limits.snapshot().numbers[number.id]?.waiting ?? 0).toBeGreaterThan(0);
      expect(await Promise.all(sends)).toEqual(people.map(() => "sent"));
      expect(posts(world)).toBe(60);
      expect(sim.sent.length).toBe(60);
    },
  },
];

/** One part of the store is away. */
const without: Readonly<Record<string, (store: Store, away: () => Promise<never>) => Partial<Store>>> = {
  "the opt-ins": (store, away) => ({ consent: { ...store.consent, view: away } }),
  "the windows": (store, away) => ({ windows: { ...store.windows, get: away } }),
  "the templates": (store, away) => ({ templates: { ...store.templates, get: away } }),
  "the account's state": (store, away) => ({ account: { ...store.account, list: away } }),
  "the counters": (store, away) => ({ counters: { ...store.counters, take: away, peek: away } }),
  "the claim of the key": (store, away) => ({ ledger: { ...store.ledger, claim: away } }),
  "the look at past sends": (store, away) => ({ ledger: { ...store.ledger, count: away, outcomes: away } }),
  "the ledger before the wire": (store, away) => ({ ledger: { ...store.ledger, dispatch: away } }),
};

const stores: readonly Row[] = Object.entries(without).map(([part, change]) => ({
  row: 54,
  title: `${part} cannot be asked: nothing leaves`,
  run: async () => {
    const away = (): Promise<never> =>
      Promise.reject(new StoreError("STORE_UNAVAILABLE", "The store is away.", { fix: "Wait." }));
    const store = memoryStore();
    const healthy = await openWorld({ store });
    await optIn(healthy.waypost);
    const world = await openWorld({ store: { ...store, ...change(store, away) } });
    const sent: unknown = await world.waypost.messages
      .sendTemplate(shipped(world.sim))
      .catch((error: unknown) => error);
    if (!StoreError.is(sent)) throw new Error(`expected a StoreError, got ${String(sent)}`);
    expect(sent.code).toBe("STORE_UNAVAILABLE");
    expect(posts(world)).toBe(0);
    // With the store back, the key is free and the message leaves.
    expect((await healthy.waypost.messages.sendTemplate(shipped(healthy.sim))).duplicate).toBe(false);
  },
}));

const SEVERAL: Readonly<Record<string, unknown>> = {
  "an array": [RAVI, somebody(1)],
  "an array of one": [RAVI],
  commas: `${RAVI},${somebody(1)}`,
  semicolons: `${RAVI};${somebody(1)}`,
  lines: `${RAVI}\n${somebody(1)}`,
  "a Set": new Set([RAVI]),
  "an async iterable": (async function* () {
    yield await Promise.resolve(RAVI);
  })(),
};

const several: readonly Row[] = Object.entries(SEVERAL).map(([what, to]) => ({
  row: 55,
  title: `several recipients as ${what}: refused, nothing leaves`,
  run: async () => {
    const world = await openWorld();
    await optIn(world.waypost);
    const input = { ...shipped(world.sim), to } as never;
    await expect(world.waypost.messages.sendTemplate(input)).rejects.toSatisfy(
      (error) => RefusedError.is(error) && error.code === "MULTIPLE_RECIPIENTS",
    );
    expect(await world.waypost.messages.check(input)).toMatchObject({
      action: "refuse",
      code: "MULTIPLE_RECIPIENTS",
    });
    expect(posts(world)).toBe(0);
  },
}));

const ROWS: readonly Row[] = [...decided, ...pace, ...stores, ...several].sort((a, b) => a.row - b.row);

describe("compliance 7.3", () => {
  it.each(ROWS.map(({ row, title, run }) => [row, title, run] as const))(
    "row %i: %s",
    (_row, _title, run) => run() as Promise<void>,
  );

  it("none of the 55 rows is left out, and there is no other", () => {
    expect([...new Set(ROWS.map(({ row }) => row))]).toEqual(
      Array.from({ length: 55 }, (_, index) => index + 1),
    );
  });
});
