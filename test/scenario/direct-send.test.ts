/** Direct Send: no stored template, and every other rule. */
import { describe, expect, it } from "vitest";
import { openWorld, optIn, RAVI } from "./setup.js";

const text = "Your parcel A-1001 is at the post office in Johari Bazaar until Friday.";
const parcel = (at: number, more: object = {}) =>
  ({
    to: RAVI,
    category: "utility",
    content: { text },
    cause: { kind: "shipment", ref: "A-1001", at },
    ...more,
  }) as const;

/** Some replies, then some links. */
const mixed = (replies: number, links: number) => ({
  content: {
    buttons: {
      body: "When shall we come?",
      buttons: [
        ...Array.from({ length: replies }, (_, n) => ({
          id: `slot-${String(n)}`,
          title: `Slot ${String(n)}`,
        })),
        ...Array.from({ length: links }, (_, n) => ({
          title: `Track ${String(n)}`,
          url: `https://asha.example/${String(n)}`,
        })),
      ],
    },
  },
});

describe("Direct Send", () => {
  it("reaches a person outside the window as a utility message of its cause, once", async () => {
    const { sim, waypost } = await openWorld({}, { directSend: true });
    await optIn(waypost);
    const receipt = await waypost.messages.sendDirect(parcel(sim.now, { ttlSeconds: 3_600 }));
    expect(await waypost.messages.sendDirect(parcel(sim.now))).toMatchObject({ duplicate: true });
    await sim.advance("5s");
    expect(sim.user(RAVI).lastReceived?.text).toBe(text);
    expect(sim.sent.map(({ payload }) => payload)).toMatchObject([
      { type: "text", category: "utility", ttl_seconds: 3_600, to: RAVI.slice(1) },
    ]);
    expect(await waypost.ledger.get(receipt.id)).toMatchObject({
      category: "utility",
      status: "delivered",
      decision: { rule: "row-9" },
    });
  });

  it("needs what a template needs: opt-in, cause, a person who did not stop", async () => {
    const { sim, waypost } = await openWorld({}, { directSend: true });
    const send = (more = {}) => waypost.messages.sendDirect(parcel(sim.now, more));
    await expect(send()).rejects.toMatchObject({ code: "CONSENT_REQUIRED" });
    await optIn(waypost);
    await expect(send({ cause: undefined })).rejects.toMatchObject({ code: "CAUSE_REQUIRED" });
    await expect(send({ cause: { kind: "shipment", ref: "old", at: 0 } })).rejects.toMatchObject({
      code: "CAUSE_STALE",
    });
    await expect(send({ to: [RAVI] as never })).rejects.toMatchObject({ code: "MULTIPLE_RECIPIENTS" });
    await waypost.consent.withdraw({ user: RAVI });
    await expect(send()).rejects.toMatchObject({ code: "OPTED_OUT" });
    expect(sim.sent).toEqual([]);
  });

  it("counts against one cause and one person like any template", async () => {
    const { sim, waypost } = await openWorld({}, { directSend: true });
    const people = Array.from({ length: 7 }, (_, n) => `+9198123400${String(n)}0`);
    for (const user of people) await optIn(waypost, user);
    const codes = [];
    for (const to of people)
      codes.push(
        await waypost.messages.sendDirect(parcel(sim.now, { to })).then(
          () => "sent",
          (error: unknown) => (error as { code: string }).code,
        ),
      );
    expect(codes).toEqual([...Array<string>(5).fill("sent"), "CAUSE_FANOUT", "CAUSE_FANOUT"]);
  });

  it("takes what Meta takes, one under and one over each limit", async () => {
    const { sim, waypost } = await openWorld({}, { directSend: true });
    await optIn(waypost);
    const tries = (more: object) => waypost.messages.sendDirect(parcel(sim.now, more));
    const step = (n: number) => ({ cause: { kind: "shipment", ref: `L-${String(n)}`, at: sim.now } });
    const wrong = [
      { category: "marketing" },
      { content: { text: "x".repeat(1_025) } },
      { content: { image: { link: "https://a.example/a.jpg" } } },
      { content: {} },
      { ttlSeconds: 29 },
      { ttlSeconds: 43_201 },
      { category: "authentication", ttlSeconds: 901 },
      {
        category: "authentication",
        content: { urlButton: { body: "b", button: "b", url: "https://a.example" } },
      },
      { idempotencyKey: "" },
      mixed(8, 3),
      mixed(10, 1),
      mixed(0, 0),
    ];
    for (const more of wrong)
      await expect(tries(more), JSON.stringify(more).slice(0, 60)).rejects.toMatchObject({
        code: "INVALID_MESSAGE",
      });
    expect(sim.sent).toEqual([]);
    const right = [
      { content: { text: "x".repeat(1_024) } },
      { ttlSeconds: 30 },
      { ttlSeconds: 43_200 },
      { content: { buttons: { body: "At home on Friday?", buttons: [{ id: "y", title: "Yes" }] } } },
      { content: { urlButton: { body: "Track it", button: "Track", url: "https://a.example" } } },
      { content: { callButton: { body: "Questions?", button: "Call us" } } },
      mixed(8, 2),
      mixed(10, 0),
      mixed(0, 1),
    ];
    for (const [n, more] of right.entries()) await tries({ ...more, ...step(n) });
    expect(sim.sent).toHaveLength(right.length);
  });

  it("shows replies and links together", async () => {
    const { sim, waypost } = await openWorld({}, { directSend: true });
    await optIn(waypost);
    await waypost.messages.sendDirect(parcel(sim.now, mixed(4, 1)));
    await sim.advance("5s");
    expect(sim.user(RAVI).lastReceived?.buttons?.map(({ kind, title }) => [kind, title])).toEqual([
      ...["0", "1", "2", "3"].map((n) => ["reply", `Slot ${n}`]),
      ["url", "Track 0"],
    ]);
  });

  it("in a chat there are three replies and no link among them", async () => {
    const { sim, waypost } = await openWorld();
    await sim.user(RAVI).sendText("hello");
    const chat = await waypost.chats.open(RAVI);
    for (const { content } of [mixed(4, 0), mixed(1, 1)])
      await expect(chat.sendButtons(content.buttons as never)).rejects.toMatchObject({
        code: "INVALID_MESSAGE",
      });
  });

  it("is Meta's to allow: an account without it gets code 100, and may try again", async () => {
    const { sim, waypost } = await openWorld();
    await optIn(waypost);
    await expect(waypost.messages.sendDirect(parcel(sim.now))).rejects.toMatchObject({ graphCode: 100 });
    expect((await waypost.ledger.list())[0]).toMatchObject({ state: "failed" });
  });
});
