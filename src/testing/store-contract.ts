import { accountContract } from "./account-contract.js";
import { type Check, CONTRACT_KEYS, type ContractPart } from "./contract-fixtures.js";
import { chainContract } from "./chain-contract.js";
import { consentContract } from "./consent-contract.js";
import { conversationContract } from "./conversation-contract.js";
import { erasureContract } from "./erasure-contract.js";
import { inboxContract } from "./inbox-contract.js";
import { ledgerContract } from "./ledger-contract.js";
import { restartContract } from "./restart-contract.js";
import type { StoreOptionsUnderTest, StoreUnderTest, TestFramework } from "./store-under-test.js";
import { windowContract } from "./window-contract.js";

const PARTS: Readonly<Record<string, ContractPart>> = {
  "consent and identity": consentContract,
  "the consent chain": chainContract,
  erasure: erasureContract,
  "windows and templates": windowContract,
  ledger: ledgerContract,
  inbox: inboxContract,
  conversations: conversationContract,
  account: accountContract,
  restarts: restartContract,
};

/**
 * What every store must do, as tests: run it on your own store. Each case makes a fresh one with `create`, which gets
 * the erasure keys to open it with.
 *
 * @example
 * ```ts ignore
 * import { describe, expect, it } from "vitest";
 * storeContract("my store", create, { describe, it, equal: (a, b) => expect(a).toEqual(b) });
 * ```
 */
export function storeContract(
  name: string,
  create: (options: StoreOptionsUnderTest) => Promise<StoreUnderTest>,
  { describe, it, equal }: TestFramework,
): void {
  const check: Check = (title, body) =>
    it(title, async () => {
      const parts = await create({ erasureKeys: CONTRACT_KEYS });
      try {
        await parts.store.init();
        await body(parts.store, parts);
      } finally {
        await parts.destroy();
      }
    });
  for (const [title, part] of Object.entries(PARTS)) {
    describe(`${name}: ${title}`, () => {
      part(check, equal);
    });
  }
}
