import { describe, expect, it } from "vitest";
import {
  GraphApiError,
  HeldError,
  InDoubtError,
  MarketingStoppedError,
  RefusedError,
  type SendNotice,
  TransportError,
  ValidationError,
  WindowClosedError,
} from "waypost";
import {
  arrival,
  connect,
  failSend,
  newArrival,
  openWorld,
  optIn,
  orderShipped,
  RAVI,
  shipped,
} from "./setup.js";

describe("templates", () => {
  it("goes out to a person who opted in, and its statuses arrive in the ledger", async () => {
    const { sim, waypost } = await openWorld();
    await optIn(waypost);
    const receipt = await waypost.messages.sendTemplate(shipped(sim));
    expect(receipt).toMatchObject({
      duplicate: false,
      messageStatus: "accepted",
      decision: { action: "allow", rule: "row-9" },
    });
    expect(sim.user(RAVI).lastReceived?.text).toBe("Hi Ravi, your order A-1001 left our shop today.");
    expect(sim.sent[0]?.callbackData).toBe(receipt.id);
    await sim.advance("5s");
    await sim.user(RAVI).read();
    expect(await waypost.ledger.get(receipt.id)).toMatchObject({
      state: "accepted",
      status: "read",
      pricing: { category: "utility" },
      decision: { rule: "row-9" },
    });
  });

  it("check says the same as the send would, and does nothing", async () => {
    const { sim, waypost } = await openWorld();
    expect(await waypost.messages.check(shipped(sim))).toMatchObject({
      action: "refuse",
      code: "CONSENT_REQUIRED",
      rule: "row-11",
    });
    await optIn(waypost);
    expect(await waypost.messages.check(shipped(sim))).toMatchObject({ action: "allow", rule: "row-9" });
    expect(await waypost.ledger.list()).toEqual([]);
    expect(sim.sent).toEqual([]);
  });

  it("one cause is one message: the second call returns the first result", async () => {
    const { sim, waypost } = await openWorld();
    await optIn(waypost);
    const [first, second] = await Promise.all([
      waypost.messages.sendTemplate(shipped(sim)),
      waypost.messages.sendTemplate(shipped(sim)),
    ]);
    const third = await waypost.messages.sendTemplate(shipped(sim));
    expect([first.duplicate, second.duplicate, third.duplicate]).toEqual([false, true, true]);
    expect(new Set([first.messageId, second.messageId, third.messageId]).size).toBe(1);
    expect(sim.sent.length).toBe(1);
    await waypost.messages.sendTemplate({
      ...shipped(sim),
      cause: { ...shipped(sim).cause, step: "delivered" },
    });
    expect(sim.sent.length).toBe(2);
  });

  it("a refusal does not use the key up: once the reason is gone, the same call passes", async () => {
    const { sim, waypost } = await openWorld();
    await expect(waypost.messages.sendTemplate(shipped(sim))).rejects.toSatisfy(
      (error) => RefusedError.is(error) && error.code === "CONSENT_REQUIRED",
    );
    await optIn(waypost);
    expect((await waypost.messages.sendTemplate(shipped(sim))).duplicate).toBe(false);
  });

  it("the account's state of the template counts, as webhooks tell it", async () => {
    const { sim, waypost } = await openWorld();
    await optIn(waypost);
    await waypost.messages.sendTemplate(shipped(sim, "A-1"));
    await sim.advance("1m");
    await sim.templates.pause("order_shipped");
    await expect(waypost.messages.sendTemplate(shipped(sim, "A-2"))).rejects.toMatchObject({
      code: "TEMPLATE_PAUSED",
    });
    await sim.advance("3h");
    await sim.templates.approve("order_shipped");
    await waypost.messages.sendTemplate(shipped(sim, "A-2"));
    await sim.advance("1m");
    await sim.templates.disable("order_shipped");
    await expect(waypost.messages.sendTemplate(shipped(sim, "A-3"))).rejects.toMatchObject({
      code: "TEMPLATE_DISABLED",
    });
  });

  it("a template recategorised to marketing demands marketing consent at once (vector 12)", async () => {
    const { sim, waypost } = await openWorld();
    await optIn(waypost, RAVI, ["utility"]);
    await waypost.messages.sendTemplate(shipped(sim, "A-1"));
    await sim.advance("1m");
    await sim.templates.recategorise("order_shipped", "MARKETING");
    await expect(waypost.messages.sendTemplate(shipped(sim, "A-2"))).rejects.toMatchObject({
      code: "CONSENT_REQUIRED",
      rule: "row-21",
    });
    expect(sim.sent.length).toBe(1);
  });

  it("a definition that differs from the account's is refused", async () => {
    const { sim, waypost } = await openWorld();
    await optIn(waypost);
    const body = "Something else for {{name}} and {{order}} entirely.";
    sim.templates.add({
      name: "order_shipped",
      language: "en",
      category: "utility",
      parameter_format: "NAMED",
      body,
    });
    await expect(waypost.messages.sendTemplate(shipped(sim))).rejects.toMatchObject({
      code: "TEMPLATE_MISMATCH",
    });
  });

  it("a template that the account does not have is refused without a send", async () => {
    const { sim, waypost } = await openWorld();
    await optIn(waypost);
    const path = `/${sim.credentials.businessAccountId}/message_templates`;
    await waypost.graph.delete(path, { query: { name: "order_shipped" } });
    await expect(waypost.messages.sendTemplate(shipped(sim))).rejects.toMatchObject({
      code: "TEMPLATE_NOT_APPROVED",
    });
    expect(sim.requests.filter(({ method }) => method === "POST")).toEqual([]);
  });

  it("goes to a user id when there is no number", async () => {
    const { sim, waypost } = await openWorld();
    const userId = sim.user(RAVI).userId;
    await optIn(waypost, userId);
    await waypost.messages.sendTemplate(shipped(sim, "A-1", userId));
    expect(sim.user(RAVI).lastReceived?.type).toBe("template");
  });
});

