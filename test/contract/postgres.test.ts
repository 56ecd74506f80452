import pg from "pg";
import { describe, expect, it } from "vitest";
import { postgresStore } from "waypost/postgres";
import { storeContract, type StoreOptionsUnderTest, type StoreUnderTest } from "waypost/testing";
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
