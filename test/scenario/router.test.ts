import { describe, expect, it } from "vitest";
import { openWorld, RAVI } from "./setup.js";

describe("a router", () => {
  it("commands, keywords, expressions, taps, and the rest; what none fits goes to on()", async () => {
    const { sim, waypost } = await openWorld();
    const notes: string[] = [];
    waypost
      .router()
      .command("/help", ({ args }) => void notes.push(`help(${args})`))
      .keyword(["hours", "timings"], ({ text }) => void notes.push(`hours(${text})`))
      .text(/^order (?<id>A-\d+)$/gi, ({ match }) => void notes.push(`order(${match.groups?.id ?? ""})`))
      .payload("show:{language}:{product}", ({ params, title }) => {
        notes.push(`show(${params.language}, ${params.product}, ${title})`);
      });
    waypost.on("message.text", async ({ message, chat }) => {
      notes.push(`on(${message.text.body})`);
      await chat.sendButtons({ body: "Which?", buttons: [{ id: "show:en:quilt:blue", title: "Quilt" }] });
    });
    const ravi = sim.user(RAVI);
    for (const text of [
      "/help",
      "/HELP me please",
      "Timings?",
      "order A-7",
      "ORDER a-8",
      "hello",
      "/helpme",
    ]) {
      await ravi.sendText(text);
      await sim.advance("7s");
    }
    await ravi.tapButton("Quilt");
    expect(notes).toEqual([
      "help()",
      "help(me please)",
      "hours(Timings?)",
      "order(A-7)",
      "order(a-8)",
      "on(hello)",
      "on(/helpme)",
      "show(en, quilt:blue, Quilt)",
    ]);
  });

  it("the first route that fits has the message; next() lets the others have it, too", async () => {
    const { sim, waypost } = await openWorld();
    const notes: string[] = [];
    const router = waypost.router();
    router.text(/a/, ({ next }) => {
      notes.push("first");
      next();
    });
    router.text(/ab/, () => void notes.push("second"));
    router.text(/ab/, () => void notes.push("never"));
    waypost.router().otherwise(() => void notes.push("another router"));
    waypost.on("message", () => void notes.push("on"));
    await sim.user(RAVI).sendText("ab");
    await sim.user(RAVI).sendText("a");
    await sim.user(RAVI).sendText("z");
    await sim.user(RAVI).sendText("STOP");
    expect(notes).toEqual(["first", "second", "first", "another router", "another router"]);
  });

  it("a completed Flow is found by its token; the quick reply of a template by its payload", async () => {
    const { sim, waypost } = await openWorld();
    const notes: unknown[] = [];
    waypost
      .router()
      .flow("booking:{id}", ({ params, flow }) => void notes.push([params.id, flow.data?.date]))
      .payload("RATE-{stars}", ({ params }) => void notes.push(params.stars));
    const ravi = sim.user(RAVI);
    await ravi.sendRaw("interactive", {
      type: "nfm_reply",
      nfm_reply: {
        name: "flow",
        body: "Sent",
        response_json: JSON.stringify({ flow_token: "booking:77", date: "2026-12-01" }),
      },
    });
    await ravi.sendRaw("button", { payload: "RATE-5", text: "Five" });
    expect(notes).toEqual([["77", "2026-12-01"], "5"]);
  });

  it("a command interrupts an open question, which goes on waiting", async () => {
    const { sim, waypost } = await openWorld();
    const notes: string[] = [];
    waypost.router().command("/human", async ({ chat }) => {
      await chat.sendText("+91 141 555 0100");
      notes.push("human");
    });
    waypost.on("message.text", async ({ chat }) => {
      notes.push((await chat.ask({ name: "name", body: "Your name?" })).value);
    });
    const ravi = sim.user(RAVI);
    for (const text of ["hello", "/human", "Ravi"]) await ravi.sendText(text);
    expect(notes).toEqual(["human", "Ravi"]);
  });

  it("a route that throws is called again", async () => {
    const { sim, waypost } = await openWorld();
    let calls = 0;
    waypost.router().keyword("hi", () => {
      if (++calls < 2) throw new Error("not yet");
    });
    await sim.user(RAVI).sendText("hi");
    await sim.advance("5s");
    expect(calls).toBe(2);
  });

  it.each([
    () => openWorld().then(({ waypost }) => waypost.router().command("help" as "/help", () => undefined)),
    () => openWorld().then(({ waypost }) => waypost.router().keyword(" ? ", () => undefined)),
    () => openWorld().then(({ waypost }) => waypost.router().otherwise(undefined as never)),
  ])("a route that cannot be is refused (%#)", async (add) => {
    await expect(add()).rejects.toMatchObject({ code: "INVALID_INPUT" });
  });
});
