/**
 * The PostgreSQL store: `npx tsx test/bench/postgres.ts [--subjects 1000000] [--json]`. Needs WAYPOST_TEST_POSTGRES_URL or
 * a server on this machine. Never an assertion: machines differ.
 */
import { fork } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { defineTemplate, type Store, Waypost } from "waypost";
import { postgresStore } from "waypost/postgres";
import { foldConsent } from "../../src/consent/index.js";
import { dropSchema, freshSchema, POSTGRES_URL, sql } from "../support/postgres.js";

const IN_FLIGHT = 64;
const results: Record<string, number> = {};
const root = fileURLToPath(new URL("../..", import.meta.url));
const flag = process.argv.indexOf("--subjects");
const subjects = flag < 0 ? 1_000_000 : Number(process.argv[flag + 1]);

async function rate(count: number, job: (index: number) => Promise<unknown>): Promise<number> {
  let next = 0;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: IN_FLIGHT }, async () => {
      for (let index = next++; index < count; index = next++) await job(index);
    }),
  );
  return Math.round(count / ((performance.now() - started) / 1_000));
}

/** Times of jobs that run one after the other, in milliseconds. */
async function times(count: number, job: () => Promise<unknown>): Promise<{ p50: number; p99: number }> {
  const all: number[] = [];
  for (let index = 0; index < count; index++) {
    const started = performance.now();
    await job();
    all.push(performance.now() - started);
  }
  all.sort((a, b) => a - b);
  const at = (share: number): number =>
    Math.round((all[Math.floor(all.length * share)] ?? 0) * 1_000) / 1_000;
  return { p50: at(0.5), p99: at(0.99) };
}

const aPerson = (n: number): string => `9198${String(10_000_000 + n)}`;
const grant = (n: number) =>
  ({
    id: `grant-${String(n)}`,
    subject: aPerson(n),
    namespace: "default",
    action: "grant",
    scopes: ["utility", "marketing"],
    occurredAt: "2026-01-01T00:00:00.000Z",
    recordedAt: "2026-01-01T00:00:00.000Z",
    actor: { kind: "user" },
    method: "web_form",
    basis: "consent",
  }) as const;

/** Fills the tables by SQL: the rows that as many grants would have left. */
async function fill(schema: string): Promise<void> {
  const event = grant(0);
  const numbered = (value: unknown): string =>
    `replace(replace('${JSON.stringify(value)}', '${aPerson(0)}', person), '"grant-0"', '"grant-' || n || '"')`;
  const rows = `(SELECT n, ('9198' || (10000000 + n)) AS person FROM generate_series(1, ${String(subjects)}) AS n) AS rows`;
  await sql(`INSERT INTO "${schema}".waypost_person (alias, person) SELECT person, person FROM ${rows}`);
  // The look-up reads views; the links of these events are made up.
  await sql(`INSERT INTO "${schema}".waypost_consent_event (sequence, id, person, namespace, event, salt, hash)
    SELECT 1000000 + n, 'grant-' || n, person, 'default', ${numbered(event)}, '\\x00', sha256(person::bytea) FROM ${rows}`);
  await sql(`INSERT INTO "${schema}".waypost_consent_view (person, namespace, revision, view)
    SELECT person, 'default', 1, ${numbered(foldConsent([event], aPerson(0), "default"))} FROM ${rows}`);
  for (const table of ["person", "consent_event", "consent_view"])
    await sql(`ANALYZE "${schema}".waypost_${table}`);
}

const template = defineTemplate({
  name: "order_shipped",
  language: "en",
  category: "utility",
  body: "Hi {{name}}, your order {{order}} left our shop today.",
  examples: { name: "Asha", order: "A-1001" },
});

function client(baseUrl: string, store: Store): Waypost {
  return new Waypost({
    accessToken: "token",
    appSecret: "secret",
    verifyToken: "verify",
    phoneNumberId: "1",
    businessAccountId: "2",
    business: { name: "Asha Stores", escalation: { kind: "phone", value: "+91 141 555 0100" } },
    store,
    baseUrl,
    messagesPerSecond: 1_000,
  });
}

const schema = freshSchema();
const store = postgresStore({ url: POSTGRES_URL, schema });
try {
  await store.init();
  const server = fork(join(root, "test/bench/graph-server.mjs"));
  const port = await new Promise<number>((resolve) =>
    server.once("message", (message) => {
      resolve(Number(message));
    }),
  );
  const waypost = client(`http://127.0.0.1:${String(port)}`, store);
  let serial = 0;
  const send = (): Promise<unknown> => {
    const n = ++serial;
    return waypost.messages.sendTemplate({
      to: `+9197${String(10_000_000 + n)}`,
      from: String(1_000 + (n % 64)),
      template,
      params: { name: "Ravi", order: `A-${String(n)}` },
      cause: { kind: "order", ref: `A-${String(n)}`, at: Date.now(), basis: "contract" },
    });
  };
  await rate(200, send);
  const rounds: number[] = [];
  for (let round = 0; round < 3; round++) rounds.push(await rate(2_000, send));
  results.sendsPerSecond = rounds.sort((a, b) => a - b)[1] ?? 0;
  results.loneSendMillisecondsP50 = (await times(200, send)).p50;
  await waypost.close();
  server.kill();

  results.grantsPerSecond = await rate(5_000, (n) => store.consent.append(grant(100_000_000 + n)));
  await fill(schema);
  results.subjects = subjects;
  const lookUp = (): Promise<unknown> =>
    store.consent.view(aPerson(1 + Math.floor(Math.random() * subjects)), "default");
  await times(500, lookUp);
  const alone = await times(5_000, lookUp);
  results.lookUpMillisecondsP50 = alone.p50;
  results.lookUpMillisecondsP99 = alone.p99;
  results.lookUpsPerSecond = await rate(20_000, lookUp);
  const write = await times(500, () => store.consent.append(grant(200_000_000 + serial++)));
  results.grantMillisecondsP50 = write.p50;
  results.grantMillisecondsP99 = write.p99;
  const [size] = await sql(
    `SELECT sum(pg_total_relation_size(oid)) AS bytes FROM pg_class WHERE relkind = 'r' AND relnamespace = '"${schema}"'::regnamespace`,
  );
  results.megabytes = Math.round(Number(size?.bytes) / 1_000_000);
} finally {
  await store.close();
  await dropSchema(schema);
}
if (process.argv.includes("--json")) console.log(JSON.stringify(results));
else console.table(results);
process.exit(0);
