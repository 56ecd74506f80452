import { type ConsentEvent, EVERY_BRAND, isErasedKey, verifyChain } from "../consent/index.js";
import { chainOf } from "./chain-contract.js";
import {
  accepted,
  anEvent,
  anIntent,
  at,
  CONTRACT_KEYS,
  type ContractPart,
  dispatch,
} from "./contract-fixtures.js";

/** Erasing a person, and knowing them again. */
export const erasureContract: ContractPart = (check, equal) => {
  check("an erased person is suppressed in every brand, and no link breaks", async ({ consent }) => {
    await consent.append(anEvent("e1", "111"));
    await consent.append({ ...anEvent("e2", "111"), namespace: "other" });
    await consent.append(anEvent("e3", "222"));
    equal(await consent.erase("111", anErasure("x1", 10)), 2);
    for (const brand of ["brand", "other", "one that comes later"]) {
      equal((await consent.view("111", brand)).suppression?.kind, "erased");
    }
    equal((await consent.view("222", "brand")).suppression, undefined);
    const events = await consent.history("111", "brand");
    equal(
      events.map(({ id, action, erases }) => [id, action, erases]),
      [["x1", "erase", [1, 2]]],
    );
    const report = await verifyChain(chainOf(consent));
    equal([report.intact, report.entries, report.intact && report.erased], [true, 4, 2]);
    equal(await consent.namespaces("111"), []);
    equal(JSON.stringify(await consent.chain(0, 9)).includes('"111"'), false);
  });
  check("nothing brings an erased person back but an act of their own after it", async ({ consent }) => {
    await consent.erase("111", anErasure("x1", 10));
    const late = { occurredAt: at(20), recordedAt: at(20) } as const;
    const byImport: ConsentEvent = {
      ...anEvent("e1", "111"),
      ...late,
      method: "import",
      actor: { kind: "operator" },
    };
    const stop: ConsentEvent = { ...anEvent("e2", "111"), ...late, action: "withdraw" };
    const early = { ...anEvent("e3", "111"), recordedAt: at(20) };
    for (const event of [byImport, stop, early]) {
      const result = await consent.append(event);
      equal([result.accepted, result.refused], [false, "erased"]);
    }
    equal(
      (await consent.appendMany([byImport])).map(({ refused }) => refused),
      ["erased"],
    );
    equal((await consent.chain(0, 9)).length, 1);
    equal((await consent.append({ ...anEvent("e4", "111"), ...late })).accepted, true);
    const back = await consent.view("111", "brand");
    equal([back.suppression, back.scopes.utility?.state], [undefined, "granted"]);
    equal((await consent.view("111", "other")).suppression?.kind, "erased");
    equal(await consent.erase("111", anErasure("x2", 30)), 1);
    equal((await consent.view("111", "brand")).suppression?.kind, "erased");
    equal((await verifyChain(chainOf(consent))).intact, true);
  });
  check("aliases, windows and the names of sends go; sends still count", async (store) => {
    const { consent, identity, windows, ledger } = store;
    await consent.append(anEvent("e1", "111"));
    await identity.link(["111", "IN.a"]);
    await windows.recordInbound({
      person: "111",
      phoneNumberId: "1",
      lastInboundAt: 1_000,
      lastInboundMessageId: "m",
    });
    await accepted(store, "s1", "wamid.111");
    await consent.erase("IN.a", anErasure("x1", 10));
    const person = await identity.resolve("111");
    equal([isErasedKey(person), await identity.resolve("IN.a")], [true, person]);
    equal(await identity.aliases("111"), []);
    equal(await windows.get("111", "1"), undefined);
    const send = await ledger.get("s1");
    equal([send?.person, send?.messageId, send?.state], [person, undefined, "accepted"]);
    equal(await ledger.count({ person: "111", since: 0 }), 1);
    // Another name that turns up later leaves only its mark.
    equal(await identity.link(["111", "IN.ENT.b"]), person);
    equal([await identity.resolve("IN.ENT.b"), await identity.aliases("IN.a")], [person, []]);
  });
  check(
    "what webhooks told of the person goes, dead letters too; keys of handled events stay",
    async (store) => {
      const { consent, identity, inbox } = store;
      const event = (key: string, person: string) => ({
        key,
        lane: `person:${person}`,
        envelope: `{"of":"${person}"}`,
        receivedAt: 1,
      });
      const items = [
        event("dead", "111"),
        event("alias", "IN.a"),
        event("done", "111"),
        event("other", "222"),
      ];
      await consent.append(anEvent("e1", "111"));
      await identity.link(["111", "IN.a"]);
      await inbox.put(items);
      for (const key of ["dead", "alias", "other", "done"])
        await inbox.failed(key, { error: `${key} failed`, notBefore: 5, dead: key !== "done" });
      await inbox.done("done");
      await consent.erase("111", anErasure("x1", 10));
      equal(
        (await inbox.dead(9)).map(({ key }) => key),
        ["other"],
      );
      equal(await inbox.replay("dead"), false);
      equal(
        (await inbox.put(items)).map(({ key }) => key),
        ["dead", "alias"],
      );
    },
  );
  check(
    "a send that was decided before the erasure does not go out after it",
    async ({ consent, ledger }) => {
      await consent.append(anEvent("e1", "111"));
      await ledger.claim(anIntent("s1", "key"), { staleBefore: 0 });
      await consent.erase("111", anErasure("x1", 10));
      equal(await dispatch(ledger, "s1", 1), "consent_changed");
      await ledger.claim({ ...anIntent("s2", "key 2"), person: "333" }, { staleBefore: 0 });
      await consent.erase("333", anErasure("x2", 11));
      equal(await dispatch(ledger, "s2", 0), "consent_changed");
    },
  );
  check(
    "an erasure under one name holds when the person turns out to have another",
    async ({ consent, identity }) => {
      await consent.append(anEvent("e1", "IN.a"));
      await consent.erase("111", anErasure("x1", 10));
      await identity.link(["111", "IN.a"]);
      equal((await consent.view("IN.a", "brand")).suppression?.kind, "erased");
      equal((await consent.append({ ...anEvent("e2", "111"), method: "api" })).refused, "erased");
      equal((await verifyChain(chainOf(consent))).intact, true);
    },
  );
  check(
    "marks outlive a restart and a new key, and a lost key is noticed",
    async ({ consent, ...store }, { reopen }) => {
      if (reopen === undefined) return;
      const [newer, older] = CONTRACT_KEYS;
      await consent.append(anEvent("e1", "111"));
      await consent.erase("111", anErasure("x1", 10));
      await store.close();
      const rotated = await reopen({ alongside: false, erasureKeys: [older, newer] });
      equal((await rotated.consent.view("111", "brand")).suppression?.kind, "erased");
      await rotated.consent.erase("222", anErasure("x2", 11));
      await rotated.close();
      const again = await reopen({ alongside: false });
      equal((await again.consent.append({ ...anEvent("e2", "222"), method: "import" })).refused, "erased");
      await again.close();
      const without = await reopen({ alongside: false, erasureKeys: [newer] });
      let code: unknown;
      try {
        await without.init();
      } catch (error) {
        code = (error as { readonly code?: unknown }).code;
      }
      equal(code, "ERASURE_KEY_MISSING");
      await without.close();
    },
  );
};

function anErasure(id: string, minute: number): Omit<ConsentEvent, "subject" | "erases"> {
  return {
    id,
    namespace: EVERY_BRAND,
    action: "erase",
    scopes: "all",
    occurredAt: at(minute),
    recordedAt: at(minute),
    actor: { kind: "user" },
    method: "api",
    basis: "consent",
  };
}