describe("opt-outs", () => {
  it("STOP is stored, confirmed once, and hidden from message handlers", async () => {
    const { sim, waypost } = await openWorld();
    const heard: string[] = [];
    waypost.on("message.text", ({ message }) => void heard.push(message.text.body));
    const ref = await optIn(waypost);
    const ravi = sim.user(RAVI);
    await sim.advance("1m");
    await ravi.sendText("hello");
    await ravi.sendText("Stop. Thank you");
    await ravi.sendText("STOP");
    expect(heard).toEqual(["hello"]);
    expect(ravi.messages.filter(({ direction }) => direction === "in").map(({ text }) => text)).toEqual([
      expect.stringContaining("no more offers from Asha Stores"),
    ]);
    await expect(waypost.messages.sendTemplate(arrival(sim, ref))).rejects.toMatchObject({
      code: "OPTED_OUT",
      rule: "row-22",
    });
    await waypost.messages.sendTemplate(shipped(sim));
    await sim.advance("1h");
    await ravi.sendText("STOP ALL");
    await sim.advance("1h");
    await expect(waypost.messages.sendTemplate(shipped(sim, "A-2"))).rejects.toMatchObject({
      code: "OPTED_OUT",
      rule: "row-14",
    });
    await expect(waypost.chats.open(RAVI)).rejects.toMatchObject({ code: "OPTED_OUT" });
  });

  it("START after STOP brings back what was stopped", async () => {
    const { sim, waypost } = await openWorld();
    await optIn(waypost);
    const ravi = sim.user(RAVI);
    await sim.advance("1m");
    await ravi.sendText("STOP");
    await sim.advance("1m");
    await ravi.sendText("START");
    const marketing = (await waypost.consent.get(RAVI)).state("marketing");
    expect(marketing).toMatchObject({ state: "granted", method: "whatsapp_keyword" });
    await waypost.messages.sendTemplate(arrival(sim, marketing.eventId ?? ""));
  });

  it("START without a STOP before it grants nothing", async () => {
    const { sim, waypost } = await openWorld();
    await sim.user(RAVI).sendText("START");
    expect((await waypost.consent.get(RAVI)).state("marketing").state).toBe("unknown");
  });

  it("an ambiguous word asks, holds marketing, and silence ends it after 72 hours", async () => {
    const { sim, waypost } = await openWorld();
    const ref = await optIn(waypost);
    await sim.advance("1m");
    await sim.user(RAVI).sendText("बंद");
    expect(sim.user(RAVI).lastReceived?.buttons.length).toBe(2);
    await expect(waypost.messages.sendTemplate(arrival(sim, ref))).rejects.toSatisfy(
      (error) =>
        HeldError.is(error) && error.code === "OPT_OUT_PENDING" && error.retryAfterMs > 71 * 3_600_000,
    );
    await sim.advance("73h");
    await expect(waypost.messages.sendTemplate(arrival(sim, ref))).rejects.toMatchObject({
      code: "OPTED_OUT",
    });
  });

  it("an ambiguous word, and they meant something else", async () => {
    const { sim, waypost } = await openWorld();
    const ref = await optIn(waypost);
    await sim.advance("1m");
    await sim.user(RAVI).sendText("cancel");
    await sim.advance("1m");
    await sim.user(RAVI).tapButton("No, something else");
    expect((await waypost.messages.sendTemplate(arrival(sim, ref))).duplicate).toBe(false);
  });

  it("asked whether to stop, another such word says yes", async () => {
    const { sim, waypost } = await openWorld();
    await optIn(waypost);
    await sim.advance("1m");
    await sim.user(RAVI).sendText("बंद करो");
    await sim.advance("1m");
    await sim.user(RAVI).sendText("बंद");
    expect((await waypost.consent.get(RAVI)).state("marketing").state).toBe("withdrawn");
  });

  it("an ordinary word right after the bot's own buttons is an answer to the bot", async () => {
    const { sim, waypost } = await openWorld();
    const heard: string[] = [];
    waypost.on("message.text", async ({ message, chat }) => {
      heard.push(message.text.body);
      if (message.text.body === "hi")
        await chat.sendButtons({
          body: "Shall we book you in?",
          buttons: [
            { id: "y", title: "Yes" },
            { id: "n", title: "No" },
          ],
        });
    });
    await sim.user(RAVI).sendText("hi");
    await sim.user(RAVI).sendText("no");
    await sim.user(RAVI).sendText("cancel");
    expect(heard).toEqual(["hi", "no", "cancel"]);
    await sim.user(RAVI).sendText("stop");
    expect(heard.length).toBe(3);
  });

  it("WhatsApp's own stop reaches the registry, and resume lifts it", async () => {
    const { sim, waypost } = await openWorld();
    const ref = await optIn(waypost);
    await sim.advance("1m");
    await sim.user(RAVI).stopPromotions();
    await expect(waypost.messages.sendTemplate(arrival(sim, ref))).rejects.toMatchObject({
      code: "OPTED_OUT",
      rule: "row-23",
    });
    await sim.advance("1m");
    await sim.user(RAVI).resumePromotions();
    const { eventId } = (await waypost.consent.get(RAVI)).state("marketing");
    await waypost.messages.sendTemplate(arrival(sim, eventId ?? ""));
  });

  it("a stop whose webhook was lost is learned from 131050", async () => {
    const { sim, waypost } = await openWorld();
    const ref = await optIn(waypost);
    await sim.advance("1m");
    sim.webhooks.pause();
    await sim.user(RAVI).stopPromotions();
    const receipt = await waypost.messages.sendTemplate(arrival(sim, ref, "one"));
    await sim.webhooks.resume();
    await sim.advance("5s");
    expect(await waypost.ledger.get(receipt.id)).toMatchObject({
      status: "failed",
      failure: { code: 131050 },
    });
    expect((await waypost.consent.get(RAVI)).state("marketing").state).toBe("withdrawn");
  });

  it("131050 as the answer itself is a MarketingStoppedError and a withdrawal", async () => {
    const { sim, waypost } = await openWorld();
    const ref = await optIn(waypost);
    await sim.advance("1m");
    failSend(sim, 131050);
    await expect(waypost.messages.sendTemplate(arrival(sim, ref))).rejects.toSatisfy((error) =>
      MarketingStoppedError.is(error),
    );
    await expect(waypost.messages.sendTemplate(arrival(sim, ref, "two"))).rejects.toMatchObject({
      code: "OPTED_OUT",
    });
  });

  it("an opt-out while a send waits is honoured at the wire (vector 13)", async () => {
    const { sim, store, waypost } = await openWorld();
    const ref = await optIn(waypost);
    await sim.advance("1m");
    const dispatch = store.ledger.dispatch.bind(store.ledger);
    let raced = false;
    const racing = {
      ...store,
      ledger: {
        ...store.ledger,
        dispatch: async (update: Parameters<typeof dispatch>[0]) => {
          if (!raced) {
            raced = true;
            await waypost.consent.withdraw({ user: RAVI, method: "verbal" });
          }
          return dispatch(update);
        },
      },
    };
    const other = connect(sim, { store: racing });
    await expect(other.messages.sendTemplate(arrival(sim, ref))).rejects.toMatchObject({ code: "OPTED_OUT" });
    expect(sim.sent).toEqual([]);
  });

  it("an opt-out under one id holds for the number that turns out to be the same person", async () => {
    const { sim, waypost } = await openWorld();
    await optIn(waypost);
    const { userId } = sim.user(RAVI);
    await sim.advance("1m");
    await waypost.consent.withdraw({ user: userId, method: "email" });
    await sim.user(RAVI).sendText("hello");
    await sim.advance("25h");
    await expect(waypost.messages.sendTemplate(shipped(sim))).rejects.toMatchObject({ code: "OPTED_OUT" });
  });
});

