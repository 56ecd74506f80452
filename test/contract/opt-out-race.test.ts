/**
 * Property P1 under concurrency: once an opt-out is committed, no send whose wire check comes after it puts a byte on the
 * wire. Thousands of seeded interleavings: on SQLite over two connections and in two processes, on PostgreSQL in two
 * processes (WAYPOST_RACE_PEOPLE: how many). What is nearer to PostgreSQL's locks: postgres-processes.test.ts.
 */
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Store, type Transport, Waypost, WaypostError } from "waypost";
import { sqliteStore } from "waypost/sqlite";
import { seededRandom } from "../../src/core/index.js";
import { orderShipped, somebody } from "../scenario/setup.js";
import { dropSchema, freshSchema, POSTGRES_URL, postgresMissing } from "../support/postgres.js";
import { openStore } from "./fixtures/open-store.js";

const SEEDS = Number(process.env.WAYPOST_RACE_SEEDS ?? 20);
const POSTGRES_PEOPLE = Number(process.env.WAYPOST_RACE_PEOPLE ?? 150);
const missing = await postgresMissing();
const PEOPLE = 50;

/** A wire that answers at once, and notes to whom and when a byte left. */
function wire(onByte: (digits: string) => void): Transport {
  let count = 0;
  return {
    request: async ({ method, url, body }) => {
      const answer = (value: unknown) => ({ status: 200, headers: {}, body: JSON.stringify(value) });
      if (method === "GET") {
        // Two thousand people in a few seconds are for a portfolio without a limit (G10).
        if (url.includes("messaging_limit"))
          return answer({ id: "1", whatsapp_business_manager_messaging_limit: "TIER_UNLIMITED" });
        return answer({
          data: [
            {
              id: "1",
              name: orderShipped.name,
              language: "en",
              status: "APPROVED",
              category: "UTILITY",
              parameter_format: "NAMED",
              components: [{ type: "BODY", text: orderShipped.body }],
            },
          ],
        });
      }
      const { to } = JSON.parse(typeof body === "string" ? body : "{}") as { to: string };
      onByte(to.replace(/\D/g, ""));
      return answer({ messaging_product: "whatsapp", messages: [{ id: `wamid.${String(++count)}` }] });
    },
    close: async () => undefined,
  };
}

/** Notes when each wire check begins, and lets a seeded number of turns pass before the steps of a send. */
function watched(store: Store, onCheck: (digits: string) => void, pause: () => Promise<void>): Store {
  const people = new Map<string, string>();
  return {
    ...store,
    consent: {
      ...store.consent,
      view: async (person, namespace) => {
        await pause();
        return store.consent.view(person, namespace);
      },
    },
    ledger: {
      ...store.ledger,
      claim: async (intent, options) => {
        people.set(intent.id, intent.person);
        await pause();
        return store.ledger.claim(intent, options);
      },
      dispatch: async (update) => {
        await pause();
        onCheck(people.get(update.sendId) ?? "");
        return store.ledger.dispatch(update);
      },
    },
  };
}

const client = (store: Store, transport: Transport): Waypost =>
  new Waypost({
    accessToken: "token",
    phoneNumberId: "1",
    businessAccountId: "2",
    appSecret: "secret",
    verifyToken: "verify",
    business: { name: "Asha Stores", escalation: { kind: "phone", value: "+91 141 555 0100" } },
    store,
    transport,
    messagesPerSecond: 1_000,
  });

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "waypost-race-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

interface Books {
  readonly committed: Map<string, bigint>;
  readonly checked: Map<string, bigint>;
  readonly wired: Map<string, bigint>;
}

/** Sends to the wire whose last check began after the opt-out had been committed. */
const violations = ({ committed, checked, wired }: Books): string[] =>
  [...wired.keys()].filter((user) => {
    const end = committed.get(user);
    const check = checked.get(user);
    return end !== undefined && check !== undefined && end < check;
  });

const emptyBooks = (): Books => ({ committed: new Map(), checked: new Map(), wired: new Map() });
const numberOf = (seed: number, n: number): string => somebody(seed * 1_000 + n);

async function optInAll(waypost: Waypost, users: readonly string[]): Promise<void> {
  const evidence = { disclosureText: "Your orders", language: "en", pageUrl: "https://asha.example" };
  await Promise.all(
    users.map((user) => waypost.consent.grant({ user, scopes: ["utility"], method: "web_form", evidence })),
  );
}

/**
 * Sends and tells whether it went out; a refusal is what the rules are for. Order updates: marketing rests at night, and one
 * content may not reach two thousand people (G4); both race with opt-outs in the same way.
 */
async function sendUpdate(waypost: Waypost, user: string): Promise<boolean> {
  try {
    const order = `A-${user.slice(3)}`;
    const { duplicate } = await waypost.messages.sendTemplate({
      to: user,
      from: String(100 + (Number(user.slice(-3)) % 50)),
      template: orderShipped,
      params: { name: "Ravi", order },
      cause: { kind: "order", ref: order, at: Date.now() },
    });
    return !duplicate;
  } catch (error) {
    if (!WaypostError.is(error)) throw error;
    return false;
  }
}

