import { describe, expect, it } from "vitest";
import { type Chat, defineQuestion, RefusedError, UnansweredError, type Waypost } from "waypost";
import { connect, openWorld, optIn, RAVI, type World } from "./setup.js";

const MEERA = "+919829012345";

const slot = defineQuestion({
  name: "delivery-slot",
  body: "When may we come?",
  buttons: [
    { id: "am", title: "Morning" },
    { id: "pm", title: "Evening" },
    { id: "cancel-order", title: "Cancel" },
  ],
  unfit: "Please tap one of these.",
});

const email = defineQuestion({
  name: "email",
  body: "Your e-mail address?",
  parse: (text) => (/^\S+@\S+$/.test(text) ? text.toLowerCase() : undefined),
});

/** A shop that asks for the slot on "hi", and notes what comes of it. */
async function asking(world: World): Promise<string[]> {
  const notes: string[] = [];
  note(world.waypost, notes);
  return notes;
}

function note(waypost: Waypost, notes: string[]): void {
  waypost.on("message.text", async ({ message, chat }) => {
    if (message.text.body !== "hi") {
      notes.push(`text ${message.text.body}`);
      return;
    }
    try {
      const { value, text } = await chat.ask(slot);
      notes.push(`answer ${value} (${text})`);
    } catch (error) {
      notes.push(UnansweredError.is(error) ? error.code : String(error));
    }
  });
  waypost.on("message.interactive", ({ message }) => {
    notes.push(`tap ${String(message.interactive.reply.id)}`);
  });
}