describe("free form", () => {
  it("exists only inside the window, also on a chat that was kept", async () => {
    const { sim, waypost } = await openWorld();
    await expect(waypost.chats.open(RAVI)).rejects.toSatisfy(
      (error) => WindowClosedError.is(error) && RefusedError.is(error),
    );
    await sim.user(RAVI).sendText("hello");
    const chat = await waypost.chats.open(RAVI);
    await chat.sendText("Hi", { previewUrl: false });
    await chat.sendImage({ link: "https://asha.example/quilt.jpg", caption: "A quilt" });
    expect(sim.user(RAVI).lastReceived?.text).toBe("[image] A quilt");
    await sim.advance("24h");
    await expect(chat.sendText("too late")).rejects.toSatisfy((error) => WindowClosedError.is(error));
    expect(sim.sent.length).toBe(2);
  });

  it("the pace towards one person is held before Meta refuses it", async () => {
    // A lively chat: whoever writes gets answers (G14).
    const loosened = {
      setting: "freeForm.maxUnanswered",
      value: 20,
      by: "test",
      at: 0,
      reason: "Long answers.",
    } as const;
    const { sim, waypost } = await openWorld({ policy: { loosen: [loosened] } });
    for (let i = 0; i < 45; i++) {
      if (i % 15 === 0) {
        await sim.advance("1s");
        await sim.user(RAVI).sendText("and then?");
        await waypost.webhooks.idle();
      }
      await (await waypost.chats.open(RAVI)).sendText(`line ${String(i)}`);
    }
    const chat = await waypost.chats.open(RAVI);
    // Two seconds were paid back between the first message and the last.
    await expect(chat.sendText("one more")).rejects.toSatisfy(
      (error) => HeldError.is(error) && error.code === "PAIR_RATE" && error.retryAfterMs === 4_000,
    );
    await sim.advance("4s");
    await chat.sendText("one more");
    expect(sim.sent.length).toBe(46);
  });

  it("an idempotency key sends once", async () => {
    const { sim, waypost } = await openWorld();
    await sim.user(RAVI).sendText("hello");
    const chat = await waypost.chats.open(RAVI);
    const first = await chat.sendText("once", { idempotencyKey: "k" });
    expect(await chat.sendText("once", { idempotencyKey: "k" })).toMatchObject({
      duplicate: true,
      messageId: first.messageId,
    });
    expect(sim.sent.length).toBe(1);
  });
});

