/** A process that died left webhook events behind: another one on the same store takes them over by itself. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Store, Waypost } from "waypost";
import { postgresStore } from "waypost/postgres";
import { openDatabase, type SqliteDatabase, sqliteStore } from "waypost/sqlite";
import { signPayload } from "waypost/webhooks";
import { MINUTE, SECOND, type VirtualClock, virtualClock } from "../../src/core/index.js";
import { dropSchema, freshSchema, POSTGRES_URL, postgresMissing, sql } from "../support/postgres.js";
import { receivingClient } from "../support/receiving-client.js";

const missing = await postgresMissing();

const ERASURE_KEYS = [{ id: "k1", secret: "0123456789abcdef0123456789abcdef" }];
const laneOf = (row: unknown): string => String((row as { readonly lane: unknown }).lane);

interface Shared {
  /** One more process. */
  readonly open: () => Store;
  /** The leases of processes that died run out. */
  readonly endLeases: () => Promise<unknown>;
  /** Who has a lane, or had one and left it behind. */
  readonly lanes: () => Promise<readonly string[]>;
  readonly destroy: () => Promise<void>;
}

async function sqliteFile(): Promise<Shared> {
  const folder = await mkdtemp(join(tmpdir(), "waypost-take-over-"));
  const path = join(folder, "store.db");
  const run = async <T>(work: (database: SqliteDatabase) => T): Promise<T> => {
    const database = await openDatabase(path);
    try {
      return work(database);
    } finally {
      database.close();
    }
  };
  return {
    open: () => sqliteStore({ path, erasureKeys: ERASURE_KEYS }),
    endLeases: () => run((database) => database.prepare("UPDATE waypost_lane_lease SET until = 0").run()),
    lanes: () =>
      run((database) => {
        const rows = database.prepare("SELECT lane FROM waypost_lane_lease").all() as readonly unknown[];
        return rows.map(laneOf);
      }),
    destroy: () => rm(folder, { recursive: true, force: true }),
  };
}

function postgresSchema(): Promise<Shared> {
  const schema = freshSchema();
  return Promise.resolve({
    open: () => postgresStore({ url: POSTGRES_URL, schema, connections: 2, erasureKeys: ERASURE_KEYS }),
    endLeases: () =>
      sql(`UPDATE "${schema}".waypost_inbox_lane SET until = clock_timestamp() - interval '1 second'`),
    lanes: async () => (await sql(`SELECT lane FROM "${schema}".waypost_inbox_lane`)).map(laneOf),
    destroy: () => dropSchema(schema),
  });
}

function client(store: Store, clock: VirtualClock): Waypost {
  return receivingClient({ store, clock, answerOptOuts: false });
}

/** Meta sends a message of somebody. */
async function deliver(waypost: Waypost, clock: VirtualClock, id: string): Promise<void> {
  const value = {
    messaging_product: "whatsapp",
    metadata: { phone_number_id: "106540352242922" },
    messages: [
      {
        from: "919812345678",
        id: `wamid.${id}`,
        timestamp: String(Math.floor(clock.now() / SECOND)),
        type: "text",
        text: { body: "hello" },
      },
    ],
  };
  const rawBody = JSON.stringify({
    object: "whatsapp_business_account",
    entry: [{ id: "102290129340398", changes: [{ field: "messages", value }] }],
  });
  const headers = { "x-hub-signature-256": await signPayload({ rawBody, appSecret: "secret" }) };
  const request = new Request("https://x.example", { method: "POST", body: rawBody, headers });
  expect((await waypost.webhooks.fetch(request)).status).toBe(200);
}

/** The store of a process that is killed once it has answered Meta: nothing that it began reaches the store any more. */
function dying(store: Store): Store {
  const never = new Promise<never>(() => undefined);
  return { ...store, inbox: { ...store.inbox, ready: () => never } };
}

