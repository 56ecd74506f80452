/**
 * Property P1 under concurrency: once an opt-out is committed, no marketing whose wire check comes after it puts a byte on
 * the wire. Seeded interleavings on SQLite over two connections (WAYPOST_RACE_SEEDS: fifty each), and in two processes on
 * SQLite and on PostgreSQL (WAYPOST_RACE_PEOPLE: how many). What is nearer to PostgreSQL's locks: postgres-processes.test.ts.
 *
 * The guards stay as they are: the clock runs by day, and goes on between a few people and the next few as if a shop's
 * week went by.
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
import { type Clock, DAY, HOUR, MINUTE, seededRandom, systemClock } from "../../src/core/index.js";
import { newArrival, SEEN, somebody } from "../scenario/setup.js";
import { dropSchema, freshSchema, POSTGRES_URL, postgresMissing } from "../support/postgres.js";
import { openStore } from "./fixtures/open-store.js";

const SEEDS = Number(process.env.WAYPOST_RACE_SEEDS ?? 12);
const people = (unlessTold: number): number => Number(process.env.WAYPOST_RACE_PEOPLE ?? unlessTold);
const missing = await postgresMissing();
const PEOPLE = 50;

/** As many opt-ins as one actor may store in a minute (G16), and races run at once. */
const GROUP = 20;
/** Tuesday, 11:00 in India: marketing rests at night and on Sundays (G22). */
const MORNING = Date.UTC(2026, 5, 2, 5, 30);

/** The machine's clock, set to a day of its own and put forward when told. */
interface DayClock extends Clock {
  /** Milliseconds ahead of the machine's. */
  readonly ahead: () => number;
  /** Five minutes on, or the next morning: the same content may reach 50 people in ten minutes, and 250 in a day (G4). */
  nextGroup(): void;
  skip(ms: number): void;
}

function dayClock(): DayClock {
  let ahead = MORNING - systemClock.now();
  let groups = 0;
  const now = (): number => systemClock.now() + ahead;
  return {
    ...systemClock,
    now,
    ahead: () => ahead,
    skip: (ms) => {
      ahead += ms;
    },
    nextGroup: () => {
      groups++;
      if (groups % 12 !== 0) ahead += 5 * MINUTE;
      else {
        const days = Math.floor((now() - MORNING) / DAY) + 1;
        const sunday = new Date(MORNING + days * DAY).getUTCDay() === 0;
        ahead = MORNING + (days + Number(sunday)) * DAY + HOUR - systemClock.now();
      }
    },
  };
}