describe("answers that do not come", () => {
  it.each(["reset_after", "timeout", "garbled", "truncated"] as const)(
    "%s: in doubt, never resent, settled by the status webhook",
    async (fault) => {
      const { sim, waypost } = await openWorld();
      await optIn(waypost);
      await waypost.templates.sync();
      failSend(sim, fault);
      const error: unknown = await waypost.messages
        .sendTemplate(shipped(sim))
        .catch((thrown: unknown) => thrown);
      if (!InDoubtError.is(error)) throw new Error("expected InDoubtError", { cause: error });
      expect((await waypost.ledger.get(error.sendId))?.state).toBe("in_doubt");
      await expect(waypost.messages.sendTemplate(shipped(sim))).rejects.toSatisfy((thrown) =>
        InDoubtError.is(thrown),
      );
      await sim.advance("5s");
      expect(await waypost.ledger.get(error.sendId)).toMatchObject({
        state: "accepted",
        status: "delivered",
      });
      expect(await waypost.messages.sendTemplate(shipped(sim))).toMatchObject({
        duplicate: true,
        id: error.sendId,
      });
      expect(sim.sent.length).toBe(1);
    },
  );

  it("a connection that never stood is a TransportError after two more tries, and may be called again", async () => {
    const { sim, waypost } = await openWorld();
    await optIn(waypost);
    await waypost.templates.sync();
    failSend(sim, "reset_before", 3);
    const failed = expect(waypost.messages.sendTemplate(shipped(sim))).rejects.toSatisfy(
      (error) => TransportError.is(error) && !error.requestLeft,
    );
    for (let i = 0; i < 3; i++) await sim.advance("10s");
    await failed;
    expect((await waypost.messages.sendTemplate(shipped(sim))).duplicate).toBe(false);
    expect(sim.sent.length).toBe(1);
  });

  it("Meta's 'too fast' is repeated, its 'no' is not", async () => {
    const { sim, waypost } = await openWorld();
    await optIn(waypost);
    await waypost.templates.sync();
    failSend(sim, 130429);
    const sent = waypost.messages.sendTemplate(shipped(sim));
    for (let i = 0; i < 3; i++) await sim.advance("2s");
    expect((await sent).duplicate).toBe(false);
    // Slower from the first "too fast" on, although this send went out in the end.
    expect(waypost.limits.snapshot().numbers[sim.credentials.phoneNumberId]?.pace).toBeLessThan(0.6);
    failSend(sim, 131005);
    await expect(waypost.messages.sendTemplate(shipped(sim, "A-2"))).rejects.toSatisfy(
      (error) => GraphApiError.is(error) && error.name === "PermissionError",
    );
    expect(sim.sent.length).toBe(1);
    expect((await waypost.messages.sendTemplate(shipped(sim, "A-2"))).duplicate).toBe(false);
  });
});

