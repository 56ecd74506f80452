import type { ConsentEvent } from "../consent/index.js";
import type { AllowDecision } from "../core/index.js";
import { docsUrl } from "../core/index.js";
import type { SendIntent, Store } from "../ledger/index.js";

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
  readonly reopen?: ((options: { readonly alongside: boolean }) => Promise<Store>) | undefined;
  readonly destroy: () => Promise<void>;
}

/**
 * What every store must do, as tests: run it on your own store. Each case makes a fresh one with `create`.
 *
 * @example
 * ```ts ignore
 * import { describe, expect, it } from "vitest";
 * storeContract("my store", create, { describe, it, equal: (a, b) => expect(a).toEqual(b) });
 * ```
 */
export function storeContract(
  name: string,
  create: () => Promise<StoreUnderTest>,
  framework: TestFramework,
): void {
  const { describe, it, equal } = framework;
  const check = (title: string, body: (store: Store, parts: StoreUnderTest) => Promise<void>): unknown =>
    it(title, async () => {
      const parts = await create();
      try {
        await parts.store.init();
        await body(parts.store, parts);
      } finally {
        await parts.destroy();
      }
    });

  describe(`${name}: consent and identity`, () => {
    check("an event is stored once, and raises the revision once", async ({ consent }) => {
      const event = anEvent("e1", "111");
      equal((await consent.append(event)).accepted, true);
      const again = await consent.append(event);
      equal([again.accepted, again.view.revision], [false, 1]);
      equal((await consent.view("111", "brand")).scopes.utility?.state, "granted");
    });
    check("an unknown person has revision 0, and namespaces are apart", async ({ consent }) => {
      equal((await consent.view("nobody", "brand")).revision, 0);
      await consent.append(anEvent("e1", "111"));
      equal((await consent.view("111", "other")).revision, 0);
    });
    check("odd keys and texts come back as they were", async ({ consent }) => {
      const odd = `x'; DROP TABLE waypost_send; -- "\u0000🙏 ${"é".repeat(500)}`;
      await consent.append({ ...anEvent(odd, "IN.abc"), namespace: odd, evidence: { disclosureText: odd } });
      const [stored] = await consent.history("IN.abc", odd);
      equal([stored?.id, stored?.evidence?.disclosureText], [odd, odd]);
    });
    check(
      "linking is transitive, merges views, and the alias known first stays canonical",
      async ({ consent, identity }) => {
        await consent.append(anEvent("e1", "111"));
        await consent.append({
          ...anEvent("e2", "IN.a"),
          action: "withdraw",
          scopes: "all",
          occurredAt: at(5),
        });
        equal(await identity.link(["IN.a", "111"]), "111");
        equal(await identity.link(["IN.a", "IN.ENT.b"]), "111");
        equal(await identity.resolve("IN.ENT.b"), "111");
        equal([...(await identity.aliases("IN.a"))].sort(), ["111", "IN.ENT.b", "IN.a"]);
        const view = await consent.view("IN.ENT.b", "brand");
        equal([view.person, view.revision, view.scopes.utility?.state], ["111", 2, "withdrawn"]);
      },
    );
    check("an event of a linked alias counts for the person", async ({ consent, identity }) => {
      await identity.link(["111", "IN.a"]);
      await consent.append(anEvent("e1", "IN.a"));
      equal((await consent.view("111", "brand")).scopes.utility?.state, "granted");
      equal((await consent.history("111", "brand")).length, 1);
    });
  });

  describe(`${name}: windows and templates`, () => {
    check("the later inbound stays, whatever the order", async ({ windows }) => {
      const inbound = (lastInboundAt: number) => ({
        person: "111",
        phoneNumberId: "1",
        lastInboundAt,
        lastInboundMessageId: `m${String(lastInboundAt)}`,
      });
      for (const when of [2_000, 3_000, 1_000]) await windows.recordInbound(inbound(when));
      equal((await windows.get("111", "1"))?.lastInboundMessageId, "m3000");
      equal(await windows.get("111", "2"), undefined);
    });
    check("linking keeps the later window", async ({ windows, identity }) => {
      await windows.recordInbound({
        person: "111",
        phoneNumberId: "1",
        lastInboundAt: 1_000,
        lastInboundMessageId: "a",
      });
      await windows.recordInbound({
        person: "IN.a",
        phoneNumberId: "1",
        lastInboundAt: 2_000,
        lastInboundMessageId: "b",
      });
      await identity.link(["111", "IN.a"]);
      equal((await windows.get("111", "1"))?.lastInboundAt, 2_000);
    });
    check("a template record is replaced by a newer one only", async ({ templates }) => {
      const record = (status: string, updatedAt: number) =>
        ({
          businessAccountId: "9",
          name: "n",
          language: "en",
          status,
          category: "utility",
          quality: "GREEN",
          parameterFormat: "NAMED",
          updatedAt,
        }) as const;
      await templates.put(record("APPROVED", 2));
      await templates.put(record("PENDING", 1));
      equal((await templates.get("9", "n", "en"))?.status, "APPROVED");
      await templates.put(record("PAUSED", 3));
      equal(
        (await templates.list("9")).map(({ status }) => status),
        ["PAUSED"],
      );
      equal(await templates.get("9", "n", "hi"), undefined);
    });
  });

  describe(`${name}: ledger`, () => {
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
    check(
      "a claim whose worker died before the wire passes on; one that left does not",
      async ({ ledger }) => {
        await ledger.claim(anIntent("s1", "key", 1_000), { staleBefore: 0 });
        equal((await ledger.claim(anIntent("s2", "key", 5_000), { staleBefore: 999 })).claimed, false);
        equal((await ledger.claim(anIntent("s2", "key", 5_000), { staleBefore: 1_001 })).claimed, true);
        equal((await ledger.get("s1"))?.state, "failed");
        equal(await dispatch(ledger, "s1", 0), "lost");
        equal(await dispatch(ledger, "s2", 0), "dispatched");
        equal((await ledger.claim(anIntent("s3", "key", 9_000), { staleBefore: 8_999 })).claimed, false);
      },
    );
    check("dispatch compares the consent revision", async ({ ledger, consent }) => {
      await ledger.claim(anIntent("s1", "key"), { staleBefore: 0 });
      await consent.append(anEvent("e1", "111"));
      equal(await dispatch(ledger, "s1", 0), "consent_changed");
      equal(await dispatch(ledger, "s1", 1), "dispatched");
      equal(await dispatch(ledger, "s1", 1), "lost");
    });
    check("dispatch notices that two people turned out to be one", async ({ ledger, consent, identity }) => {
      await consent.append({ ...anEvent("e1", "IN.a"), action: "withdraw", scopes: "all" });
      await ledger.claim(anIntent("s1", "key"), { staleBefore: 0 });
      await identity.link(["111", "IN.a"]);
      equal(await dispatch(ledger, "s1", 0), "consent_changed");
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
  });

  describe(`${name}: inbox`, () => {
    const item = (key: string, receivedAt = 1) => ({
      key,
      lane: "person:1",
      envelope: `{"k":"${key}"}`,
      receivedAt,
    });
    check("an event is taken once, and pending ones keep their order", async ({ inbox }) => {
      equal(
        (await inbox.put([item("a"), item("b"), item("a")])).map(({ key }) => key),
        ["a", "b"],
      );
      equal(
        (await inbox.put([item("b"), item("c")])).map(({ key }) => key),
        ["c"],
      );
      equal(
        (await inbox.ready(100, 2)).map(({ key }) => key),
        ["a", "b"],
      );
      await inbox.done("a");
      equal(
        (await inbox.ready(100, 9)).map(({ key, envelope }) => [key, envelope]),
        [
          ["b", '{"k":"b"}'],
          ["c", '{"k":"c"}'],
        ],
      );
      equal((await inbox.put([item("a")])).length, 0);
    });
    check("failures count, the dead leave the list and can be replayed", async ({ inbox }) => {
      await inbox.put([item("a")]);
      await inbox.failed("a", { error: "boom", notBefore: 5, dead: false });
      const [failed] = await inbox.ready(100, 1);
      equal([failed?.attempts, failed?.notBefore, failed?.lastError], [1, 5, "boom"]);
      await inbox.failed("a", { error: "boom", notBefore: 9, dead: true });
      equal((await inbox.ready(100, 9)).length, 0);
      equal(
        (await inbox.dead(9)).map(({ key }) => key),
        ["a"],
      );
      equal(
        [await inbox.replay("a"), await inbox.replay("a"), await inbox.replay("z")],
        [true, false, false],
      );
      equal(
        (await inbox.ready(100, 9)).map(({ attempts }) => attempts),
        [0],
      );
    });
    check("what waits for its retry holds its own lane back, and no other", async ({ inbox }) => {
      const of = (key: string, lane: string) => ({ ...item(key), lane });
      await inbox.put([of("a1", "a"), of("a2", "a"), of("b1", "b"), of("a3", "a")]);
      await inbox.failed("a2", { error: "boom", notBefore: 50, dead: false });
      const ready = async (now: number) => (await inbox.ready(now, 9)).map(({ key }) => key);
      equal(await ready(49), ["a1", "b1"]);
      equal(await ready(50), ["a1", "a2", "b1", "a3"]);
      equal([await inbox.nextRetryAt(10), await inbox.nextRetryAt(50)], [50, undefined]);
    });
    check("pruning deletes done events of before, and only those", async ({ inbox }) => {
      await inbox.put([item("old", 1), item("new", 10), item("open", 1)]);
      await inbox.done("old");
      await inbox.done("new");
      equal(await inbox.prune(5), 1);
      equal(
        (await inbox.put([item("old"), item("new"), item("open")])).map(({ key }) => key),
        ["old"],
      );
    });
  });

  describe(`${name}: restarts`, () => {
    check("what was acknowledged is there after a restart", async (store, { reopen }) => {
      if (reopen === undefined) return;
      await store.consent.append(anEvent("e1", "111"));
      await store.identity.link(["111", "IN.a"]);
      await accepted(store, "s1", "wamid.1");
      await store.inbox.put([{ key: "a", lane: "l", envelope: "{}", receivedAt: 1 }]);
      await store.close();
      const again = await reopen({ alongside: false });
      try {
        equal((await again.consent.view("IN.a", "brand")).revision, 1);
        equal((await again.ledger.getByMessageId("wamid.1"))?.decision, anAllowance);
        equal((await again.ledger.claim(anIntent("s2", "key s1"), { staleBefore: 0 })).claimed, false);
        equal((await again.inbox.ready(100, 9)).length, 1);
      } finally {
        await again.close();
      }
    });
    check("two open stores see each other's writes", async (store, { reopen }) => {
      if (reopen === undefined) return;
      const other = await reopen({ alongside: true });
      try {
        await store.ledger.claim(anIntent("s1", "key"), { staleBefore: 0 });
        await other.consent.append({ ...anEvent("e1", "111"), action: "withdraw", scopes: "all" });
        equal(await dispatch(store.ledger, "s1", 0), "consent_changed");
        equal((await other.ledger.claim(anIntent("s2", "key"), { staleBefore: 0 })).claimed, false);
      } finally {
        await other.close();
      }
    });
  });
}

function at(minute: number): string {
  return new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();
}

function anEvent(id: string, subject: string): ConsentEvent {
  return {
    id,
    subject,
    namespace: "brand",
    action: "grant",
    scopes: ["utility"],
    occurredAt: at(1),
    recordedAt: at(1),
    actor: { kind: "user" },
    method: "web_form",
    basis: "consent",
  };
}

function anIntent(id: string, idempotencyKey: string, createdAt = 1_000): SendIntent {
  return {
    id,
    idempotencyKey,
    phoneNumberId: "1",
    namespace: "brand",
    person: "111",
    kind: "template",
    createdAt,
  };
}

const anAllowance: AllowDecision = { action: "allow", rule: "row-9", facts: {}, warnings: [] };

const aRefusal = {
  action: "refuse",
  code: "OPTED_OUT",
  rule: "row-22",
  message: "m",
  fix: "f",
  facts: {},
  warnings: [],
  docsUrl: docsUrl("OPTED_OUT"),
} as const;

function dispatch(ledger: Store["ledger"], sendId: string, consentRevision: number): Promise<string> {
  return ledger.dispatch({ sendId, consentRevision, decision: anAllowance, at: 2 });
}

async function accepted(
  { ledger, consent }: Pick<Store, "ledger"> & Partial<Pick<Store, "consent">>,
  id: string,
  messageId: string,
): Promise<void> {
  await ledger.claim(anIntent(id, `key ${id}`), { staleBefore: 0 });
  const revision = consent === undefined ? 0 : (await consent.view("111", "brand")).revision;
  await dispatch(ledger, id, revision);
  await ledger.accept({ sendId: id, messageId, at: 3 });
}
