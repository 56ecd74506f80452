import type { AccountFact } from "../account/index.js";
import { accepted, anIntent, type ContractPart, dispatch } from "./contract-fixtures.js";

function aFact(at: number, more: Partial<AccountFact> = {}): AccountFact {
  return { businessAccountId: "9", topic: "spam_limit", subject: "1", at, active: true, ...more };
}

/** What is known of the account: the newest of each topic and subject. And what became of sends. */
export const accountContract: ContractPart = (check, equal) => {
  check("the newer fact of a topic and subject stays, whatever the order", async ({ account }) => {
    equal(await account.put(aFact(2, { detail: { code: 131048 } })), true);
    equal(await account.put(aFact(1, { active: false })), false);
    equal((await account.list("9")).length, 1);
    equal((await account.list("9"))[0]?.detail, { code: 131048 });
    equal(
      await account.put(aFact(3, { active: false, released: { by: "asha", reason: "cleaned up" } })),
      true,
    );
    equal(await account.put(aFact(2)), false);
    equal((await account.list("9"))[0]?.released?.by, "asha");
  });
  check("topics, subjects and accounts are apart", async ({ account }) => {
    await account.put(aFact(1));
    await account.put(aFact(1, { subject: "2" }));
    await account.put(aFact(1, { topic: "country", subject: "2", until: 5 }));
    await account.put(aFact(1, { businessAccountId: "8" }));
    equal((await account.list("9")).map(({ topic, subject }) => `${topic} ${subject}`).sort(), [
      "country 2",
      "spam_limit 1",
      "spam_limit 2",
    ]);
    equal((await account.list("8")).length, 1);
    equal(await account.list("7"), []);
  });
  check("outcomes are a person's own, newest first, without what was stopped", async (store) => {
    const { ledger, identity } = store;
    await accepted(store, "s1", "wamid.1");
    await ledger.applyStatus({
      messageId: "wamid.1",
      status: "failed",
      at: 50,
      failure: { code: 131049, message: "x" },
    });
    await ledger.claim({ ...anIntent("s2", "k2", 2_000), category: "marketing" }, { staleBefore: 0 });
    await ledger.fail({ sendId: "s2", failure: { code: 131026, message: "x" }, at: 2_001 });
    await ledger.claim(anIntent("s3", "k3", 3_000), { staleBefore: 0 });
    await ledger.stop({
      sendId: "s3",
      decision: { action: "allow", rule: "x", facts: {}, warnings: [] },
      at: 3_001,
    });
    await ledger.claim({ ...anIntent("s4", "k4", 4_000), person: "222" }, { staleBefore: 0 });
    await identity.link(["111", "IN.a"]);
    const all = await ledger.outcomes({ person: "IN.a", since: 0, limit: 9 });
    equal(
      all.map(({ createdAt, failureCode, status, at }) => [createdAt, failureCode, status, at]),
      [
        [2_000, 131026, undefined, 2_001],
        [1_000, 131049, "failed", 50],
      ],
    );
    equal((await ledger.outcomes({ person: "111", since: 1_001, limit: 9 })).length, 1);
    equal((await ledger.outcomes({ person: "111", category: "marketing", since: 0, limit: 9 })).length, 1);
    equal((await ledger.outcomes({ person: "111", since: 0, limit: 1 }))[0]?.createdAt, 2_000);
  });
  check("outcomes of a template are everybody's", async ({ ledger }) => {
    const send = async (id: string, person: string, name: string, language: string) => {
      await ledger.claim(
        { ...anIntent(id, id, 1_000), person, category: "marketing", template: { name, language } },
        { staleBefore: 0 },
      );
      await ledger.dispatch({
        sendId: id,
        consentRevision: 0,
        category: "marketing",
        decision: { action: "allow", rule: "x", facts: {}, warnings: [] },
        at: 1_001,
      });
    };
    await send("s1", "111", "sale", "en");
    await send("s2", "222", "sale", "en");
    await send("s3", "333", "sale", "hi");
    await send("s4", "444", "other", "en");
    await ledger.claim(anIntent("s5", "s5", 1_000), { staleBefore: 0 });
    await dispatch(ledger, "s5", 0);
    const template = { name: "sale", language: "en" };
    equal((await ledger.outcomes({ template, category: "marketing", since: 0, limit: 9 })).length, 2);
    equal((await ledger.outcomes({ template, category: "utility", since: 0, limit: 9 })).length, 0);
    equal((await ledger.outcomes({ template, person: "111", since: 0, limit: 9 })).length, 1);
    equal((await ledger.outcomes({ category: "marketing", since: 1_001, limit: 9 })).length, 0);
  });
};