describe("chat.ask", () => {
  it.each([["a tap", (ravi: { tapButton(title: string): Promise<unknown> }) => ravi.tapButton("Evening")]])(
    "%s answers, and no other handler sees it",
    async (_name, act) => {
      const world = await openWorld();
      const notes = await asking(world);
      const ravi = world.sim.user(RAVI);
      await ravi.sendText("hi");
      expect(notes).toEqual([]);
      await act(ravi);
      expect(notes).toEqual(["answer pm (Evening)"]);
      await ravi.tapButton("Morning");
      expect(notes.at(-1)).toBe("tap am");
    },
  );

  it.each([
    ["evening!", "answer pm (Evening)"],
    ["2", "answer pm (Evening)"],
    [" AM ", "answer am (Morning)"],
  ])("the text %j answers", async (text, expected) => {
    const world = await openWorld();
    const notes = await asking(world);
    await world.sim.user(RAVI).sendText("hi");
    await world.sim.user(RAVI).sendText(text);
    expect(notes).toEqual([expected]);
  });

  it("an answer that does not fit is asked for again, and not for ever", async () => {
    const world = await openWorld();
    const notes = await asking(world);
    const ravi = world.sim.user(RAVI);
    await ravi.sendText("hi");
    await ravi.sendText("tomorrow");
    expect(ravi.lastReceived?.text).toMatch(/^Please tap one of these\./);
    await world.sim.advance("10s");
    await ravi.tapButton("Morning");
    expect(notes).toEqual(["answer am (Morning)"]);
    await ravi.sendText("hi");
    for (const text of ["a?", "b?", "c?"]) {
      await ravi.sendText(text);
      await world.sim.advance("10s");
    }
    expect(notes).toEqual(["answer am (Morning)", "ANSWER_UNFIT"]);
  });

  it("text is parsed, and what the parser refuses is asked for again", async () => {
    const { sim, waypost } = await openWorld();
    const got: string[] = [];
    waypost.on("message.text", async ({ chat }) => {
      got.push((await chat.ask(email)).value);
    });
    const ravi = sim.user(RAVI);
    await ravi.sendText("hello");
    await ravi.sendText("no idea");
    expect(got).toEqual([]);
    await ravi.sendText("Ravi@Example.com");
    expect(got).toEqual(["ravi@example.com"]);
  });

  it("a list is answered by a row; two questions stand one after the other in one handler", async () => {
    const { sim, waypost } = await openWorld();
    const got: string[] = [];
    waypost.on("message.text", async ({ chat }) => {
      const size = await chat.ask({
        name: "size",
        body: "Which size?",
        button: "Sizes",
        sections: [
          {
            rows: [
              { id: "s", title: "Small" },
              { id: "l", title: "Large" },
            ],
          },
        ],
      });
      const sure = await chat.ask({ name: "sure", body: "Sure?", buttons: [{ id: "yes", title: "Yes" }] });
      got.push(size.value, sure.value);
      await chat.sendText("Packed.");
    });
    const ravi = sim.user(RAVI);
    await ravi.sendText("buy");
    await ravi.chooseRow("Large");
    await ravi.tapButton("Yes");
    expect([got, ravi.lastReceived?.text]).toEqual([["l", "yes"], "Packed."]);
  });

  it("it ends with its time, and a later answer goes to the other handlers", async () => {
    const world = await openWorld();
    const notes = await asking(world);
    const ravi = world.sim.user(RAVI);
    await ravi.sendText("hi");
    await world.sim.advance("61m");
    expect(notes).toEqual(["ANSWER_TIMEOUT"]);
    await ravi.tapButton("Morning");
    expect(notes).toEqual(["ANSWER_TIMEOUT", "tap am"]);
  });

  it("a signal ends it; an aborted one asks nothing", async () => {
    const { sim, waypost } = await openWorld();
    await sim.user(RAVI).sendText("hello");
    const chat = await waypost.chats.open(RAVI);
    const stop = new AbortController();
    const asked = chat.ask(slot, { signal: stop.signal });
    await expect.poll(() => sim.user(RAVI).lastReceived?.text).toBe("When may we come?");
    stop.abort();
    await expect(asked).rejects.toMatchObject({ code: "QUESTION_ABORTED", question: "delivery-slot" });
    const count = sim.requests.length;
    await expect(chat.ask(slot, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: "QUESTION_ABORTED",
    });
    expect(sim.requests.length).toBe(count);
  });

  it("a new question replaces the one that waits", async () => {
    const world = await openWorld();
    const notes = await asking(world);
    const ravi = world.sim.user(RAVI);
    await ravi.sendText("hi");
    const chat = await world.waypost.chats.open(RAVI);
    const second = chat.ask(email);
    await expect.poll(() => notes).toEqual(["QUESTION_REPLACED"]);
    await expect.poll(() => ravi.lastReceived?.text).toBe("Your e-mail address?");
    await ravi.sendText("a@b");
    expect((await second).value).toBe("a@b");
  });

  it("sixteen people who take their time do not keep the seventeenth waiting", async () => {
    const world = await openWorld();
    const notes = await asking(world);
    for (let n = 0; n < 20; n++) await world.sim.user(`+9198123456${String(10 + n)}`).sendText("hi");
    await world.sim.user(MEERA).sendText("hello");
    expect(notes).toEqual(["text hello"]);
  });

  it("code behind an answer that throws is called again through onAnswer, if there is one", async () => {
    const { sim, waypost } = await openWorld();
    const got: string[] = [];
    const failures: unknown[] = [];
    waypost.onError(({ error, attempt, dead }) => void failures.push([String(error), attempt, dead]));
    waypost.on("message.text", async ({ chat }) => {
      await chat.ask(slot);
      throw new Error("the calendar is away");
    });
    waypost.onAnswer(slot, ({ answer }) => void got.push(answer.value));
    const ravi = sim.user(RAVI);
    await ravi.sendText("hi");
    await ravi.tapButton("Evening");
    expect(failures).toEqual([[expect.stringContaining("the calendar is away") as string, 1, false]]);
    await sim.advance("5s");
    expect(got).toEqual(["pm"]);
  });

  it("without one the answer becomes a dead letter that says so", async () => {
    const { sim, waypost } = await openWorld();
    waypost.on("message.text", async ({ chat }) => {
      await chat.ask(slot);
      throw new Error("the calendar is away");
    });
    await sim.user(RAVI).sendText("hi");
    await sim.user(RAVI).tapButton("Evening");
    await sim.advance("5s");
    const [letter] = await waypost.webhooks.deadLetters();
    expect(letter?.lastError).toMatch(/nobody takes it/);
    expect(letter?.event).toMatchObject({ type: "message" });
  });

  it("what fails behind a time-out reaches onError", async () => {
    const { sim, waypost } = await openWorld();
    const failures: unknown[] = [];
    waypost.onError(
      ({ error, attempt, dead, event }) => void failures.push([String(error), attempt, dead, event.type]),
    );
    waypost.on("message.text", async ({ chat }) => {
      await chat.ask(slot);
    });
    await sim.user(RAVI).sendText("hi");
    await sim.advance("2h");
    expect(failures).toEqual([[expect.stringContaining("Nobody answered in time"), 0, true, "message"]]);
  });
});

