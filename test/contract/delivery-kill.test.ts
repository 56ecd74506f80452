/**
 * Kill -9 at random points of four workers on PostgreSQL, Redis and BullMQ. Afterwards every send is settled, none went
 * out twice, no opt-out is lost, and no second had more than the number may. `WAYPOST_KILLS=100` for the full size,
 * `WAYPOST_SEED=n` for the moments of another run.
 */
import { type ChildProcess, fork } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { Queue } from "bullmq";
import { describe, expect, it, onTestFinished } from "vitest";
import { Waypost } from "waypost";
import { createOutbox, createWebhookQueue } from "waypost/bullmq";
import { createSimulator, type Simulator } from "waypost/simulator";
import { seededRandom, systemClock } from "../../src/core/index.js";
import { BUSINESS, orderShipped, SEEN, somebody } from "../scenario/setup.js";
import { dropSchema, freshSchema, POSTGRES_URL, postgresMissing, sql } from "../support/postgres.js";
import { ownPrefix, REDIS_URL, redisIsThere } from "../support/redis.js";
import { mostInAnySecond } from "../support/sliding-second.js";
import { openStore } from "./fixtures/open-store.js";
import { startWorker, type WorkerPlan } from "./fixtures/delivery-worker.js";

const KILLS = Number(process.env.WAYPOST_KILLS ?? 6);
const SEED = Number(process.env.WAYPOST_SEED ?? 20_261_125);
const WORKERS = 4;
const PER_SECOND = 40;
/** Orders that wait at most: enough that the limit is always what holds them. */
const BACKLOG = 60;
const MINUTE = 60_000;
const missing = await postgresMissing();
const there = await redisIsThere();
const fixture = fileURLToPath(new URL("fixtures/delivery-worker.ts", import.meta.url));

/** The machine's clock, as it will be later: leases of dead workers are over, doubts old enough. */
const later = (ms: number) => ({ ...systemClock, now: () => systemClock.now() + ms });

describe.skipIf(missing !== undefined || !there)("four workers", () => {
  it(
    `killed ${String(KILLS)} times (seed ${String(SEED)})`,
    async () => {
      const world = await openWorld();
      onTestFinished(world.close);
      const feed = feeder(world);
      await killWorkers(world, feed);
      feed.stop();
      const { orders, stopped, withdrawn, late } = await feed.ended;
      await finish(world);

      const states = await sql(
        `SELECT state, count(*)::int AS n FROM "${world.schema}".waypost_send GROUP BY state`,
      );
      const of = (state: string): number => Number(states.find((row) => row.state === state)?.n ?? 0);
      const { sim, waypost } = world;
      // Every send is settled.
      expect(["claimed", "dispatching", "in_doubt"].map(of)).toEqual([0, 0, 0]);
      // None twice, and the ledger knows exactly what Meta has.
      const reached = sim.sent.map(({ payload }) => orderOf(payload)).filter((order) => order !== undefined);
      expect(sim.duplicates()).toEqual([]);
      expect(new Set(reached).size).toBe(reached.length);
      const accepted = await sql(
        `SELECT message_id FROM "${world.schema}".waypost_send WHERE state = 'accepted'`,
      );
      expect(accepted.map((row) => String(row.message_id)).sort()).toEqual(
        sim.sent.map(({ id }) => id).sort(),
      );
      // Each order arrived once, or its doubt is reported.
      const at = new Set(reached);
      const absent = orders.filter((order) => !at.has(order));
      const doubtful = await sql(
        `SELECT cause_ref FROM "${world.schema}".waypost_send WHERE state = 'failed' AND failure::text LIKE '%DOUBT_EXPIRED%'`,
      );
      const reported = new Set(doubtful.map((row) => String(row.cause_ref)));
      expect(absent.filter((order) => !reported.has(order))).toEqual([]);
      // No consent is lost, and what came after it did not go out.
      for (const user of withdrawn)
        expect((await waypost.consent.get(user)).state("utility").state).toBe("withdrawn");
      for (const user of stopped)
        expect((await waypost.consent.get(user)).state("marketing").state).toBe("withdrawn");
      expect(late.filter((order) => at.has(order))).toEqual([]);
      expect(await waypost.consent.verify()).toMatchObject({ intact: true });
      // Limits held, all workers and their successors together.
      const wire = (await readFile(world.plan.wireLog, "utf8")).trim().split("\n");
      const most = mostInAnySecond(wire.map((line) => Number(line.split(" ")[0])));
      expect(most).toBeLessThanOrEqual(PER_SECOND);
      const figures = {
        kills: KILLS,
        seed: SEED,
        orders: orders.length,
        accepted: of("accepted"),
        doubtsGivenUp: reported.size,
        refused: of("refused"),
        failed: of("failed"),
        withdrawn: withdrawn.length,
        stopped: stopped.length,
        leftForMeta: wire.length,
        mostInAnySecond: most,
      };
      process.stderr.write(`${JSON.stringify(figures)}\n`);
      expect(withdrawn.length + stopped.length).toBeGreaterThan(0);
    },
    KILLS * 20_000 + 120_000,
  );
});

