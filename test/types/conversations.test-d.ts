import { describe, expectTypeOf, it } from "vitest";
import { type Chat, defineQuestion, type InboundMessage, type Waypost } from "waypost";
import type { EventName, EventOf } from "waypost/webhooks";

declare const waypost: Waypost;
declare const chat: Chat;

const slot = defineQuestion({
  name: "slot",
  body: "When?",
  buttons: [
    { id: "am", title: "Morning" },
    { id: "pm", title: "Evening" },
  ],
});

describe("questions", () => {
  it("an answer has the type of its choices, or of what parse returns", async () => {
    expectTypeOf((await chat.ask(slot)).value).toEqualTypeOf<"am" | "pm">();
    const size = await chat.ask({
      name: "size",
      body: "Size?",
      button: "Sizes",
      sections: [
        {
          rows: [
            { id: "s", title: "S" },
            { id: "l", title: "L" },
          ],
        },
      ],
    });
    expectTypeOf(size.value).toEqualTypeOf<"s" | "l">();
    expectTypeOf(size.message).toEqualTypeOf<InboundMessage>();
    expectTypeOf((await chat.ask({ name: "name", body: "Name?" })).value).toEqualTypeOf<string>();
    const age = await chat.ask({
      name: "age",
      body: "Age?",
      parse: (text) => (/^\d+$/.test(text) ? Number(text) : undefined),
    });
    expectTypeOf(age.value).toEqualTypeOf<number>();
    const later = await chat.ask({ name: "x", body: "?", parse: async (text) => Promise.resolve({ text }) });
    expectTypeOf(later.value).toEqualTypeOf<{ text: string }>();
  });
  it("a handler of answers has it, too", () => {
    waypost.onAnswer(slot, ({ answer, data, chat: own }) => {
      expectTypeOf(answer.value).toEqualTypeOf<"am" | "pm">();
      expectTypeOf(data).toEqualTypeOf<unknown>();
      expectTypeOf(own).toEqualTypeOf<Chat>();
    });
  });
  it("a question cannot be of two kinds", () => {
    // @ts-expect-error buttons or text
    defineQuestion({
      name: "x",
      body: "?",
      buttons: [{ id: "a", title: "A" }],
      parse: (text: string) => text,
    });
  });
});

describe("the router", () => {
  it("the names in a pattern are the params", () => {
    waypost.router().payload("order:{language}:{product}", ({ params, title, chat: own }) => {
      expectTypeOf(params.language).toEqualTypeOf<string>();
      expectTypeOf(params.product).toEqualTypeOf<string>();
      expectTypeOf(title).toEqualTypeOf<string>();
      expectTypeOf(own).toEqualTypeOf<Chat>();
      // @ts-expect-error not in the pattern
      void params.colour;
    });
    // @ts-expect-error a command begins with a slash
    waypost.router().command("help", () => undefined);
  });
});

describe("handlers", () => {
  it("every name has an event, and its handler waypost; messages have a chat", () => {
    expectTypeOf<EventName>().toExtend<string>();
    expectTypeOf<EventOf<EventName>["key"]>().toEqualTypeOf<string>();
    waypost.on("message", ({ message, chat: own, waypost: client }) => {
      expectTypeOf(message).toEqualTypeOf<InboundMessage>();
      expectTypeOf(own).toEqualTypeOf<Chat>();
      expectTypeOf(client).toEqualTypeOf<Waypost>();
    });
    waypost.on("handover", ({ handover, chat: none }) => {
      expectTypeOf(handover.metadata).toEqualTypeOf<string | undefined>();
      expectTypeOf(none).toEqualTypeOf<Chat | undefined>();
    });
    waypost.onError(({ error, attempt, dead, event }) => {
      expectTypeOf(error).toEqualTypeOf<unknown>();
      expectTypeOf(attempt).toEqualTypeOf<number>();
      expectTypeOf(dead).toEqualTypeOf<boolean>();
      expectTypeOf(event.key).toEqualTypeOf<string>();
    });
    waypost.onUnknown((input) => {
      expectTypeOf(input.type).toEqualTypeOf<"unknown" | "message">();
    });
  });
});