describe("an open question and opt-outs (compliance 4.1)", () => {
  it('its own "Cancel", written, is an answer', async () => {
    const world = await openWorld();
    const notes = await asking(world);
    await optIn(world.waypost);
    const ravi = world.sim.user(RAVI);
    await ravi.sendText("hi");
    await ravi.sendText("cancel");
    expect(notes).toEqual(["answer cancel-order (Cancel)"]);
    expect((await world.waypost.consent.get(RAVI)).state("marketing").state).toBe("granted");
  });

  it("a question for any text takes an ordinary word; nobody is asked whether to stop", async () => {
    const { sim, waypost } = await openWorld();
    await optIn(waypost);
    const got: string[] = [];
    waypost.on("message.text", async ({ chat }) => {
      got.push((await chat.ask({ name: "keep-or-cancel", body: "Keep it, or cancel?" })).value);
    });
    await sim.user(RAVI).sendText("hello");
    await sim.user(RAVI).sendText("cancel");
    expect(got).toEqual(["cancel"]);
    expect((await waypost.consent.get(RAVI)).state("marketing").state).toBe("granted");
  });

  it.each(["STOP", "unsubscribe", "please stop messaging me", "No more messages"])(
    "%j is no answer to any question",
    async (words) => {
      const { sim, waypost } = await openWorld();
      const ref = await optIn(waypost);
      const got: string[] = [];
      waypost.on("message.text", async ({ chat }) => {
        got.push((await chat.ask({ name: "name", body: "Your name?" })).value);
      });
      await sim.user(RAVI).sendText("hello");
      await sim.user(RAVI).sendText(words);
      expect(got).toEqual([]);
      expect(ref).not.toBe("");
      const { state } = (await waypost.consent.get(RAVI)).state("marketing");
      const held = (await waypost.consent.history(RAVI)).length > 1;
      expect([state === "withdrawn" || held]).toEqual([true]);
    },
  );

  it("STOP ends the question, and opts out", async () => {
    const world = await openWorld();
    const notes = await asking(world);
    await optIn(world.waypost);
    await world.sim.user(RAVI).sendText("hi");
    await world.sim.user(RAVI).sendText("STOP");
    expect(notes).toEqual(["QUESTION_OPTED_OUT"]);
    expect((await world.waypost.consent.get(RAVI)).state("marketing").state).toBe("withdrawn");
  });
});