describe("an opt-out against a send that is on its way", () => {
  it(`two connections, ${String(SEEDS * PEOPLE)} seeded interleavings`, async () => {
    let sent = 0;
    let stopped = 0;
    for (let seed = 1; seed <= SEEDS; seed++) {
      const random = seededRandom(seed);
      const books = emptyBooks();
      const now = () => process.hrtime.bigint();
      const pause = async (): Promise<void> => {
        for (let turns = Math.floor(random() * 4); turns > 0; turns--)
          await new Promise((resolve) => setImmediate(resolve));
      };
      const path = join(folder, `race-${String(seed)}.db`);
      const [here, there] = [sqliteStore({ path }), sqliteStore({ path })];
      const transport = wire((digits) => books.wired.set(digits, now()));
      const sender = client(
        watched(here, (digits) => books.checked.set(digits, now()), pause),
        transport,
      );
      const other = client(there, transport);
      const users = Array.from({ length: PEOPLE }, (_, n) => numberOf(seed, n));
      await optInAll(other, users);
      const results = await Promise.all(
        users.flatMap((user) => [
          sendUpdate(sender, user),
          (async () => {
            for (let turns = Math.floor(random() * 24); turns > 0; turns--)
              await new Promise((resolve) => setImmediate(resolve));
            await other.consent.withdraw({ user });
            books.committed.set(user.slice(1), now());
            return undefined;
          })(),
        ]),
      );
      expect({ seed, violations: violations(books) }).toEqual({ seed, violations: [] });
      sent += results.filter((one) => one === true).length;
      stopped += results.filter((one) => one === false).length;
      for (const user of users) expect(await sendUpdate(sender, user)).toBe(false);
      await sender.close();
      await other.close();
      await here.close();
      await there.close();
    }
    // Both ends of the race were run, or it proved nothing.
    expect(Math.min(sent, stopped)).toBeGreaterThan((SEEDS * PEOPLE) / 20);
  });

  /** The whole client in this process, opt-outs in another one. */
  async function raceOfTwoProcesses(address: string, people: number): Promise<void> {
    const books = emptyBooks();
    const random = seededRandom(3);
    // The other process needs real time to get between two steps: turns alone pass too fast.
    const pause = () => new Promise<void>((resolve) => setTimeout(resolve, Math.floor(random() * 4)));
    const store = openStore(address);
    const sender = client(
      watched(store, (digits) => books.checked.set(digits, process.hrtime.bigint()), pause),
      wire((digits) => books.wired.set(digits, process.hrtime.bigint())),
    );
    const users = Array.from({ length: people }, (_, n) => numberOf(0, n));
    await optInAll(sender, users);
    const fixture = fileURLToPath(new URL("fixtures/withdraw-each.ts", import.meta.url));
    const child = spawn(process.execPath, ["--import", "tsx", fixture, address, "7"], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    const told = new Map<string, () => void>();
    let ready: () => void = () => undefined;
    const started = new Promise<void>((resolve) => (ready = resolve));
    createInterface({ input: child.stdout }).on("line", (line) => {
      if (line === "ready") {
        ready();
        return;
      }
      const [user = "", at = "0"] = line.split(" ");
      books.committed.set(user.slice(1), BigInt(at));
      told.get(user)?.();
    });
    await started;
    let sent = 0;
    for (let from = 0; from < users.length; from += 20) {
      const some = users.slice(from, from + 20);
      const results = await Promise.all(
        some.map(async (user) => {
          const stored = new Promise<void>((resolve) => told.set(user, resolve));
          child.stdin.write(`${user}\n`);
          for (let turns = Math.floor(random() * 40); turns > 0; turns--)
            await new Promise((resolve) => setImmediate(resolve));
          const result = await sendUpdate(sender, user);
          await stored;
          return result;
        }),
      );
      sent += results.filter(Boolean).length;
    }
    child.stdin.end();
    await new Promise((resolve) => child.once("close", resolve));
    expect(violations(books)).toEqual([]);
    expect(books.committed.size).toBe(users.length);
    expect(Math.min(sent, users.length - sent)).toBeGreaterThan(people / 40);
    await sender.close();
    await store.close();
  }

  it("two processes on SQLite, 2,000 interleavings", () =>
    raceOfTwoProcesses(join(folder, "race.db"), 2_000));

  it.skipIf(missing !== undefined)(
    `two processes on PostgreSQL, ${String(POSTGRES_PEOPLE)} interleavings`,
    async () => {
      const schema = freshSchema();
      try {
        await raceOfTwoProcesses(`${POSTGRES_URL}#${schema}`, POSTGRES_PEOPLE);
      } finally {
        await dropSchema(schema);
      }
    },
  );

  it("the books are not blind: a send that was checked after the opt-out shows", () => {
    const books = emptyBooks();
    books.committed.set("1", 5n);
    books.checked.set("1", 6n);
    books.wired.set("1", 7n);
    expect(violations(books)).toEqual(["1"]);
  });
});
