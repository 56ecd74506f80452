import { StoreError, WaypostError } from "../../core/index.js";

/** What a driver threw, as the store tells it. */
export function unavailable(error: unknown): unknown {
  if (WaypostError.is(error)) return error;
  return new StoreError("STORE_UNAVAILABLE", "The SQLite store could not be read or written.", {
    fix: "Look at the cause: a full disk, a file taken away, or another program that holds it locked. Nothing was sent.",
    cause: error,
  });
}
