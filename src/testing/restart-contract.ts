import {
  accepted,
  anAllowance,
  anEvent,
  anIntent,
  dispatch,
  type ContractPart,
} from "./contract-fixtures.js";

/** What was acknowledged is there after a restart, and for a second process. */
export const restartContract: ContractPart = (check, equal) => {
  check("what was acknowledged is there after a restart", async (store, { reopen }) => {
    if (reopen === undefined) return;
    await store.consent.append(anEvent("e1", "111"));
    await store.identity.link(["111", "IN.a"]);
    await accepted(store, "s1", "wamid.1");
    await store.inbox.put([{ key: "a", lane: "l", envelope: "{}", receivedAt: 1 }]);
    await store.account.put({ businessAccountId: "9", topic: "ban", subject: "", at: 1, active: true });
    await store.close();
    const again = await reopen({ alongside: false });
    try {
      equal((await again.consent.view("IN.a", "brand")).revision, 1);
      equal((await again.ledger.getByMessageId("wamid.1"))?.decision, anAllowance);
      equal((await again.ledger.claim(anIntent("s2", "key s1"), { staleBefore: 0 })).claimed, false);
      equal((await again.inbox.ready(100, 9)).length, 1);
      equal((await again.account.list("9"))[0]?.active, true);
    } finally {
      await again.close();
    }
  });
  check("two open stores see each other's writes", async (store, { reopen }) => {
    if (reopen === undefined) return;
    const other = await reopen({ alongside: true });
    try {
      await other.account.put({ businessAccountId: "9", topic: "ban", subject: "", at: 1, active: true });
      equal((await store.account.list("9")).length, 1);
      await store.ledger.claim(anIntent("s1", "key"), { staleBefore: 0 });
      await other.consent.append({ ...anEvent("e1", "111"), action: "withdraw", scopes: "all" });
      equal(await dispatch(store.ledger, "s1", 0), "consent_changed");
      equal((await other.ledger.claim(anIntent("s2", "key"), { staleBefore: 0 })).claimed, false);
    } finally {
      await other.close();
    }
  });
};
