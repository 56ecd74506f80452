import { type ContractPart } from "./contract-fixtures.js";

/** Deduplication, order, retries, dead letters. */
export const inboxContract: ContractPart = (check, equal) => {
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
    equal([await inbox.replay("a"), await inbox.replay("a"), await inbox.replay("z")], [true, false, false]);
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
    for (const key of ["a1", "b1"]) await inbox.done(key);
    equal([await ready(10), await inbox.nextRetryAt(10)], [[], 50]);
    for (const key of ["a2", "a3"]) await inbox.done(key);
    equal(await inbox.nextRetryAt(50), undefined);
  });
  check(
    "where other processes may leave items behind, one that waits for long is found",
    async ({ inbox }) => {
      if (inbox.overdue === undefined) return;
      const of = (key: string, lane: string, receivedAt: number) => ({ ...item(key, receivedAt), lane });
      const overdue = (now: number) => inbox.overdue?.(now - 30);
      equal(await overdue(100), false);
      await inbox.put([of("a1", "a", 10), of("a2", "a", 11)]);
      equal([await overdue(39), await overdue(40)], [false, true]);
      // Behind one that waits for its retry, and then since that was due.
      await inbox.failed("a1", { error: "boom", notBefore: 50, dead: false });
      equal([await overdue(49), await overdue(79), await overdue(80)], [false, false, true]);
      await inbox.failed("a1", { error: "boom", notBefore: 50, dead: true });
      await inbox.done("a2");
      equal(await overdue(1_000), false);
    },
  );
  check(
    "pruning deletes done and dead events, each of before their instant, and no others",
    async ({ inbox }) => {
      const all = ["old", "new", "open", "dead old", "dead new"];
      const received = [4, 9, 1, 2, 4];
      await inbox.put(all.map((key, index) => item(key, received[index])));
      for (const key of ["old", "new"]) await inbox.done(key);
      for (const key of ["dead old", "dead new"])
        await inbox.failed(key, { error: "boom", notBefore: 5, dead: true });
      equal(await inbox.prune(5, 3), 2);
      equal(
        (await inbox.put(all.map((key) => item(key)))).map(({ key }) => key),
        ["old", "dead old"],
      );
    },
  );
};
