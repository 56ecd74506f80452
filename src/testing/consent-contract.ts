import { anEvent, at, type ContractPart } from "./contract-fixtures.js";

/** Consent events and linked aliases. */
export const consentContract: ContractPart = (check, equal) => {
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
  check("people are listed once each, in order, page by page", async ({ consent, identity }) => {
    for (const [index, subject] of ["333", "111", "IN.a", "222", "111"].entries())
      await consent.append({ ...anEvent(`e${String(index)}`, subject), namespace: `brand ${String(index)}` });
    await identity.link(["111", "IN.a"]);
    equal(await consent.people("", 2), ["111", "222"]);
    equal(await consent.people("222", 2), ["333"]);
    equal(await consent.namespaces("IN.a"), ["brand 1", "brand 2", "brand 4"]);
  });
  check("an event of a linked alias counts for the person", async ({ consent, identity }) => {
    await identity.link(["111", "IN.a"]);
    await consent.append(anEvent("e1", "IN.a"));
    equal((await consent.view("111", "brand")).scopes.utility?.state, "granted");
    equal((await consent.history("111", "brand")).length, 1);
  });
};