interface KillWorld {
  readonly sim: Simulator;
  readonly schema: string;
  readonly plan: WorkerPlan;
  /** Enqueues and asks; sends nothing. */
  readonly waypost: Waypost;
  readonly outboxes: readonly ReturnType<typeof createOutbox>[];
  close(): Promise<void>;
}

async function openWorld(): Promise<KillWorld> {
  const schema = freshSchema();
  const folder = await mkdtemp(join(tmpdir(), "waypost-kills-"));
  const wireLog = join(folder, "wire.log");
  await writeFile(wireLog, "");
  const { prefix, clean } = ownPrefix();
  const sim = createSimulator({
    startAt: Date.now(),
    phoneNumbers: [{ id: "1001", displayPhoneNumber: "+91 141 555 0100", throughput: 1_000_000 }],
  });
  sim.templates.add(orderShipped);
  const server = await sim.listen();
  const connection = { url: REDIS_URL };
  const front = createWebhookQueue({ ...sim.credentials, connection, prefix });
  await sim.deliverTo({ fetch: front.fetch });
  const stopClock = sim.followWallClock();
  const { accessToken, phoneNumberId, businessAccountId, appSecret, verifyToken } = sim.credentials;
  const plan: WorkerPlan = {
    store: `${POSTGRES_URL}#${schema}`,
    redis: REDIS_URL,
    prefix,
    baseUrl: server.url,
    wireLog,
    messagesPerSecond: PER_SECOND,
    stalledAfterMs: 2_000,
    credentials: { accessToken, phoneNumberId, businessAccountId, appSecret, verifyToken },
  };
  const store = openStore(plan.store);
  const waypost = new Waypost({ ...plan.credentials, business: BUSINESS, store, baseUrl: server.url });
  await waypost.templates.sync();
  const outboxes = ["orders", "again"].map((name) =>
    createOutbox({ waypost, connection, prefix, name, templates: [orderShipped] }),
  );
  return {
    sim,
    schema,
    plan,
    waypost,
    outboxes,
    close: async () => {
      stopClock();
      await Promise.all([front.close(), ...outboxes.map((outbox) => outbox.close())]);
      await waypost.close();
      await store.close();
      await server.close();
      await clean();
      await dropSchema(schema);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Orders to ever new people, each in both queues; every tenth person opts out, and then there is one more order. */
function feeder({ sim, waypost, outboxes }: KillWorld) {
  const orders: string[] = [];
  const late: string[] = [];
  const stopped: string[] = [];
  const withdrawn: string[] = [];
  const asked = new Set<string>();
  let running = true;
  const enqueue = async (to: string, order: string): Promise<void> => {
    const cause = { kind: "order", ref: order, at: Date.now() - 1_000, basis: "contract" } as const;
    const send = { to, template: orderShipped, params: { name: "Ravi", order }, cause };
    await Promise.all(outboxes.map((outbox) => outbox.enqueue(send)));
  };
  const optOut = async (n: number): Promise<void> => {
    const user = somebody(n);
    await waypost.consent.grant({
      user,
      scopes: ["utility", "marketing"],
      method: "web_form",
      evidence: SEEN,
      // The simulator's clock follows the machine's some way behind.
      occurredAt: new Date(Date.now() - 60 * MINUTE),
    });
    if (n % 20 === 0) {
      asked.add(user);
      return;
    }
    await sim.user(user).sendText("STOP");
    stopped.push(user);
  };
  const run = async (): Promise<void> => {
    for (let n = 1; running || n < 40; n++) {
      while (running && orders.length - sim.sent.length > BACKLOG) await setTimeout(25);
      if (n % 10 === 0) await optOut(n);
      else {
        await enqueue(somebody(n), `A-${String(n)}`);
        orders.push(`A-${String(n)}`);
      }
      await setTimeout(10);
    }
  };
  return {
    ended: run().then(() => ({ orders, stopped, withdrawn, late })),
    stop: () => (running = false),
    /** Lets a worker store the withdrawals that wait for one. */
    adopt: (child: ChildProcess): void => {
      child.on("message", (user) => {
        if (!asked.delete(String(user))) return;
        withdrawn.push(String(user));
        const order = `late-${String(user).slice(-4)}`;
        late.push(order);
        enqueue(String(user), order).catch(() => late.pop());
      });
      for (const user of asked) child.send(user);
    },
  };
}

async function killWorkers({ plan, sim }: KillWorld, feed: ReturnType<typeof feeder>): Promise<void> {
  const random = seededRandom(SEED);
  let begun = 0;
  /** Until some more sends went out, on a fast machine as on a slow one, and then a moment. */
  const someWork = async (): Promise<void> => {
    const goal = sim.sent.length + random() * 12;
    for (let tries = 0; sim.sent.length < goal && tries < 1_000; tries++) await setTimeout(5);
    await setTimeout(random() * 50);
  };
  const slot = async (): Promise<void> => {
    while (begun < KILLS) {
      begun++;
      const child = fork(fixture, [JSON.stringify(plan)], { execArgv: ["--import", "tsx"] });
      const gone = new Promise<"gone">((resolve) => child.once("exit", () => resolve("gone")));
      const ready = new Promise<"ready">((resolve) => child.once("message", () => resolve("ready")));
      // One in eight dies while it starts, migrates or connects.
      if (random() < 1 / 8) await setTimeout(random() * 2_000);
      else if ((await Promise.race([ready, gone])) === "ready") {
        feed.adopt(child);
        await someWork();
      }
      child.kill("SIGKILL");
      await gone;
    }
  };
  await Promise.all(Array.from({ length: WORKERS }, slot));
}

/** What a restart does: one worker takes up all that was left, statuses come in, doubts are given up. */
async function finish({ sim, plan, schema }: KillWorld): Promise<void> {
  // The dead are dead: nobody needs to wait for their leases.
  const freeLanes = () =>
    sql(`UPDATE "${schema}".waypost_inbox_lane SET until = now() - interval '1 second'`);
  const queues = ["orders", "again", "waypost-webhooks"].map(
    (name) => new Queue(name, { connection: { url: plan.redis }, prefix: plan.prefix }),
  );
  await freeLanes();
  const worker = await startWorker(plan, later(3 * MINUTE));
  const left = async (): Promise<number> => {
    for (const queue of queues)
      for (const job of await queue.getDelayed()) await job.promote().catch(() => undefined);
    const counts = await Promise.all(
      queues.map((queue) => queue.getJobCountByTypes("waiting", "active", "delayed", "prioritized")),
    );
    return counts.reduce((sum, count) => sum + count, 0);
  };
  const told = (): boolean => sim.sent.every(({ status }) => status === "delivered" || status === "failed");
  const unread = async (): Promise<number> => {
    await worker.waypost.start();
    const [row] = await sql(
      `SELECT count(*)::int AS n FROM "${schema}".waypost_inbox WHERE state = 'pending'`,
    );
    return Number(row?.n);
  };
  while ((await left()) > 0 || !told() || (await unread()) > 0) await setTimeout(200);
  await worker.close();
  for (const queue of queues) await queue.close();

  const store = openStore(plan.store);
  // Doubts and claims of the dead are old enough.
  const clock = later(7 * 60 * MINUTE);
  const settler = new Waypost({
    ...plan.credentials,
    business: BUSINESS,
    store,
    baseUrl: plan.baseUrl,
    clock,
    inDoubt: { then: "fail", afterMs: 10 * MINUTE },
  });
  await settler.start();
  while ((await store.ledger.unsettled({ before: Number.MAX_SAFE_INTEGER, limit: 1 })).length > 0)
    await setTimeout(50);
  await settler.close();
  await store.close();
}

/** The order that a template message names; undefined for answers to opt-outs. */
function orderOf(payload: unknown): string | undefined {
  return /"text":"((?:A|late)-\d+)"/.exec(JSON.stringify(payload))?.[1];
}
