import { DOUBT_EXPIRED } from "../ledger/index.js";
import {
  accepted,
  anAllowance,
  at,
  anEvent,
  anIntent,
  aRefusal,
  dispatch,
  type ContractPart,
} from "./contract-fixtures.js";

/** Idempotency, the last write before the wire, statuses, counts. */
export const ledgerContract: ContractPart = (check, equal) => {
  check("of many claims of one key one wins", async ({ ledger }) => {
    const claims = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        ledger.claim(anIntent(`s${String(i)}`, "key"), { staleBefore: 0 }),
      ),
    );
    equal(claims.filter(({ claimed }) => claimed).length, 1);
  });
  check(
    "a key is free again after stop and fail, and stays taken in doubt and after acceptance",
    async ({ ledger }) => {
      const claim = async (id: string): Promise<boolean> =>
        (await ledger.claim(anIntent(id, "key"), { staleBefore: 0 })).claimed;
      equal(await claim("s1"), true);
      await ledger.stop({ sendId: "s1", decision: aRefusal, at: 2 });
      equal(await claim("s2"), true);
      await ledger.fail({ sendId: "s2", failure: { code: 1, message: "x" }, at: 3 });
      equal(await claim("s3"), true);
      await dispatch(ledger, "s3", 0);
      await ledger.doubt({ sendId: "s3", failure: { code: "x", message: "x" }, at: 4 });
      equal(await claim("s4"), false);
      await ledger.accept({ sendId: "s3", messageId: "wamid.3", at: 5 });
      equal(await claim("s5"), false);
      equal((await ledger.get("s1"))?.state, "refused");
      equal((await ledger.get("s1"))?.decision, aRefusal);
    },
  );
  check("a claim whose worker died before the wire passes on; one that left does not", async ({ ledger }) => {
    await ledger.claim(anIntent("s1", "key", 1_000), { staleBefore: 0 });
    equal((await ledger.claim(anIntent("s2", "key", 5_000), { staleBefore: 999 })).claimed, false);
    equal((await ledger.claim(anIntent("s2", "key", 5_000), { staleBefore: 1_001 })).claimed, true);
    equal((await ledger.get("s1"))?.state, "failed");
    equal(await dispatch(ledger, "s1", 0), "lost");
    equal(await dispatch(ledger, "s2", 0), "dispatched");
    equal((await ledger.claim(anIntent("s3", "key", 9_000), { staleBefore: 8_999 })).claimed, false);
  });
  check("claims that nobody takes up again end, the oldest first; what left stays", async ({ ledger }) => {
    for (const [id, at] of [
      ["s1", 1_000],
      ["s2", 2_000],
      ["s3", 3_000],
      ["s4", 9_000],
    ] as const)
      await ledger.claim(anIntent(id, id, at), { staleBefore: 0 });
    await dispatch(ledger, "s2", 0);
    const expire = (before: number, limit: number) => ledger.expireClaims({ before, at: 10_000, limit });
    equal(await expire(1_000, 10), 0);
    equal(await expire(9_000, 1), 1);
    const ended = await ledger.get("s1");
    equal([ended?.state, ended?.failure?.code, ended?.updatedAt], ["failed", "CLAIM_EXPIRED", 10_000]);
    equal((await ledger.get("s3"))?.state, "claimed");
    equal([await expire(9_000, 10), await expire(9_000, 10)], [1, 0]);
    const states = await Promise.all(["s2", "s3", "s4"].map(async (id) => (await ledger.get(id))?.state));
    equal(states, ["dispatching", "failed", "claimed"]);
    equal(await dispatch(ledger, "s3", 0), "lost");
    equal(await ledger.count({ since: 0 }), 2);
    const again = await Promise.all(
      ["s1", "s2", "s4"].map((key) => ledger.claim(anIntent(`again-${key}`, key), { staleBefore: 0 })),
    );
    equal(
      again.map(({ claimed }) => claimed),
      [true, false, false],
    );
  });
  check("dispatch compares the consent revision", async ({ ledger, consent }) => {
    await ledger.claim(anIntent("s1", "key"), { staleBefore: 0 });
    await consent.append(anEvent("e1", "111"));
    equal(await dispatch(ledger, "s1", 0), "consent_changed");
    equal(await dispatch(ledger, "s1", 1), "dispatched");
    equal(await dispatch(ledger, "s1", 1), "lost");
  });
  check("dispatch heeds a hand-off of this chat, where it is asked to", async (store) => {
    const { ledger, conversations } = store;
    const handOff = { active: true, at: 1, holder: "person" } as const;
    const chat = (phoneNumberId: string) => ({ person: "111", phoneNumberId, handOff, questions: [] });
    const send = async (id: string, unlessHandedOff: boolean) => {
      await ledger.claim({ ...anIntent(id, id), kind: "free_form" }, { staleBefore: 0 });
      return ledger.dispatch({
        sendId: id,
        consentRevision: 0,
        unlessHandedOff,
        decision: anAllowance,
        at: 2,
      });
    };
    await conversations.save(chat("2"), 0);
    equal(await send("s1", true), "dispatched");
    await conversations.save(chat("1"), 0);
    equal([await send("s2", true), await send("s3", false)], ["consent_changed", "dispatched"]);
    await conversations.save({ ...chat("1"), handOff: { ...handOff, active: false, at: 2 } }, 1);
    equal(await send("s4", true), "dispatched");
  });
  check("dispatch sees what an import stored, for who was known and for who was not", async (store) => {
    const { ledger, consent } = store;
    await consent.appendMany([anEvent("e1", "222")]);
    for (const person of ["111", "222"]) {
      const revision = (await consent.view(person, "brand")).revision;
      const other = { ...anIntent(`other-${person}`, `other ${person}`), person };
      await ledger.claim(other, { staleBefore: 0 });
      await ledger.claim({ ...anIntent(person, `key ${person}`), person }, { staleBefore: 0 });
      equal(await dispatch(ledger, other.id, revision), "dispatched");
      const stop = {
        ...anEvent("stop", person),
        action: "withdraw",
        scopes: "all",
        occurredAt: at(5),
      } as const;
      await consent.appendMany([stop]);
      equal(await dispatch(ledger, person, revision), "consent_changed");
      equal(await dispatch(ledger, person, revision + 1), "dispatched");
    }
  });
  check("dispatch notices that two people turned out to be one", async ({ ledger, consent, identity }) => {
    await consent.append({ ...anEvent("e1", "IN.a"), action: "withdraw", scopes: "all" });
    await ledger.claim(anIntent("s1", "key"), { staleBefore: 0 });
    await identity.link(["111", "IN.a"]);
    equal(await dispatch(ledger, "s1", 0), "consent_changed");
  });
  check("a key holds also when its person turns out to be another", async ({ ledger, identity, windows }) => {
    const keyOf = (person: string) => JSON.stringify(["t", "1", person, "n", "en", "order", "A-1", ""]);
    await windows.recordInbound({
      person: "IN.a",
      phoneNumberId: "1",
      lastInboundAt: 1,
      lastInboundMessageId: "m",
    });
    await ledger.claim(anIntent("s1", keyOf("111")), { staleBefore: 0 });
    await dispatch(ledger, "s1", 0);
    equal(await identity.link(["111", "IN.a"]), "IN.a");
    equal(
      (await ledger.claim({ ...anIntent("s2", keyOf("IN.a")), person: "IN.a" }, { staleBefore: 0 })).claimed,
      false,
    );
  });
  check("statuses fold as a lattice, late and repeated ones change nothing", async ({ ledger }) => {
    await accepted({ ledger }, "s1", "wamid.1");
    for (const status of ["read", "sent", "delivered", "read"])
      await ledger.applyStatus({ messageId: "wamid.1", status, at: 10 });
    equal((await ledger.getByMessageId("wamid.1"))?.status, "read");
    await ledger.applyStatus({
      messageId: "wamid.1",
      status: "failed",
      at: 20,
      failure: { code: 131026, message: "x" },
    });
    await ledger.applyStatus({ messageId: "wamid.1", status: "delivered", at: 30 });
    const record = await ledger.get("s1");
    equal([record?.status, record?.failure?.code, record?.state], ["failed", 131026, "accepted"]);
  });
  check("a status settles a send in doubt by its ledger id", async ({ ledger }) => {
    await ledger.claim(anIntent("s1", "key"), { staleBefore: 0 });
    await dispatch(ledger, "s1", 0);
    await ledger.doubt({ sendId: "s1", failure: { code: "x", message: "x" }, at: 2 });
    const record = await ledger.applyStatus({
      messageId: "wamid.9",
      sendId: "s1",
      status: "delivered",
      at: 3,
    });
    equal(
      [record?.state, record?.messageId, record?.status, record?.failure],
      ["accepted", "wamid.9", "delivered", undefined],
    );
    equal((await ledger.getByMessageId("wamid.9"))?.id, "s1");
  });
  check(
    "a doubt is given up once, unless a status came first; a later status still tells the truth",
    async ({ ledger }) => {
      for (const id of ["s1", "s2", "s3"]) {
        await ledger.claim(anIntent(id, id), { staleBefore: 0 });
        await dispatch(ledger, id, 0);
      }
      await ledger.doubt({ sendId: "s1", failure: { code: "x", message: "x" }, at: 5 });
      await ledger.accept({ sendId: "s3", messageId: "wamid.3", at: 6 });
      equal((await ledger.unsettled({ before: 100, limit: 10 })).map(({ id }) => id).sort(), ["s1", "s2"]);
      equal((await ledger.unsettled({ before: 1, limit: 10 })).length, 0);
      const expire = (sendId: string) =>
        ledger.expireDoubt({ sendId, failure: { code: DOUBT_EXPIRED, message: "x" }, at: 9 });
      equal([await expire("s1"), await expire("s1"), await expire("s3")], [true, false, false]);
      equal((await ledger.claim(anIntent("s4", "s1"), { staleBefore: 0 })).claimed, true);
      await ledger.applyStatus({ messageId: "wamid.2", sendId: "s2", status: "sent", at: 10 });
      equal(await expire("s2"), false);
      const late = await ledger.applyStatus({
        messageId: "wamid.1",
        sendId: "s1",
        status: "delivered",
        at: 20,
      });
      equal([late?.state, late?.failure, late?.messageId], ["accepted", undefined, "wamid.1"]);
      equal((await ledger.claim(anIntent("s5", "s1"), { staleBefore: 0 })).claimed, false);
    },
  );
  check("pages go over a period, oldest first, each send once", async ({ ledger }) => {
    for (const [index, at] of [3, 1, 2, 2, 9].entries())
      await ledger.claim(anIntent(`s${String(index)}`, `k${String(index)}`, at), { staleBefore: 0 });
    const seen: string[] = [];
    let after: { id: string; createdAt: number } | undefined;
    for (;;) {
      const page = await ledger.page({ since: 1, until: 9, after, limit: 2 });
      seen.push(...page.map(({ id }) => id));
      after = page.at(-1);
      if (after === undefined) break;
    }
    equal(seen, ["s1", "s2", "s3", "s0"]);
  });
  check("pruning takes the oldest of each kind, frees their keys, and leaves the rest", async (store) => {
    const { ledger } = store;
    for (const [id, at] of [
      ["s1", 1],
      ["s2", 2],
      ["s3", 30],
    ] as const) {
      await ledger.claim(anIntent(id, id, at), { staleBefore: 0 });
      await ledger.stop({ sendId: id, decision: aRefusal, at });
    }
    await accepted(store, "s4", "wamid.4");
    await accepted(store, "s5", "wamid.5");
    equal(await ledger.prune({ stoppedBefore: 10, sentBefore: 0, limit: 1 }), 1);
    equal([(await ledger.get("s1"))?.id, (await ledger.get("s2"))?.id], [undefined, "s2"]);
    equal(await ledger.prune({ stoppedBefore: 10, sentBefore: 0, limit: 9 }), 1);
    equal((await ledger.list({ limit: 9 })).map(({ id }) => id).sort(), ["s3", "s4", "s5"]);
    equal(await ledger.prune({ stoppedBefore: 0, sentBefore: 1_000_000, limit: 9 }), 2);
    equal([(await ledger.getByMessageId("wamid.4"))?.id, await ledger.count({ since: 0 })], [undefined, 0]);
    equal(
      (await ledger.list({ limit: 9 })).map(({ id }) => id),
      ["s3"],
    );
  });
  check("a status may come before its send is known", async ({ ledger }) => {
    equal(await ledger.applyStatus({ messageId: "wamid.1", status: "delivered", at: 3 }), undefined);
    await accepted({ ledger }, "s1", "wamid.1");
    equal((await ledger.get("s1"))?.status, "delivered");
  });
  check("counting leaves out what was stopped, what is old, others and itself", async ({ ledger }) => {
    await ledger.claim({ ...anIntent("s1", "k1", 1_000), category: "marketing" }, { staleBefore: 0 });
    await ledger.claim({ ...anIntent("s2", "k2", 2_000), category: "utility" }, { staleBefore: 0 });
    await ledger.claim({ ...anIntent("s3", "k3", 2_000), person: "222" }, { staleBefore: 0 });
    await ledger.claim(anIntent("s4", "k4", 2_000), { staleBefore: 0 });
    await ledger.stop({ sendId: "s4", decision: aRefusal, at: 3 });
    equal(await ledger.count({ person: "111", since: 0 }), 2);
    equal(await ledger.count({ person: "111", since: 1_001 }), 1);
    equal(await ledger.count({ person: "111", category: "marketing", since: 0 }), 1);
    equal(await ledger.count({ person: "222", category: "free_form", since: 0 }), 1);
    equal(await ledger.count({ person: "111", since: 0, exceptSendId: "s1" }), 1);
    equal(await ledger.count({ namespace: "other", since: 0 }), 0);
  });
  check("distinct people per cause are counted without the one who asks", async ({ ledger }) => {
    const cause = { kind: "order", ref: "A-1", at: 1 } as const;
    for (const [index, person] of ["111", "222", "222", "333"].entries()) {
      await ledger.claim(
        { ...anIntent(`s${String(index)}`, `k${String(index)}`, 1_000), person, cause },
        { staleBefore: 0 },
      );
    }
    equal(await ledger.countPersons({ cause, since: 0, exceptPerson: "111" }), 2);
    equal(
      await ledger.countPersons({ cause: { kind: "order", ref: "A-2" }, since: 0, exceptPerson: "111" }),
      0,
    );
    equal(await ledger.count({ cause, person: "222", since: 0 }), 2);
  });
  check("the list is newest first and may be one person's", async ({ ledger }) => {
    for (const [index, person] of ["111", "222", "111"].entries()) {
      await ledger.claim(
        { ...anIntent(`s${String(index)}`, `k${String(index)}`, index), person },
        { staleBefore: 0 },
      );
    }
    equal(
      (await ledger.list({ limit: 2 })).map(({ id }) => id),
      ["s2", "s1"],
    );
    equal(
      (await ledger.list({ person: "111", limit: 9 })).map(({ id }) => id),
      ["s2", "s0"],
    );
  });
};