describe("chat.pose and onAnswer: over a restart", () => {
  it("the answer finds the handler of the next process, with its data", async () => {
    const { sim, store, waypost } = await openWorld();
    const got: unknown[] = [];
    const answers = (to: Waypost): void => {
      to.onAnswer(slot, async ({ answer, data, chat, user }) => {
        got.push([answer.value, data, user.name]);
        await chat.sendText("Noted.");
      });
    };
    answers(waypost);
    waypost.on("message.text", async ({ chat }) => chat.pose(slot, { data: { order: "A-1" } }));
    const ravi = sim.user(RAVI, { name: "Ravi" });
    await ravi.sendText("hi");
    await waypost.close();

    const next = connect(sim, { store });
    answers(next);
    await sim.deliverTo(next.webhooks);
    await ravi.tapButton("Evening");
    expect([got, ravi.lastReceived?.text]).toEqual([[["pm", { order: "A-1" }, "Ravi"]], "Noted."]);
  });

  it("what was asked with ask and lost its process goes to onAnswer, else to the other handlers", async () => {
    for (const registered of [true, false]) {
      const { sim, store, waypost } = await openWorld();
      const notes: string[] = [];
      note(waypost, notes);
      const ravi = sim.user(RAVI);
      await ravi.sendText("hi");
      await waypost.close();
      const next = connect(sim, { store });
      note(next, notes);
      if (registered) next.onAnswer(slot, ({ answer }) => void notes.push(`resumed ${answer.value}`));
      await sim.deliverTo(next.webhooks);
      await ravi.tapButton("Evening");
      expect(notes).toEqual([registered ? "resumed pm" : "tap pm"]);
    }
  });

  it("an answer to another process: its handler takes it, and who waits learns it", async () => {
    const { sim, store, waypost } = await openWorld();
    const notes = await asking({ sim, store, waypost });
    const ravi = sim.user(RAVI);
    await ravi.sendText("hi");
    const other = connect(sim, { store });
    other.onAnswer(slot, ({ answer }) => void notes.push(`other ${answer.value}`));
    await sim.deliverTo(other.webhooks);
    await ravi.tapButton("Morning");
    await sim.advance("61m");
    expect(notes).toEqual(["other am", "ANSWER_ELSEWHERE"]);
  });

  it("pose refuses what could not survive", async () => {
    const { sim, waypost } = await openWorld();
    await sim.user(RAVI).sendText("hi");
    const chat = await waypost.chats.open(RAVI);
    await expect(chat.pose(slot)).rejects.toMatchObject({ code: "INVALID_INPUT" });
    waypost.onAnswer(slot, () => undefined);
    await expect(chat.pose(slot, { data: { big: 1n } })).rejects.toMatchObject({ code: "INVALID_INPUT" });
    expect(sim.user(RAVI).messages.filter(({ direction }) => direction === "in").length).toBe(0);
  });

  it("a question that is not sent does not wait", async () => {
    const { sim, waypost, store } = await openWorld();
    await sim.user(RAVI).sendText("hi");
    const chat = await waypost.chats.open(RAVI);
    await sim.advance("25h");
    await expect(chat.ask(slot)).rejects.toMatchObject({ code: "WINDOW_CLOSED" });
    const kept = await store.conversations.get("919812345678", chat.phoneNumberId);
    expect(kept?.questions[0]).toMatchObject({ state: "ended", ended: "not_sent" });
  });

  it("a handler that is repeated asks its question once", async () => {
    const { sim, waypost } = await openWorld();
    let tries = 0;
    waypost.onAnswer(slot, () => undefined);
    waypost.on("message.text", async ({ chat }) => {
      await chat.pose(slot);
      if (++tries < 3) throw new Error("not yet");
    });
    await sim.user(RAVI).sendText("hi");
    await sim.advance("1m");
    expect([tries, sim.user(RAVI).messages.filter(({ direction }) => direction === "in").length]).toEqual([
      3, 1,
    ]);
  });
});

