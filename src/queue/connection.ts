import type * as BullMqModule from "bullmq";
import type { ConnectionOptions } from "bullmq";
import { StoreError } from "../core/index.js";

/** Redis 6.2 or newer: a URL, or connection options of BullMQ (an ioredis client of yours among them). */
export type QueueConnection = { readonly url: string } | ConnectionOptions;

type BullMq = typeof BullMqModule;

/** @throws StoreError `STORE_DRIVER_MISSING` when bullmq is not installed. */
export async function loadBullMq(): Promise<BullMq> {
  try {
    return await import("bullmq");
  } catch (cause) {
    throw new StoreError("STORE_DRIVER_MISSING", "The package bullmq is not installed.", {
      fix: "npm install bullmq",
      cause,
    });
  }
}
