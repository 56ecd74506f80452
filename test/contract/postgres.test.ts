import pg from "pg";
import { describe, expect, it } from "vitest";
import { postgresStore } from "waypost/postgres";
import { storeContract, type StoreOptionsUnderTest, type StoreUnderTest } from "waypost/testing";
import { openPool } from "../../src/stores/postgres/postgres-driver.js";
import { dropSchema, freshSchema, POSTGRES_URL, postgresMissing } from "../support/postgres.js";

const missing = await postgresMissing();
const framework = {
  describe: missing === undefined ? describe : describe.skip,
  it,
  equal: (actual: unknown, expected: unknown) => {
    expect(actual).toEqual(expected);
  },
};

async function onUrl(options: StoreOptionsUnderTest): Promise<StoreUnderTest> {
  const schema = freshSchema();
  const open = async (more: Partial<StoreOptionsUnderTest>) =>
    postgresStore({ url: POSTGRES_URL, schema, connections: 4, ...options, ...more });
  const store = await open({});
  return {
    store,
    reopen: ({ erasureKeys = options.erasureKeys }) => open({ erasureKeys }),
    destroy: async () => {
      await store.close();
      await dropSchema(schema);
    },
  };
}

/** A pool that the user owns, in a schema with an awkward name, without prepared statements. */
async function onOwnPool(options: StoreOptionsUnderTest): Promise<StoreUnderTest> {
  const schema = `${freshSchema()} "shop"`;
  const pool = new pg.Pool({ connectionString: POSTGRES_URL, max: 4 });
  const open = async (more: Partial<StoreOptionsUnderTest>) =>
    postgresStore({ pool, schema, preparedStatements: false, ...options, ...more });
  const store = await open({});
  return {
    store,
    reopen: ({ erasureKeys = options.erasureKeys }) => open({ erasureKeys }),
    destroy: async () => {
      await store.close();
      await pool.query(`DROP SCHEMA "${schema.replaceAll('"', '""')}" CASCADE`);
      await pool.end();
    },
  };
}

storeContract("postgres, url", onUrl, framework);
storeContract("postgres, own pool", onOwnPool, framework);

describe.skipIf(missing !== undefined)("connections that the store opens", () => {
  it("do without the compiler, which takes longer than any look-up", async () => {
    const pool = await openPool(POSTGRES_URL, 1);
    const shown = await new Promise((resolve, reject) => {
      pool.connect((error, client) => {
        if (client === undefined) reject(error ?? new Error("no connection"));
        else
          client
            .query({ text: "SHOW jit" })
            .then(({ rows }) => resolve(rows))
            .catch(reject)
            .finally(() => {
              client.release();
            });
      });
    });
    expect(shown).toEqual([{ jit: "off" }]);
    await pool.end();
  });
});
