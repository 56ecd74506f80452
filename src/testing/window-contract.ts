import { type ContractPart } from "./contract-fixtures.js";

/** Windows and template records: the later fact stays. */
export const windowContract: ContractPart = (check, equal) => {
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
  check("of two at one instant the greater id stays, whatever the order, also over a link", async (store) => {
    const { windows, identity } = store;
    const inbound = (person: string, lastInboundMessageId: string) => ({
      person,
      phoneNumberId: "1",
      lastInboundAt: 1_000,
      lastInboundMessageId,
    });
    const idOf = async (person: string) => (await windows.get(person, "1"))?.lastInboundMessageId;
    for (const id of ["wamid.b", "wamid.a"]) await windows.recordInbound(inbound("111", id));
    for (const id of ["wamid.a", "wamid.b"]) await windows.recordInbound(inbound("222", id));
    await Promise.all(
      ["wamid.a", "wamid.c", "wamid.B"].map((id) => windows.recordInbound(inbound("IN.a", id))),
    );
    equal([await idOf("111"), await idOf("222"), await idOf("IN.a")], ["wamid.b", "wamid.b", "wamid.c"]);
    await identity.link(["111", "IN.a"]);
    equal([await idOf("111"), await idOf("IN.a")], ["wamid.c", "wamid.c"]);
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
};
