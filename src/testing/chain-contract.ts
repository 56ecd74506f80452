import {
  buildEvent,
  type ChainEntry,
  type ConsentEvent,
  type ConsentStore,
  verifyChain,
} from "../consent/index.js";
import { virtualClock } from "../core/index.js";
import { anEvent, at, type ContractPart } from "./contract-fixtures.js";

/** Reads the chain of a store in pages. */
export async function* chainOf(consent: ConsentStore): AsyncGenerator<ChainEntry> {
  for (let after = 0; ;) {
    const page = await consent.chain(after, 7);
    yield* page;
    const last = page.at(-1);
    if (last === undefined) return;
    after = last.position;
  }
}

/** The hash chain, and writing many at once. */
export const chainContract: ContractPart = (check, equal) => {
  check("every accepted event is one link, also when many are written at once", async ({ consent }) => {
    await Promise.all(
      Array.from({ length: 40 }, (_, i) =>
        consent.append(anEvent(`e${String(i % 30)}`, `11${String(i % 30)}`)),
      ),
    );
    await consent.append(anEvent("e1", "111"));
    const report = await verifyChain(chainOf(consent));
    equal([report.intact, report.entries], [true, 30]);
    const [first] = await consent.chain(0, 1);
    equal([first?.position, typeof first?.salt], [1, "string"]);
  });
  check("linking two people breaks no link", async ({ consent, identity }) => {
    await consent.append(anEvent("e1", "111"));
    await consent.append(anEvent("e2", "IN.a"));
    await identity.link(["111", "IN.a"]);
    await consent.append(anEvent("e3", "111"));
    equal((await verifyChain(chainOf(consent))).intact, true);
  });
  check("two people with an event of one id can turn out to be one", async ({ consent, identity }) => {
    await consent.append(anEvent("same", "111"));
    equal((await consent.append(anEvent("same", "IN.a"))).accepted, true);
    equal(await identity.link(["111", "IN.a"]), "111");
    equal((await consent.view("IN.a", "brand")).scopes.utility?.state, "granted");
  });
  check("many events and the checkpoint are one write, each event once", async ({ consent }) => {
    await consent.append(anEvent("e1", "111"));
    const checkpoint = { importId: "brand b1", fingerprint: "f", rows: 4, counts: { stored: 2 } };
    const outcomes = await consent.appendMany(
      [
        anEvent("e1", "111"),
        anEvent("e2", "222"),
        anEvent("e2", "222"),
        { ...anEvent("e3", "111"), action: "withdraw", scopes: "all", occurredAt: at(9) },
      ],
      (stored) => ({ ...checkpoint, counts: { stored: stored.filter((one) => one.accepted).length } }),
    );
    equal(
      outcomes.map(({ accepted }) => accepted),
      [false, true, false, true],
    );
    equal(outcomes[1]?.view, undefined);
    equal(outcomes[3]?.view?.scopes.utility?.state, "withdrawn");
    equal((await consent.view("222", "brand")).revision, 1);
    equal(await consent.checkpoint("brand b1"), checkpoint);
    equal(await consent.checkpoint("other"), undefined);
    const report = await verifyChain(chainOf(consent));
    equal([report.intact, report.entries], [true, 3]);
  });
  check("ids and brands may hold line ends, or nothing", async ({ consent }) => {
    const events = ["a\nb", "c", ""].map((namespace) => ({
      ...anEvent(`e\n${namespace}`, "111"),
      namespace,
    }));
    await consent.appendMany(events);
    await consent.append({ ...anEvent("e", "222"), namespace: "" });
    for (const { namespace, id } of events)
      equal(
        (await consent.history("111", namespace)).map((event) => event.id),
        [id],
      );
    const report = await verifyChain(chainOf(consent));
    equal([report.intact, report.entries], [true, 4]);
  });
  check("the words of an opt-out can be forgotten, and no link breaks", async ({ consent }) => {
    const stop = (id: string, minute: number): ConsentEvent =>
      buildEvent(
        {
          subject: "111",
          namespace: "brand",
          action: "withdraw",
          scopes: "all",
          method: "whatsapp_keyword",
          actor: { kind: "user" },
          key: id,
          occurredAt: Date.parse(at(minute)),
          evidence: { messageId: `wamid.${id}`, inboundText: `please "inboundText": stop ${id}` },
        },
        virtualClock(Date.parse(at(minute))),
        () => 0.5,
      );
    await consent.append({ ...anEvent("e1", "111"), evidence: { inboundText: "yes, write to me" } });
    const events = [stop("e2", 10), stop("e3", 20), stop("e4", 30)];
    for (const event of events) await consent.append(event);
    const texts = async (): Promise<readonly (string | undefined)[]> =>
      (await consent.history("111", "brand")).map(({ evidence }) => evidence?.inboundText?.slice(-2));
    equal(await texts(), ["me", "e2", "e3", "e4"]);
    equal(await consent.forgetTexts(at(30), 1), 1);
    equal(await texts(), ["me", undefined, "e3", "e4"]);
    equal(await consent.forgetTexts(at(30), 9), 1);
    equal(await consent.forgetTexts(at(30), 9), 0);
    equal(await texts(), ["me", undefined, undefined, "e4"]);
    const report = await verifyChain(chainOf(consent));
    equal([report.intact, report.entries], [true, 4]);
    equal((await consent.append(stop("e2", 10))).accepted, false);
    equal((await consent.view("111", "brand")).revision, 4);
  });
  check("a batch that cannot be written leaves nothing of itself", async ({ consent }) => {
    // What no store can write: a value that JSON does not know.
    const broken = { ...anEvent("e2", "222"), evidence: { formId: 1n as unknown as string } };
    const checkpoint = { importId: "b", fingerprint: "f", rows: 2, counts: {} };
    let failed = false;
    try {
      await consent.appendMany([anEvent("e1", "111"), broken], () => checkpoint);
    } catch {
      failed = true;
    }
    equal(failed, true);
    equal((await consent.view("111", "brand")).revision, 0);
    equal(await consent.checkpoint("b"), undefined);
    equal(await consent.chain(0, 9), []);
    equal((await consent.append(anEvent("e1", "111"))).accepted, true);
  });
};
