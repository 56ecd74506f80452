import { fork, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { postgresStore } from "waypost/postgres";
import { createSimulator } from "waypost/simulator";
import type { ConsentEvent } from "../../src/consent/index.js";
import { foldConsent, verifyChain } from "../../src/consent/index.js";
import { seededRandom } from "../../src/core/index.js";
import { chainOf } from "../../src/testing/chain-contract.js";
import { orderShipped } from "../scenario/setup.js";
import { dropSchema, freshSchema, POSTGRES_URL, postgresMissing, sql } from "../support/postgres.js";
import { together } from "../support/together.js";

const missing = await postgresMissing();
const fixture = (name: string): string => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));
const TSX = ["--import", "tsx"];

describe.skipIf(missing !== undefined)("several processes on one PostgreSQL", () => {
  let schema: string;
  let address: string;
  beforeEach(() => {
    schema = freshSchema();
    address = `${POSTGRES_URL}#${schema}`;
  });
  afterEach(() => dropSchema(schema));

  it("four processes with the same keys: one HTTP request each (vector 14)", async () => {
    const count = 60;
    const sim = createSimulator();
    sim.templates.add(orderShipped);
    const server = await sim.listen();
    const { accessToken, phoneNumberId, businessAccountId } = sim.credentials;
    const args = [accessToken, phoneNumberId, businessAccountId, String(Date.now()), String(count)];
    const command = [fixture("send-once.ts"), address, server.url, ...args];
    const outputs = await together(Array.from({ length: 4 }, () => command));
    await server.close();
    const results = outputs.map(({ output }) => JSON.parse(output) as string[]);
    expect(results.flat().filter((line) => line.startsWith("failed"))).toEqual([]);
    expect(results.flat().filter((line) => line.startsWith("sent")).length).toBe(count);
    for (let index = 0; index < count; index++)
      expect(new Set(results.map((lines) => lines[index]?.split(" ")[1])).size).toBe(1);
    expect(sim.requests.filter(({ method }) => method === "POST").length).toBe(count);
  });

  it("eight processes that start at once migrate once", async () => {
    const command = [fixture("open-and-close.ts"), address];
    const ended = await together(Array.from({ length: 8 }, () => command));
    expect(ended).toEqual(ended.map(() => ({ code: 0, output: "opened\n" })));
    expect((await sql(`SELECT version FROM "${schema}".waypost_schema_version`)).length).toBe(1);
  });

  it("an older Waypost does not touch the schema of a newer one", async () => {
    const store = postgresStore({ url: POSTGRES_URL, schema });
    await store.init();
    await store.close();
    await sql(`UPDATE "${schema}".waypost_schema_version SET version = 999`);
    const again = postgresStore({ url: POSTGRES_URL, schema });
    await expect(again.init()).rejects.toMatchObject({ code: "STORE_SCHEMA_NEWER" });
    await expect(again.ledger.get("s1")).rejects.toMatchObject({ code: "STORE_SCHEMA_NEWER" });
    await again.close();
  });

  it("an opt-out of one process and sends of another: what was withdrawn before the wire check is never sent", async () => {
    const ROUNDS = 20;
    const PERSONS = 150;
    const random = seededRandom(20_261_123);
    const store = postgresStore({ url: POSTGRES_URL, schema, connections: 6 });
    await store.init();
    const child = fork(fixture("withdraw-on-request.ts"), [address], { execArgv: TSX });
    const heard = <T>(): Promise<T> =>
      new Promise((resolve) =>
        child.once("message", (message) => {
          resolve(message as T);
        }),
      );
    await heard();
    const outcomes = { dispatched: 0, consent_changed: 0, lost: 0 };
    const wrong: string[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const persons = Array.from({ length: PERSONS }, (_, index) => `${String(round)}-${String(index)}`);
      await Promise.all(persons.map((person) => optedInAndClaimed(store, person)));
      // The wait of either side is drawn, so that each of the orders comes up.
      const acknowledged = heard<readonly (readonly [string, string])[]>();
      child.send(persons.map((person) => ({ person, waitMicroseconds: Math.floor(random() * 30_000) })));
      const asked = new Map<string, bigint>();
      const results = await Promise.all(
        persons.map(async (person) => {
          const until = process.hrtime.bigint() + BigInt(Math.floor(random() * 30_000)) * 1_000n;
          while (process.hrtime.bigint() < until) await new Promise((resolve) => setImmediate(resolve));
          asked.set(person, process.hrtime.bigint());
          return store.ledger.dispatch({
            sendId: `send ${person}`,
            consentRevision: 1,
            decision: { action: "allow", rule: "row-9", facts: {}, warnings: [] },
            at: 2,
          });
        }),
      );
      const withdrawn = new Map(await acknowledged);
      for (const [index, person] of persons.entries()) {
        const outcome = results[index] ?? "lost";
        outcomes[outcome]++;
        const before = BigInt(withdrawn.get(person) ?? 0) < (asked.get(person) ?? 0n);
        if (before && outcome !== "consent_changed") wrong.push(person);
      }
    }
    child.send("end");
    await store.close();
    expect(wrong).toEqual([]);
    expect(outcomes.lost).toBe(0);
    expect(outcomes.dispatched + outcomes.consent_changed).toBe(ROUNDS * PERSONS);
    expect(Math.min(outcomes.dispatched, outcomes.consent_changed)).toBeGreaterThan(200);
  });

  it("kill -9 while two processes write consent: no acknowledged event is missing, chain and views are whole", async () => {
    const acknowledged: string[] = [];
    for (let round = 0; round < 4; round++) {
      const outputs = await Promise.all([killed(round, "a"), killed(round, "b")]);
      // A line may be cut off by the kill: it was acknowledged only when it is whole.
      for (const output of outputs)
        acknowledged.push(...output.slice(0, output.lastIndexOf("\n")).split("\n"));
    }
    const events = (await sql(`SELECT id, person, event FROM "${schema}".waypost_consent_event`)).map(
      (row) => ({
        id: String(row.id),
        person: String(row.person),
        event: JSON.parse(String(row.event)) as ConsentEvent,
      }),
    );
    const stored = new Set(events.map(({ id }) => id));
    expect(acknowledged.length).toBeGreaterThan(100);
    expect(acknowledged.filter((id) => !stored.has(id))).toEqual([]);
    const store = postgresStore({ url: POSTGRES_URL, schema });
    expect(await verifyChain(chainOf(store.consent))).toMatchObject({ intact: true, entries: events.length });
    await store.close();
    const views = await sql(`SELECT person, revision, view FROM "${schema}".waypost_consent_view`);
    for (const { person, revision, view } of views) {
      const own = events.filter((event) => event.person === person).map(({ event }) => event);
      expect(Number(revision)).toBe(own.length);
      expect(JSON.parse(String(view))).toEqual(
        JSON.parse(JSON.stringify(foldConsent(own, String(person), "brand"))),
      );
    }
  });

  async function killed(round: number, name: string): Promise<string> {
    const child = spawn(
      process.execPath,
      [...TSX, fixture("append-consent.ts"), address, `${name}${String(round)}`],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    let output = "";
    await new Promise<void>((resolve) => {
      child.stdout.on("data", (chunk: Buffer) => {
        output += chunk.toString();
        if (output.length > 300 + round * 500) child.kill("SIGKILL");
      });
      child.once("close", () => {
        resolve();
      });
    });
    return output;
  }
});

async function optedInAndClaimed(store: ReturnType<typeof postgresStore>, person: string): Promise<void> {
  const at = "2026-01-01T00:00:00.000Z";
  await store.consent.append({
    id: `grant ${person}`,
    subject: person,
    namespace: "brand",
    action: "grant",
    scopes: ["marketing"],
    occurredAt: at,
    recordedAt: at,
    actor: { kind: "user" },
    method: "web_form",
    basis: "consent",
  });
  await store.ledger.claim(
    {
      id: `send ${person}`,
      idempotencyKey: `key ${person}`,
      phoneNumberId: "1",
      namespace: "brand",
      person,
      kind: "template",
      createdAt: 1,
    },
    { staleBefore: 0 },
  );
}
