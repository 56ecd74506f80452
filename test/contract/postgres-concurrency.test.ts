import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type PostgresClient, type PostgresPool, postgresStore, type Store } from "waypost/postgres";
import { type ConsentEvent, EVERY_BRAND, foldConsent, verifyChain } from "../../src/consent/index.js";
import { seededRandom } from "../../src/core/index.js";
import { chainOf } from "../../src/testing/chain-contract.js";
import { dropSchema, freshSchema, POSTGRES_URL, postgresMissing, sql } from "../support/postgres.js";

const missing = await postgresMissing();
const ERASURE_KEYS = [{ id: "test", secret: "s".repeat(32) }];
const ALLOWED = { action: "allow", rule: "row-9", facts: {}, warnings: [] } as const;

function anEvent(id: string, subject: string, action: "grant" | "withdraw" = "grant"): ConsentEvent {
  const at = "2026-01-01T00:00:00.000Z";
  return {
    id,
    subject,
    namespace: "brand",
    action,
    scopes: ["utility"],
    occurredAt: at,
    recordedAt: at,
    actor: { kind: "user" },
    method: "web_form",
    basis: "consent",
  };
}

const claim = (store: Store, id: string, person: string, key = `key ${id}`) =>
  store.ledger.claim(
    {
      id,
      idempotencyKey: key,
      phoneNumberId: "1",
      namespace: "brand",
      person,
      kind: "template",
      createdAt: 1,
    },
    { staleBefore: 0 },
  );
const dispatch = (store: Store, sendId: string, consentRevision: number) =>
  store.ledger.dispatch({ sendId, consentRevision, decision: ALLOWED, at: 2 });
const inbound = (store: Store, person: string, at: number) =>
  store.windows.recordInbound({
    person,
    phoneNumberId: "1",
    lastInboundAt: at,
    lastInboundMessageId: `m${String(at)}`,
  });

/** A pool whose transactions stop just before they commit, until the test opens the gate. */
function gatedPool(pool: pg.Pool): { pool: PostgresPool; reached: Promise<void>; open: () => void } {
  let open = (): void => undefined;
  let arrive = (): void => undefined;
  const gate = new Promise<void>((resolve) => (open = resolve));
  const reached = new Promise<void>((resolve) => (arrive = resolve));
  const gated: PostgresPool = {
    on: (event, listener) => pool.on(event, listener),
    removeListener: (event, listener) => pool.removeListener(event, listener),
    end: () => pool.end(),
    connect: (callback) => {
      pool.connect((error, client) => {
        callback(error, client === undefined ? undefined : stopping(client));
      });
    },
  };
  const stopping = (client: pg.PoolClient): PostgresClient => ({
    on: (event, listener) => client.on(event, listener),
    removeListener: (event, listener) => client.removeListener(event, listener),
    release: (destroy) => {
      client.release(destroy);
    },
    query: async (config) => {
      if (config.text === "COMMIT") {
        arrive();
        await gate;
      }
      return client.query(config);
    },
  });
  return {
    pool: gated,
    reached,
    open: () => {
      open();
    },
  };
}

const ERASURE = {
  ...anEvent("x1", ""),
  namespace: EVERY_BRAND,
  action: "erase",
  scopes: "all",
} as const;