/** A wire that answers at once, and notes to whom and when a byte left. */
function wire(onByte: (digits: string) => void): Transport {
  let count = 0;
  return {
    request: async ({ method, url, body }) => {
      const answer = (value: unknown) => ({ status: 200, headers: {}, body: JSON.stringify(value) });
      if (method === "GET") {
        // A number that everybody knows: a new one would begin with a few people a day (G9, G10).
        if (url.includes("messaging_limit"))
          return answer({ id: "1", whatsapp_business_manager_messaging_limit: "TIER_UNLIMITED" });
        return answer({
          data: [
            {
              id: "1",
              name: newArrival.name,
              language: "en",
              status: "APPROVED",
              category: "MARKETING",
              parameter_format: "NAMED",
              components: [
                { type: "BODY", text: newArrival.body },
                { type: "FOOTER", text: newArrival.footer },
              ],
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

const client = (store: Store, transport: Transport, clock: Clock): Waypost =>
  new Waypost({
    accessToken: "token",
    phoneNumberId: "1",
    businessAccountId: "2",
    appSecret: "secret",
    verifyToken: "verify",
    business: { name: "Asha Stores", escalation: { kind: "phone", value: "+91 141 555 0100" } },
    store,
    transport,
    clock,
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

/** Each person's opt-in to marketing: the reason of what is sent to them. */
async function optInAll(waypost: Waypost, users: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const optIns = users.map(async (user) => {
    const grant = { user, scopes: ["marketing"], method: "web_form", evidence: SEEN } as const;
    return [user, (await waypost.consent.grant(grant)).eventId] as const;
  });
  return new Map(await Promise.all(optIns));
}

type Outcome = "sent" | "sent before" | "stopped";

/** @throws when it was refused for another reason than the opt-out: then nothing would race. */
async function sendOffer(waypost: Waypost, user: string, ref = "", now: number): Promise<Outcome> {
  try {
    const { duplicate } = await waypost.messages.sendTemplate({
      to: user,
      from: String(100 + (Number(user.slice(-3)) % 50)),
      template: newArrival,
      params: { product: "indigo quilts" },
      cause: { kind: "subscription", ref, at: now },
    });
    return duplicate ? "sent before" : "sent";
  } catch (error) {
    if (WaypostError.is(error) && error.code === "OPTED_OUT") return "stopped";
    throw error;
  }
}

describe("an opt-out against a send that is on its way", () => {
  it(`two connections, ${String(SEEDS * PEOPLE)} seeded interleavings`, async () => {
    const outcomes: Outcome[] = [];
    for (let seed = 1; seed <= SEEDS; seed++) {
      const random = seededRandom(seed);
      const books = emptyBooks();
      const clock = dayClock();
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
        clock,
      );
      const other = client(there, transport, clock);
      const users = Array.from({ length: PEOPLE }, (_, n) => numberOf(seed, n));
      const refs = new Map<string, string>();
      for (let from = 0; from < PEOPLE; from += GROUP) {
        for (const [user, ref] of await optInAll(other, users.slice(from, from + GROUP))) refs.set(user, ref);
        clock.skip(2 * MINUTE);
      }
      const results = await Promise.all(
        users.flatMap((user) => [
          sendOffer(sender, user, refs.get(user), clock.now()),
          (async () => {
            for (let turns = Math.floor(random() * 24); turns > 0; turns--)
              await new Promise((resolve) => setImmediate(resolve));
            await other.consent.withdraw({ user });
            books.committed.set(user.slice(1), now());
            return [];
          })(),
        ]),
      );
      outcomes.push(...results.flat());
      expect({ seed, violations: violations(books) }).toEqual({ seed, violations: [] });
      for (const user of users)
        expect(await sendOffer(sender, user, refs.get(user), clock.now())).not.toBe("sent");
      await sender.close();
      await other.close();
      await here.close();
      await there.close();
    }
    expectBothEnds(outcomes, SEEDS * PEOPLE);
  });

  /** Both ends of the race were run, or it proved nothing. */
  function expectBothEnds(outcomes: readonly Outcome[], races: number): void {
    const sent = outcomes.filter((outcome) => outcome === "sent").length;
    expect(outcomes.length).toBe(races);
    expect(Math.min(sent, races - sent)).toBeGreaterThan(races / 40);
  }

  /** The whole client in this process, opt-outs in another one. */
  async function raceOfTwoProcesses(address: string, races: number): Promise<void> {
    const books = emptyBooks();
    const random = seededRandom(3);
    const clock = dayClock();
    // The other process needs real time to get between two steps: turns alone pass too fast.
    const pause = () => new Promise<void>((resolve) => setTimeout(resolve, Math.floor(random() * 4)));
    const store = openStore(address);
    const sender = client(
      watched(store, (digits) => books.checked.set(digits, process.hrtime.bigint()), pause),
      wire((digits) => books.wired.set(digits, process.hrtime.bigint())),
      clock,
    );
    const users = Array.from({ length: races }, (_, n) => numberOf(0, n));
    await store.init();
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
    const outcomes: Outcome[] = [];
    for (let from = 0; from < users.length; from += GROUP) {
      const some = users.slice(from, from + GROUP);
      const refs = await optInAll(sender, some);
      const results = await Promise.all(
        some.map(async (user) => {
          const stored = new Promise<void>((resolve) => told.set(user, resolve));
          child.stdin.write(`${user} ${String(clock.ahead())}\n`);
          for (let turns = Math.floor(random() * 40); turns > 0; turns--)
            await new Promise((resolve) => setImmediate(resolve));
          const outcome = await sendOffer(sender, user, refs.get(user), clock.now());
          await stored;
          return outcome;
        }),
      );
      outcomes.push(...results);
      clock.nextGroup();
    }
    child.stdin.end();
    await new Promise((resolve) => child.once("close", resolve));
    expect(violations(books)).toEqual([]);
    expect(books.committed.size).toBe(races);
    expectBothEnds(outcomes, races);
    await sender.close();
    await store.close();
  }

  it(`two processes on SQLite, ${String(people(400))} interleavings`, () =>
    raceOfTwoProcesses(join(folder, "race.db"), people(400)));

  it.skipIf(missing !== undefined)(
    `two processes on PostgreSQL, ${String(people(160))} interleavings`,
    async () => {
      const schema = freshSchema();
      try {
        await raceOfTwoProcesses(`${POSTGRES_URL}#${schema}`, people(160));
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
