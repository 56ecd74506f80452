import { inspect } from "node:util";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { StoreError } from "waypost";
import { postgresStore, type Store } from "waypost/postgres";
import { type CuttableProxy, cuttableProxy } from "../support/cuttable-proxy.js";
import { dropSchema, freshSchema, POSTGRES_URL, postgresMissing, sql } from "../support/postgres.js";
import { openWorld, optIn, RAVI, shipped, somebody } from "./setup.js";

const missing = await postgresMissing();

describe("opening a PostgreSQL store", () => {
  const opened = async (url: string): Promise<unknown> => {
    const store = postgresStore({ url });
    const error: unknown = await store.init().catch((thrown: unknown) => thrown);
    await store.close();
    return error;
  };

  it.each([
    ["that is none", "postgres://shop:hunter2secret@[nowhere/waypost"],
    ["of something else", "https://shop:hunter2secret@db.example/waypost"],
    ["of a server that is down", "postgres://shop:hunter2secret@127.0.0.1:1/waypost"],
    ["of a host that does not exist", "postgres://shop:hunter2secret@nowhere.invalid/waypost"],
  ])("an address %s gives one clear error without the password", async (_what, url) => {
    const error = await opened(url);
    expect(error).toMatchObject({ code: "STORE_OPEN_FAILED", name: "StoreError" });
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain("hunter2secret");
    expect(StoreError.is(error) && error.fix.length > 20).toBe(true);
  });

  it.skipIf(missing !== undefined)("a database that does not exist is told as such", async () => {
    const url = new URL(POSTGRES_URL);
    url.pathname = "/no_such_database_of_waypost";
    expect(await opened(url.href)).toMatchObject({
      code: "STORE_OPEN_FAILED",
      message: expect.stringContaining("does not exist") as string,
    });
  });
});

describe.skipIf(missing !== undefined)("a PostgreSQL that stops and starts", () => {
  let schema: string;
  let proxy: CuttableProxy;
  let url: string;
  let unhandled: unknown[];
  const note = (error: unknown): void => void unhandled.push(error);
  beforeEach(async () => {
    schema = freshSchema();
    const direct = new URL(POSTGRES_URL);
    proxy = await cuttableProxy({ host: direct.hostname, port: Number(direct.port || 5432) });
    direct.hostname = "127.0.0.1";
    direct.port = String(proxy.port);
    direct.searchParams.set("application_name", schema);
    url = direct.href;
    unhandled = [];
    process.on("unhandledRejection", note);
    process.on("uncaughtException", note);
  });
  afterEach(async () => {
    process.off("unhandledRejection", note);
    process.off("uncaughtException", note);
    await proxy.cut();
    await dropSchema(schema);
  });

  const stores: readonly (readonly [string, () => { store: Store; end: () => Promise<void> }])[] = [
    [
      "by url",
      () => {
        const store = postgresStore({ url, schema });
        return { store, end: () => store.close() };
      },
    ],
    [
      "by a pool of the user",
      () => {
        const pool = new pg.Pool({ connectionString: url });
        const store = postgresStore({ pool, schema });
        return {
          store,
          end: async () => {
            await store.close();
            // It is still the user's.
            expect((await pool.query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
            await pool.end();
          },
        };
      },
    ],
  ];

  it.each(stores)("%s: sends fail closed while it is away, and go again after it", async (_name, open) => {
    const { store, end } = open();
    const { sim, waypost } = await openWorld({ store });
    await optIn(waypost);
    await waypost.messages.sendTemplate(shipped(sim, "A-1"));
    const posts = (): number => sim.requests.filter(({ method }) => method === "POST").length;
    expect(posts()).toBe(1);

    await proxy.cut();
    for (const order of ["A-2", "A-3"])
      await expect(waypost.messages.sendTemplate(shipped(sim, order))).rejects.toSatisfy((error) =>
        StoreError.is(error),
      );
    await expect(waypost.consent.withdraw({ user: RAVI, method: "email" })).rejects.toMatchObject({
      code: "STORE_UNAVAILABLE",
    });
    expect(posts()).toBe(1);

    await proxy.restore();
    await waypost.messages.sendTemplate(shipped(sim, "A-2"));
    expect(await waypost.messages.sendTemplate(shipped(sim, "A-1"))).toMatchObject({ duplicate: true });
    expect(posts()).toBe(2);
    await waypost.close();
    await end();
    expect(unhandled).toEqual([]);
  });

  it.each(stores)("%s: connections that the server ends are replaced", async (_name, open) => {
    const { store, end } = open();
    const { sim, waypost } = await openWorld({ store });
    let [failed, sent, order] = [0, 0, 0];
    const toSomebody = (n: number): Promise<unknown> => {
      const cause = { kind: "order", ref: `B-${String(n)}`, at: sim.now, basis: "contract" } as const;
      return waypost.messages.sendTemplate({ ...shipped(sim, cause.ref, somebody(n)), cause });
    };
    for (let round = 0; round < 12; round++) {
      await sim.clock.advance(1_000);
      const results = Promise.allSettled(Array.from({ length: 8 }, () => toSomebody(++order)));
      // In the middle of the sends in one round, between them in the next.
      if (round % 2 === 1) await results;
      await sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1", [
        schema,
      ]);
      for (const result of await results) {
        if (result.status === "fulfilled") sent++;
        else {
          failed++;
          expect(result.reason).toSatisfy((error) => StoreError.is(error));
        }
      }
    }
    await toSomebody(++order);
    expect(sent).toBeGreaterThan(0);
    expect(sent + failed).toBe(96);
    // Nothing left without a row that says so.
    const posts = sim.requests.filter(({ method }) => method === "POST").length;
    const rows = await sql(
      `SELECT state FROM "${schema}".waypost_send WHERE state IN ('dispatching', 'accepted')`,
    );
    expect(rows.length).toBeGreaterThanOrEqual(posts);
    await waypost.close();
    await end();
    expect(unhandled).toEqual([]);
  });

  it("a store that could not be opened opens later by itself", async () => {
    await proxy.cut();
    const store = postgresStore({ url, schema });
    await expect(store.ledger.get("s1")).rejects.toMatchObject({ code: "STORE_OPEN_FAILED" });
    await proxy.restore();
    expect(await store.ledger.get("s1")).toBeUndefined();
    await store.close();
    expect(unhandled).toEqual([]);
  });
});