describe.each([
  ["SQLite", sqliteFile, false],
  ["PostgreSQL", postgresSchema, missing !== undefined],
] as const)("%s", (_name, share, skipped) => {
  let shared: Shared;
  let clock: VirtualClock;
  const closing: (() => Promise<void>)[] = [];
  beforeEach(async () => {
    if (skipped) return;
    shared = await share();
    clock = virtualClock();
  });
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
    if (!skipped) await shared.destroy();
  });

  interface IdleProcess {
    readonly waypost: Waypost;
    readonly handled: string[];
    readonly looks: Promise<boolean>[];
  }

  /** A process that never gets a webhook. */
  async function idleProcess(): Promise<IdleProcess> {
    const store = shared.open();
    const looks: Promise<boolean>[] = [];
    const { overdue } = store.inbox;
    const counted: Store = {
      ...store,
      inbox: {
        ...store.inbox,
        overdue: (...asked) => {
          const look = overdue?.(...asked) ?? Promise.resolve(false);
          looks.push(look);
          return look;
        },
      },
    };
    const waypost = client(counted, clock);
    closing.push(async () => {
      await waypost.close();
      await store.close();
    });
    await waypost.start();
    await waypost.webhooks.idle();
    const handled: string[] = [];
    return { waypost, handled, looks };
  }

  /** Time goes on for everybody; what it wakes comes to its end. */
  async function pass(ms: number, { waypost, looks }: IdleProcess): Promise<void> {
    for (let passed = 0; passed < ms; passed += SECOND) {
      await clock.advance(SECOND);
      await looks.at(-1);
      // What the look found is taken up in the turn after it.
      await new Promise((resolve) => setImmediate(resolve));
      await waypost.webhooks.idle();
    }
  }

  it.skipIf(skipped)("an event that was stored and never begun is handled within two minutes", async () => {
    const idle = await idleProcess();
    idle.waypost.on("message", ({ message }) => void idle.handled.push(message.id));
    const dead = shared.open();
    closing.push(() => dead.close());
    await deliver(client(dying(dead), clock), clock, "left");
    await pass(20 * SECOND, idle);
    // Not from under a process that may be about to handle it.
    expect(idle.handled).toEqual([]);
    await pass(100 * SECOND, idle);
    expect(idle.handled).toEqual(["wamid.left"]);
  });

  it.skipIf(skipped)("a retry that falls due after its process died is made", async () => {
    const idle = await idleProcess();
    const attempts: number[] = [];
    idle.waypost.onError(({ attempt }) => void attempts.push(attempt));
    idle.waypost.on("message", ({ message }) => void idle.handled.push(message.id));
    const dead = shared.open();
    const dies = client(dead, clock);
    dies.on("message", () => {
      throw new Error("not yet");
    });
    await deliver(dies, clock, "retried");
    await dies.webhooks.idle();
    await dies.close();
    await dead.close();
    await pass(2 * MINUTE, idle);
    expect([attempts, idle.handled]).toEqual([[], ["wamid.retried"]]);
  });

  it.skipIf(skipped)("who registered nothing for webhooks leaves the events to others", async () => {
    const idle = await idleProcess();
    const dead = shared.open();
    closing.push(() => dead.close());
    await deliver(client(dying(dead), clock), clock, "left");
    await pass(3 * MINUTE, idle);
    expect(idle.looks).toEqual([]);
    expect((await dead.inbox.ready(clock.now(), 9)).length).toBe(1);
    idle.waypost.webhooks.node();
    await dead.close();
    await pass(2 * MINUTE, idle);
    expect(idle.looks.length).toBeGreaterThan(0);
  });

  it.skipIf(skipped)(
    "the look costs one question a minute, counts as no sleeper, and ends with the client",
    async () => {
      const idle = await idleProcess();
      idle.waypost.on("message", () => undefined);
      expect(clock.sleeping).toBe(0);
      await pass(10 * MINUTE, idle);
      expect(idle.looks.length).toBeGreaterThanOrEqual(10);
      expect(idle.looks.length).toBeLessThanOrEqual(13);
      await idle.waypost.close();
      const before = idle.looks.length;
      await clock.advance(10 * MINUTE);
      expect(idle.looks.length).toBe(before);
    },
  );

  it.skipIf(skipped)(
    "the lane of a process that died goes with the person, and with the next pruning",
    async () => {
      const store = shared.open();
      closing.push(() => store.close());
      const of = (key: string, person: string) => ({
        key,
        lane: `person:${person}`,
        envelope: "{}",
        receivedAt: 1,
      });
      await store.inbox.put([of("a", "919812345678"), of("b", "919829012345")]);
      await store.inbox.ready(100, 9);
      await shared.endLeases();
      await client(store, clock).consent.erase("+919812345678");
      expect(await shared.lanes()).toEqual(["person:919829012345"]);
      await store.inbox.prune(0, 0);
      expect(await shared.lanes()).toEqual([]);
    },
  );

  it.skipIf(skipped)("what a living process is still handling is no other's", async () => {
    const idle = await idleProcess();
    idle.waypost.on("message", ({ message }) => void idle.handled.push(message.id));
    const busy = shared.open();
    const slow = client(busy, clock);
    let end = (): void => undefined;
    let begun = 0;
    slow.on("message", () => {
      begun++;
      return new Promise<void>((resolve) => (end = resolve));
    });
    await deliver(slow, clock, "slow");
    while (begun === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await pass(3 * MINUTE, idle);
    expect([idle.handled, begun]).toEqual([[], 1]);
    end();
    await slow.webhooks.idle();
    await pass(3 * MINUTE, idle);
    expect([idle.handled, begun]).toEqual([[], 1]);
    await slow.close();
    await busy.close();
  });
});
