/** Data written by earlier schemas, kept as fixtures: the newest Waypost opens each with its data intact. */
import { copyFile, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type Store, StoreError } from "waypost";
import { postgresStore } from "waypost/postgres";
import { openDatabase, sqliteStore } from "waypost/sqlite";
import { FOLD_VERSION, verifyChain } from "../../src/consent/index.js";
import { chainOf } from "../../src/testing/chain-contract.js";
import { dropSchema, freshSchema, POSTGRES_URL, postgresMissing, sql } from "../support/postgres.js";

const FIXTURES = fileURLToPath(new URL("../fixtures/schema", import.meta.url));
const names = await readdir(FIXTURES);
const files = names.filter((name) => name.endsWith(".db"));
const dumps = names.filter((name) => /^postgres-v\d+\.sql$/.test(name));
const missing = await postgresMissing();

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "waypost-schema-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function copyOf(name: string): Promise<string> {
  const path = join(folder, name);
  await copyFile(join(FIXTURES, name), path);
  return path;
}

async function expectItsData({ consent, identity, windows, templates, ledger, inbox }: Store): Promise<void> {
  const standing = async (person: string) => {
    const { revision, scopes } = await consent.view(person, "default");
    return [revision, scopes.utility?.state, scopes.marketing?.state];
  };
  expect(await standing("919812345670")).toEqual([1, "granted", "granted"]);
  expect(await standing("919812345671")).toEqual([2, "withdrawn", "withdrawn"]);
  expect(await standing("919812345672")).toEqual([2, "granted", "withdrawn"]);
  expect(await standing("IN.fixture")).toEqual([2, "granted", "withdrawn"]);
  expect((await consent.history("919812345671", "default")).map(({ id }) => id)).toEqual([
    "fixture-grant-1",
    "fixture-stop",
  ]);
  expect((await consent.history("919812345670", "default"))[0]?.evidence?.language).toBe("en");
  expect(await identity.aliases("IN.fixture")).toEqual(["919812345672", "IN.fixture"]);
  expect((await windows.get("919812345670", "1"))?.lastInboundMessageId).toBe("wamid.window");
  expect((await templates.get("9", "order_shipped", "en"))?.status).toBe("APPROVED");
  expect(await ledger.get("snd_fixture")).toMatchObject({
    state: "accepted",
    person: "919812345670",
    messageId: "wamid.fixture-send",
  });
  expect((await inbox.ready(Date.now(), 9)).map(({ key }) => key)).toEqual(["fixture"]);
}

it("the first schema of each store is among them", () => {
  expect(files).toContain("v1.db");
  expect(dumps).toContain("postgres-v1.sql");
});

it.each(files)("%s opens with its data, takes more, and opens again", async (name) => {
  const path = await copyOf(name);
  await expectToGoOn(() => sqliteStore({ path }));
});

it.skipIf(missing !== undefined).each(dumps)(
  "%s opens with its data, takes more, and opens again",
  async (name) => {
    const schema = freshSchema();
    try {
      const dump = await readFile(join(FIXTURES, name), "utf8");
      await sql(dump.replaceAll("waypost_fixture", schema));
      await expectToGoOn(() => postgresStore({ url: POSTGRES_URL, schema, connections: 2 }));
    } finally {
      await dropSchema(schema);
    }
  },
);

async function expectToGoOn(open: () => Store): Promise<void> {
  const store = open();
  await store.init();
  await expectItsData(store);
  expect(await verifyChain(chainOf(store.consent))).toMatchObject({ intact: true, entries: 7 });
  const [event] = await store.consent.history("919812345670", "default");
  if (event === undefined) throw new Error("expected an event");
  expect((await store.consent.append(event)).accepted).toBe(false);
  await store.close();
  const again = open();
  await again.init();
  await expectItsData(again);
  await again.consent.append({ ...event, id: "later", action: "withdraw", scopes: ["marketing"] });
  expect(await verifyChain(chainOf(again.consent))).toMatchObject({ intact: true, entries: 8 });
  // The alias known first stays canonical, also when one was known before the migration.
  expect(await again.identity.link(["later", "919812345674"])).toBe("919812345674");
  await again.close();
}

/** The rule of the fold may change with a version: what an older one made of the events is not trusted. */
async function expectStaleViewsFolded(open: () => Store, run: (sql: string) => Promise<unknown>) {
  const state = async (): Promise<string | undefined> => {
    const store = open();
    await store.init();
    const { scopes } = await store.consent.view("919812345671", "default");
    await store.close();
    return scopes.utility?.state;
  };
  const lie = (fold: number) =>
    `UPDATE waypost_consent_view SET fold = ${String(fold)}, view = replace(view, '"withdrawn"', '"granted"') WHERE person = '919812345671'`;
  expect(await state()).toBe("withdrawn");
  await run(lie(FOLD_VERSION - 1));
  expect(await state()).toBe("withdrawn");
  await run(lie(FOLD_VERSION));
  expect(await state()).toBe("granted");
}

it("a view that another rule folded is folded anew, on SQLite", async () => {
  const path = await copyOf("v8.db");
  await expectStaleViewsFolded(
    () => sqliteStore({ path }),
    async (statement) => {
      const database = await openDatabase(path);
      database.exec(statement);
      database.close();
    },
  );
});

it.skipIf(missing !== undefined)(
  "a view that another rule folded is folded anew, on PostgreSQL",
  async () => {
    const schema = freshSchema();
    try {
      const dump = await readFile(join(FIXTURES, "postgres-v6.sql"), "utf8");
      await sql(dump.replaceAll("waypost_fixture", schema));
      await expectStaleViewsFolded(
        () => postgresStore({ url: POSTGRES_URL, schema, connections: 2 }),
        (statement) => sql(statement.replace("UPDATE ", `UPDATE "${schema}".`)),
      );
    } finally {
      await dropSchema(schema);
    }
  },
);

it("several processes' worth of connections migrate one file once", async () => {
  const path = await copyOf("v1.db");
  const stores = Array.from({ length: 5 }, () => sqliteStore({ path }));
  await Promise.all(stores.map((store) => store.init()));
  for (const store of stores) {
    await expectItsData(store);
    // What one of them took to handle, the next one may.
    await store.close();
  }
});

it("a file of a newer Waypost is refused", async () => {
  const path = await copyOf("v1.db");
  const database = await openDatabase(path);
  database.exec("UPDATE waypost_schema SET version = 9999");
  database.close();
  const store = sqliteStore({ path });
  await expect(store.init()).rejects.toMatchObject({ code: "STORE_SCHEMA_NEWER" });
  await expect(store.init()).rejects.toThrowError(StoreError);
});

it("an event that was changed behind the store's back is found", async () => {
  const path = await copyOf("v1.db");
  const store = sqliteStore({ path });
  await store.init();
  await store.close();
  const database = await openDatabase(path);
  database.exec(
    "UPDATE waypost_consent_event SET event = replace(event, 'STOP', 'GO ON') WHERE id = 'fixture-stop'",
  );
  database.close();
  const again = sqliteStore({ path });
  await again.init();
  expect(await verifyChain(chainOf(again.consent))).toMatchObject({
    intact: false,
    problem: "link_broken",
    eventId: "fixture-stop",
  });
  await again.close();
});