describe.skipIf(missing !== undefined)("transactions that meet in PostgreSQL", () => {
  let schema: string;
  let pool: pg.Pool;
  let store: Store;
  beforeEach(async () => {
    schema = freshSchema();
    pool = new pg.Pool({ connectionString: POSTGRES_URL, max: 6 });
    store = postgresStore({ pool, schema, erasureKeys: ERASURE_KEYS });
    await store.init();
  });
  afterEach(async () => {
    await store.close();
    await pool.end();
    await dropSchema(schema);
  });

  /** Until some statement on the store's tables waits for a lock. */
  async function somebodyWaits(): Promise<void> {
    for (;;) {
      const rows = await sql(
        "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE $1",
        [`%${schema}%`],
      );
      if (rows.length > 0) return;
    }
  }

  /** Runs `second` while `first` stands just before its commit; then lets `first` go. */
  async function whileUncommitted<T>(
    first: (store: Store) => Promise<unknown>,
    second: () => Promise<T>,
  ): Promise<T> {
    const gate = gatedPool(pool);
    const other = postgresStore({ pool: gate.pool, schema, erasureKeys: ERASURE_KEYS });
    await other.init();
    const one = first(other);
    await gate.reached;
    const two = second();
    await somebodyWaits();
    gate.open();
    await one;
    return two;
  }

  it("a send waits for a withdrawal that is just being stored, and then does not go", async () => {
    await store.consent.append(anEvent("e1", "111"));
    await claim(store, "s1", "111");
    expect(
      await whileUncommitted(
        (other) => other.consent.append(anEvent("e2", "111", "withdraw")),
        () => dispatch(store, "s1", 1),
      ),
    ).toBe("consent_changed");
    expect((await store.ledger.get("s1"))?.state).toBe("claimed");
    expect(await dispatch(store, "s1", 2)).toBe("dispatched");
  });

  it("the same for a person of whom nothing was known", async () => {
    await claim(store, "s1", "111");
    expect(
      await whileUncommitted(
        (other) => other.consent.append(anEvent("e1", "111", "withdraw")),
        () => dispatch(store, "s1", 0),
      ),
    ).toBe("consent_changed");
  });

  it.each(["known", "new"])("the same for one of a %s person that an import is just storing", async (how) => {
    if (how === "known") await store.consent.append(anEvent("e0", "111"));
    await claim(store, "s1", "111");
    const { revision } = await store.consent.view("111", "brand");
    expect(
      await whileUncommitted(
        (other) => other.consent.appendMany([anEvent("e1", "222"), anEvent("e2", "111", "withdraw")]),
        () => dispatch(store, "s1", revision),
      ),
    ).toBe("consent_changed");
  });

  it("a send to somebody whom an import is just making known waits for it from its claim on", async () => {
    const claimed = await whileUncommitted(
      (other) => other.consent.appendMany([anEvent("e1", "111", "withdraw")]),
      () => claim(store, "s1", "111"),
    );
    expect(claimed.claimed).toBe(true);
    expect(await dispatch(store, "s1", 0)).toBe("consent_changed");
  });

  it("whoever an import made known has a view to compare from their claim on, also after the same import again", async () => {
    const events = ["111", "222", "333", "444"].map((person) => anEvent(`e${person}`, person));
    await store.consent.appendMany(events);
    expect(await sql(`SELECT 1 FROM "${schema}".waypost_consent_view`)).toEqual([]);
    await claim(store, "s1", "111");
    expect(await dispatch(store, "s1", 0)).toBe("consent_changed");
    expect(await dispatch(store, "s1", 1)).toBe("dispatched");
    await store.consent.appendMany(events);
    await claim(store, "s2", "222");
    expect(await dispatch(store, "s2", 1)).toBe("dispatched");
    await store.identity.link(["333", "444"]);
    await claim(store, "s3", "333");
    expect(await dispatch(store, "s3", (await store.consent.view("444", "brand")).revision)).toBe(
      "dispatched",
    );
    expect((await store.consent.append(anEvent("e5", "222", "withdraw"))).view?.revision).toBe(2);
  });

  it("an import that meets an erasure brings nobody back", async () => {
    const outcomes = await whileUncommitted(
      (other) => other.consent.erase("111", ERASURE),
      () => store.consent.appendMany([anEvent("e1", "111"), anEvent("e2", "222")]),
    );
    expect(outcomes.map(({ refused }) => refused)).toEqual(["erased", undefined]);
    expect(await sql(`SELECT 1 FROM "${schema}".waypost_person WHERE alias = '111'`)).toEqual([]);
  });

  it("a send waits for two people who are just becoming one", async () => {
    await store.consent.append(anEvent("e1", "IN.a", "withdraw"));
    await claim(store, "s1", "111");
    expect(
      await whileUncommitted(
        (other) => other.identity.link(["IN.a", "111"]),
        () => dispatch(store, "s1", 0),
      ),
    ).toBe("consent_changed");
  });

  it.each([
    [
      "a claim",
      () => claim(store, "s1", "IN.a"),
      async () => (await store.ledger.list({ person: "111", limit: 9 })).length,
    ],
    [
      "an event",
      () => store.consent.append(anEvent("e2", "IN.a", "withdraw")),
      async () => (await store.consent.view("111", "brand")).revision - 1,
    ],
    [
      "an imported event",
      () => store.consent.appendMany([anEvent("e2", "IN.a", "withdraw")]),
      async () => (await store.consent.view("111", "brand")).revision - 1,
    ],
    [
      "an inbound message",
      () => inbound(store, "IN.a", 5),
      async () => ((await store.windows.get("111", "1")) === undefined ? 0 : 1),
    ],
  ] as const)(
    "%s that meets a link of its person belongs to the one after it",
    async (_name, write, found) => {
      await store.consent.append(anEvent("e1", "111"));
      await store.identity.link(["IN.a"]);
      await whileUncommitted(
        (other) => other.identity.link(["111", "IN.a"]),
        write as () => Promise<unknown>,
      );
      expect(await found()).toBe(1);
    },
  );

  it.each(["known", "new"])(
    "what is written for a %s person who is just being erased is known as theirs",
    async (how) => {
      if (how === "known") await store.consent.append(anEvent("e1", "111"));
      const [claimed, appended] = await whileUncommitted(
        (other) => other.consent.erase("111", ERASURE),
        () => Promise.all([claim(store, "s1", "111"), store.consent.append(anEvent("e2", "111"))]),
      );
      expect([claimed.claimed, appended.refused]).toEqual([true, "erased"]);
      expect((await store.ledger.get("s1"))?.person).toBe("erased:x1");
      // A decision of before does not hold any more, and one of after refuses.
      expect(await dispatch(store, "s1", how === "known" ? 1 : 0)).toBe("consent_changed");
      const view = await store.consent.view("111", "brand");
      expect(view.suppression?.kind).toBe("erased");
      expect(await dispatch(store, "s1", view.revision)).toBe("dispatched");
      expect(await sql(`SELECT 1 FROM "${schema}".waypost_person WHERE alias = '111'`)).toEqual([]);
    },
  );

  it("a key made before two people became one is the same key after it", async () => {
    const keyOf = (person: string) => JSON.stringify(["t", "1", person, "n", "en", "order", "A-1", ""]);
    await inbound(store, "IN.a", 1);
    await claim(store, "s1", "111", keyOf("111"));
    await store.identity.link(["IN.a", "111"]);
    expect((await claim(store, "s2", "111", keyOf("111"))).claimed).toBe(false);
    expect((await claim(store, "s3", "IN.a", keyOf("IN.a"))).claimed).toBe(false);
  });

  it("a storm of events, links, claims and messages over two stores leaves everything in its place", async () => {
    const other = postgresStore({ url: POSTGRES_URL, schema, connections: 4 });
    const random = seededRandom(7);
    const pick = (n: number): number => Math.floor(random() * n);
    for (let round = 0; round < 25; round++) {
      const aliases = Array.from({ length: 6 }, (_, index) => `${String(round)}.${String(index)}`);
      const alias = (): string => aliases[pick(6)] ?? "";
      await Promise.all(
        Array.from({ length: 60 }, (_, index) => {
          const id = `${String(round)}-${String(index)}`;
          const by = index % 2 === 0 ? store : other;
          const person = alias();
          const work: readonly (() => Promise<unknown>)[] = [
            () => by.consent.append(anEvent(id, person, pick(2) === 0 ? "grant" : "withdraw")),
            () =>
              by.consent.appendMany([
                anEvent(id, person, "grant"),
                anEvent(`${id} too`, alias(), "withdraw"),
              ]),
            () => by.identity.link([person, alias()]),
            () => claim(by, id, person),
            () => inbound(by, person, index),
          ];
          return (work[pick(5)] ?? work[0])?.() ?? Promise.resolve();
        }),
      );
    }
    const rows = async (table: string): Promise<Record<string, unknown>[]> =>
      sql(`SELECT * FROM "${schema}".waypost_${table}`);
    const canonical = new Map((await rows("person")).map((row) => [String(row.alias), String(row.person)]));
    const persons = new Set(canonical.values());
    // Whoever is named as a person is one, and not somebody's alias.
    for (const person of persons) expect(canonical.get(person)).toBe(person);
    const events = await rows("consent_event");
    for (const row of events) {
      const { subject } = JSON.parse(String(row.event)) as ConsentEvent;
      expect(row.person).toBe(canonical.get(subject));
    }
    for (const row of await rows("consent_view")) {
      const own = events
        .filter(({ person }) => person === row.person)
        .map(({ event }) => JSON.parse(String(event)) as ConsentEvent);
      expect(persons.has(String(row.person))).toBe(true);
      const view = JSON.parse(JSON.stringify(foldConsent(own, String(row.person), "brand"))) as unknown;
      // A single event is folded when it is read.
      if (own.length > 1) expect(JSON.parse(String(row.view))).toEqual(view);
      else expect(row.view).toBe(null);
      expect(await store.consent.view(String(row.person), "brand")).toEqual(view);
      expect(Number(row.revision)).toBe(own.length);
    }
    for (const table of ["send", "window"])
      for (const row of await rows(table)) expect(persons.has(String(row.person))).toBe(true);
    expect(await verifyChain(chainOf(store.consent))).toMatchObject({ intact: true, entries: events.length });
    expect(events.length).toBeGreaterThan(200);
    expect(persons.size).toBeLessThan(canonical.size);
    await other.close();
  });

  it("two stores that put the same events in opposite order take each once, in their order", async () => {
    const other = postgresStore({ url: POSTGRES_URL, schema, connections: 2 });
    const items = Array.from({ length: 200 }, (_, index) => ({
      key: `k${String(index)}`,
      lane: "person:1",
      envelope: "{}",
      receivedAt: 1,
    }));
    const taken = await Promise.all([store.inbox.put(items), other.inbox.put([...items].reverse())]);
    expect(new Set(taken.flat().map(({ key }) => key)).size).toBe(200);
    expect(taken.flat().length).toBe(200);
    for (const own of taken) {
      const sequences = own.map(({ sequence }) => sequence);
      expect(sequences).toEqual([...sequences].sort((a, b) => a - b));
    }
    await other.close();
  });

  it("two workers share the lanes, and neither handles an item of the other", async () => {
    const other = postgresStore({ url: POSTGRES_URL, schema, connections: 2 });
    const items = Array.from({ length: 60 }, (_, index) => ({
      key: `k${String(index)}`,
      lane: `person:${String(index % 12)}`,
      envelope: "{}",
      receivedAt: 1,
    }));
    await store.inbox.put(items);
    const handled: string[] = [];
    const work = async ({ inbox }: Store): Promise<number> => {
      let count = 0;
      for (;;) {
        const ready = await inbox.ready(100, 7);
        for (const { key } of ready) {
          handled.push(key);
          count++;
          await inbox.done(key);
        }
        const next = ready.length > 0 ? 0 : await inbox.nextRetryAt(100);
        if (next === undefined) return count;
      }
    };
    const counts = await Promise.all([work(store), work(other)]);
    expect([...handled].sort()).toEqual(items.map(({ key }) => key).sort());
    expect(Math.min(...counts)).toBeGreaterThan(0);
    for (let lane = 0; lane < 12; lane++) {
      const order = handled.map((key) => Number(key.slice(1))).filter((index) => index % 12 === lane);
      expect(order).toEqual([...order].sort((a, b) => a - b));
    }
    await other.close();
  });

  it("lanes of a worker that closes are free at once, those of one that died after their lease", async () => {
    const other = postgresStore({ url: POSTGRES_URL, schema, connections: 2 });
    await store.inbox.put([{ key: "a", lane: "person:1", envelope: "{}", receivedAt: 1 }]);
    const keys = async (of: Store) => (await of.inbox.ready(100, 9)).map(({ key }) => key);
    expect(await keys(other)).toEqual(["a"]);
    expect(await keys(store)).toEqual([]);
    expect(await store.inbox.nextRetryAt(100)).toBeGreaterThan(100);
    await sql(`UPDATE "${schema}".waypost_inbox_lane SET until = now() - interval '1 second'`);
    expect(await keys(store)).toEqual(["a"]);
    expect(await keys(other)).toEqual([]);
    await store.close();
    expect(await keys(other)).toEqual(["a"]);
    await other.close();
  });

  it("a lane that is given back between two looks of another worker is looked at again at once", async () => {
    const other = postgresStore({ url: POSTGRES_URL, schema, connections: 2 });
    const keys = async (of: Store) => (await of.inbox.ready(100, 9)).map(({ key }) => key);
    const put = (key: string) => store.inbox.put([{ key, lane: "person:1", envelope: "{}", receivedAt: 1 }]);
    await put("a");
    expect(await keys(other)).toEqual(["a"]);
    await other.inbox.done("a");
    await put("b");
    expect(await keys(store)).toEqual([]);
    await other.close();
    expect(await store.inbox.nextRetryAt(100)).toBe(100);
    expect(await keys(store)).toEqual(["b"]);
  });

  it("one value that PostgreSQL does not take spoils nothing for the others of its batch", async () => {
    const claims = await Promise.allSettled([
      claim(store, "s1", "111"),
      store.ledger.claim(
        {
          id: "s2",
          idempotencyKey: "key s2",
          phoneNumberId: "1",
          namespace: "brand",
          person: "222",
          kind: "template",
          createdAt: Number.MAX_VALUE,
        },
        { staleBefore: 0 },
      ),
      claim(store, "s3", "333"),
    ]);
    expect(claims.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(claims[1]).toMatchObject({ reason: { code: "STORE_UNAVAILABLE" } });
  });

  it("a status that comes while its send is being accepted is applied, whoever is first", async () => {
    for (let index = 0; index < 100; index++) {
      const [id, messageId] = [`s${String(index)}`, `wamid.${String(index)}`];
      await claim(store, id, "111");
      await dispatch(store, id, 0);
      await Promise.all([
        store.ledger.accept({ sendId: id, messageId, at: 3 }),
        store.ledger.applyStatus({ messageId, status: "delivered", at: 4 }),
      ]);
      expect((await store.ledger.get(id))?.status).toBe("delivered");
    }
  });
});
