import { Waypost, type SendNotice } from "waypost";
import type { Simulator } from "waypost/simulator";
import { openDatabase, sqliteStore } from "waypost/sqlite";
import { Orders } from "./orders.js";
import { runStorefront } from "./storefront.js";

/** The shop, open for business: one process's life. */
export interface Shop {
  readonly waypost: Waypost;
  readonly orders: Orders;
  close(): Promise<void>;
}

/** Opens the shop on a SQLite file. Calling it again after `close()` is a restart. */
export async function openShop(
  sim: Simulator,
  path: string,
  onSend?: (notice: SendNotice) => void,
): Promise<Shop> {
  const database = await openDatabase(path);
  const store = sqliteStore({ database });
  const waypost = new Waypost({
    ...sim.credentials,
    business: {
      name: "Asha Stores",
      escalation: { kind: "phone", value: "+91 141 555 0100" },
      languages: ["hi"],
    },
    store,
    transport: sim.transport(),
    clock: sim.clock,
    onSend,
  });
  const orders = new Orders(database);
  runStorefront(waypost, orders);
  await waypost.start();
  await sim.deliverTo(waypost.webhooks);
  return {
    waypost,
    orders,
    close: async () => {
      await waypost.close();
      await store.close();
      database.close();
    },
  };
}