describe("raw Graph access", () => {
  it("reads, and refuses whatever sends", async () => {
    const { sim, waypost } = await openWorld();
    const { phoneNumberId, businessAccountId } = sim.credentials;
    expect(await waypost.graph.get(`/${phoneNumberId}`)).toMatchObject({ id: phoneNumberId });
    for (const path of [
      `/${phoneNumberId}/messages`,
      `/v26.0/${phoneNumberId}/MESSAGES`,
      `${phoneNumberId}/marketing_messages`,
      `/${phoneNumberId}/%6dessages`,
      "https://graph.facebook.com/1/messages",
      "/",
      "",
      `/${phoneNumberId}/./messages`,
      `//evil.example/${businessAccountId}`,
    ]) {
      await expect(waypost.graph.post(path, { body: {} })).rejects.toSatisfy(
        (error) => ValidationError.is(error) && error.code === "GRAPH_PATH_REFUSED",
      );
    }
    await expect(
      waypost.graph.get(`/${phoneNumberId}/settings`, { query: { method: "post" } }),
    ).rejects.toMatchObject({ code: "GRAPH_PATH_REFUSED" });
    await expect(
      waypost.graph.post(`/${phoneNumberId}/settings`, { body: { batch: [] } }),
    ).rejects.toMatchObject({ code: "GRAPH_PATH_REFUSED" });
    expect(sim.sent).toEqual([]);
  });
});

it("notices tell what happened without saying to whom", async () => {
  const notices: SendNotice[] = [];
  const { sim, waypost } = await openWorld({ onSend: (notice) => notices.push(notice) });
  await waypost.messages.sendTemplate(shipped(sim)).catch(() => undefined);
  await optIn(waypost);
  await waypost.messages.sendTemplate(shipped(sim));
  await waypost.messages.sendTemplate(shipped(sim));
  expect(notices.map(({ state, duplicate, template }) => [state, duplicate, template])).toEqual([
    ["refused", false, orderShipped.name],
    ["accepted", false, orderShipped.name],
    ["accepted", true, orderShipped.name],
  ]);
  expect(JSON.stringify(notices)).not.toContain("9812345678");
  expect(newArrival.category).toBe("marketing");
});

it("who gives up while a send waits for its turn has sent nothing, and may call again", async () => {
  const { sim, waypost } = await openWorld();
  await optIn(waypost);
  await expect(
    waypost.messages.sendTemplate(shipped(sim), { signal: AbortSignal.abort() }),
  ).rejects.toSatisfy((error) => TransportError.is(error) && error.code === "ABORTED" && !error.requestLeft);
  expect(sim.sent).toEqual([]);
  expect((await waypost.messages.sendTemplate(shipped(sim))).duplicate).toBe(false);
});
