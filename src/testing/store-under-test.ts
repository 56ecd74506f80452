import type { ErasureKey } from "../consent/index.js";
import type { Store } from "../ledger/index.js";

/** What a store of the contract is opened with. */
export interface StoreOptionsUnderTest {
  readonly erasureKeys: readonly ErasureKey[];
}

/** The functions of a test framework that the contract needs; vitest, jest and `node:test` with an assertion library fit. */
export interface TestFramework {
  readonly describe: (name: string, body: () => void) => unknown;
  readonly it: (name: string, body: () => Promise<void>) => unknown;
  /** Deep equality; throws when it does not hold. */
  readonly equal: (actual: unknown, expected: unknown) => void;
}

/** One fresh, empty store, and the same data opened again. */
export interface StoreUnderTest {
  readonly store: Store;
  /** Opens the same data once more: beside the first if `alongside`, else after it was closed. Absent: it forgets. */
  readonly reopen?:
    | ((options: {
        readonly alongside: boolean;
        /** Default: those that `create` got. */
        readonly erasureKeys?: readonly ErasureKey[] | undefined;
      }) => Promise<Store>)
    | undefined;
  readonly destroy: () => Promise<void>;
}
