import type { AskedQuestion, Conversation } from "../conversations/index.js";
import type { ContractPart } from "./contract-fixtures.js";

/** Hand-offs and questions: compare-and-set, one record for all names of a person. */
export const conversationContract: ContractPart = (check, equal) => {
  const question = (id: string, askedAt: number, more: Partial<AskedQuestion> = {}): AskedQuestion => ({
    id,
    name: "slot",
    askedAt,
    expiresAt: askedAt + 1_000,
    choices: [{ id: "am", title: "Morning" }],
    words: [],
    messageIds: [],
    unfit: [],
    state: "open",
    data: { order: "A-1", list: [1, null, "x"] },
    ...more,
  });
  const chat = (person: string, more: Partial<Conversation> = {}, phoneNumberId = "1"): Conversation => ({
    person,
    phoneNumberId,
    questions: [],
    ...more,
  });

  check("a conversation is read as it was written, for its number only", async ({ conversations }) => {
    equal(await conversations.get("111", "1"), undefined);
    const written = chat("111", {
      questions: [question("q1", 1)],
      handOff: { active: true, at: 5, holder: "person", reason: "wants a refund" },
    });
    equal(await conversations.save(written, 0), true);
    equal(await conversations.get("111", "1"), { ...written, revision: 1 });
    equal(await conversations.get("111", "2"), undefined);
  });
  check("of two writers one is first, and the other learns it", async ({ conversations }) => {
    const both = await Promise.all([
      conversations.save(chat("111", { questions: [question("a", 1)] }), 0),
      conversations.save(chat("111", { questions: [question("b", 1)] }), 0),
    ]);
    equal([...both].sort(), [false, true]);
    equal(await conversations.save(chat("111"), 0), false);
    equal(await conversations.save(chat("111"), 7), false);
    equal(await conversations.save(chat("222"), 3), false);
    equal(await conversations.save(chat("111"), 1), true);
    equal((await conversations.get("111", "1"))?.revision, 2);
  });
  check("what is handed off can be listed, the longest waiting first", async ({ conversations }) => {
    const off = (at: number) => ({ active: true, at, holder: "person" }) as const;
    await conversations.save(chat("111", { handOff: off(30) }), 0);
    await conversations.save(chat("222", { handOff: off(10) }), 0);
    await conversations.save(chat("333", { handOff: { ...off(5), active: false } }), 0);
    await conversations.save(chat("222", { handOff: off(20) }, "2"), 0);
    const listed = async (limit: number) =>
      (await conversations.handedOff(limit)).map(({ person, phoneNumberId }) => [person, phoneNumberId]);
    equal(await listed(9), [
      ["222", "1"],
      ["222", "2"],
      ["111", "1"],
    ]);
    equal(await listed(1), [["222", "1"]]);
    await conversations.save(chat("222", { handOff: { ...off(40), active: false } }), 1);
    equal(await listed(1), [["222", "2"]]);
  });
  check("one person of two names has one conversation", async ({ conversations, identity }) => {
    await conversations.save(chat("111", { questions: [question("old", 1)] }), 0);
    await conversations.save(
      chat("IN.a", {
        questions: [question("new", 2)],
        handOff: { active: true, at: 9, holder: "person" },
      }),
      0,
    );
    await conversations.save(chat("IN.a", {}, "2"), 0);
    await identity.link(["111", "IN.a"]);
    const merged = await conversations.get("IN.a", "1");
    equal(
      merged?.questions.map(({ id, state, ended }) => [id, state, ended]),
      [
        ["new", "open", undefined],
        ["old", "ended", "replaced"],
      ],
    );
    equal([merged?.person, merged?.handOff?.active], ["111", true]);
    equal((await conversations.get("111", "2"))?.person, "111");
    equal(await conversations.save(chat("IN.a"), merged?.revision ?? 0), true);
    equal((await conversations.get("111", "1"))?.questions, []);
  });
  check("an erased person has none", async ({ conversations, consent }) => {
    await conversations.save(chat("111", { questions: [question("q1", 1)] }), 0);
    await consent.erase("111", {
      id: "erasure-1",
      namespace: "*",
      action: "erase",
      scopes: "all",
      occurredAt: "2026-01-01T00:00:00.000Z",
      recordedAt: "2026-01-01T00:00:00.000Z",
      actor: { kind: "operator", id: "x" },
      method: "api",
      basis: "consent",
    });
    equal(await conversations.get("111", "1"), undefined);
  });
};