describe("hand-off", () => {
  const heard = (waypost: Waypost, notes: string[]): void => {
    waypost.on("message.text", async ({ message, chat }) => {
      notes.push(`bot ${message.text.body}`);
      if (message.text.body === "human")
        await chat.handOff({ reason: "asked", announce: "Somebody will write." });
    });
    waypost.onHandedOff(({ message, handOff }) => {
      notes.push(`human ${message.type} (${handOff.reason ?? ""})`);
    });
  };

  it("handlers fall silent, sends of automation are refused, a person writes; until it is given back", async () => {
    const { sim, waypost } = await openWorld();
    const notes: string[] = [];
    heard(waypost, notes);
    const ravi = sim.user(RAVI);
    await ravi.sendText("human");
    expect(ravi.lastReceived?.text).toBe("Somebody will write.");
    await ravi.sendText("are you there?");
    expect(notes).toEqual(["bot human", "human text (asked)"]);
    const chat = await waypost.chats.open(RAVI);
    await expect(chat.sendText("An offer!")).rejects.toMatchObject({
      code: "HANDED_OFF",
      rule: "automation",
    });
    await chat.sendText("Meera here.", { by: "agent" });
    const agent: Chat = await waypost.chats.open(RAVI, { by: "agent" });
    await agent.sendText("How can I help?");
    expect(ravi.lastReceived?.text).toBe("How can I help?");
    expect(await waypost.chats.handedOff()).toMatchObject([{ reason: "asked", holder: "person" }]);
    expect(JSON.stringify(await waypost.chats.handedOff())).not.toContain("9812345678");
    await waypost.chats.giveBack(RAVI);
    expect(await waypost.chats.handOffOf(RAVI)).toBeUndefined();
    await ravi.sendText("thanks");
    expect(notes.at(-1)).toBe("bot thanks");
    await chat.sendText("Welcome back.");
  });

  it("counts for what a handler is just saying, up to the write before the wire", async () => {
    const { sim, store, waypost } = await openWorld();
    const dispatch = store.ledger.dispatch.bind(store.ledger);
    let race = false;
    Object.assign(store.ledger, {
      // At the last moment: the policy has allowed the message already.
      dispatch: async (update: Parameters<typeof dispatch>[0]) => {
        if (race) await waypost.chats.handOff(RAVI, { reason: "complaint" });
        return dispatch(update);
      },
    });
    const ends: unknown[] = [];
    waypost.on("message.text", async ({ chat }) => {
      await chat.sendText("Before.");
      race = true;
      for (const by of ["automation", "agent"] as const)
        ends.push(
          await chat.sendText(`From ${by}.`, { by }).then(
            () => "sent",
            (error: unknown) => (RefusedError.is(error) ? error.code : error),
          ),
        );
    });
    await sim.user(RAVI).sendText("hi");
    expect(ends).toEqual(["HANDED_OFF", "sent"]);
    expect(sim.user(RAVI).messages.map(({ text }) => text)).toEqual(["hi", "Before.", "From agent."]);
  });

  it("it outlives the process, and counts in another one at once", async () => {
    const { sim, store, waypost } = await openWorld();
    const notes: string[] = [];
    heard(waypost, notes);
    await sim.user(RAVI).sendText("human");
    const other = connect(sim, { store });
    heard(other, notes);
    await sim.deliverTo(other.webhooks);
    await sim.user(RAVI).sendText("hello?");
    expect(notes).toEqual(["bot human", "human text (asked)"]);
    await expect((await other.chats.open(RAVI)).sendText("bot")).rejects.toMatchObject({
      code: "HANDED_OFF",
    });
  });

  it("an opt-out is stored and confirmed all the same; a template with its cause goes out", async () => {
    const { sim, waypost } = await openWorld();
    await optIn(waypost);
    await sim.user(RAVI).sendText("hi");
    await waypost.chats.handOff(RAVI, { reason: "complaint" });
    await sim.user(RAVI).sendText("STOP");
    expect((await waypost.consent.get(RAVI)).state("marketing").state).toBe("withdrawn");
    expect(sim.user(RAVI).lastReceived?.text).toMatch(/Asha Stores/);
  });

  it("an open question ends", async () => {
    const world = await openWorld();
    const notes = await asking(world);
    await world.sim.user(RAVI).sendText("hi");
    await world.waypost.chats.handOff(RAVI);
    await expect.poll(() => notes).toEqual(["QUESTION_HANDED_OFF"]);
  });
});
