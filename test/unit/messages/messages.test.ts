import { describe, expect, it } from "vitest";
import { PhoneNumber } from "../../../src/core/index.js";
import {
  buttonsMessage,
  imageMessage,
  listMessage,
  messageEnvelope,
  textMessage,
} from "../../../src/messages/index.js";

const long = (length: number): string => "🙂".repeat(length);
const problemsOf = (work: () => unknown): readonly { field: string; problem: string }[] => {
  try {
    work();
    return [];
  } catch (error) {
    expect(error).toMatchObject({ name: "ValidationError", code: "INVALID_MESSAGE" });
    return (error as { problems: { field: string; problem: string }[] }).problems;
  }
};
const button = (id: string, title = `Title ${id}`) => ({ id, title });
const rows = (count: number) =>
  Array.from({ length: count }, (_unused, i) => ({ id: `r${String(i)}`, title: `Row ${String(i)}` }));
const list = (more = {}) => ({ body: "b", button: "Open", sections: [{ rows: rows(2) }], ...more });

describe("each limit: one under passes, one over is named with field, limit and what was given", () => {
  it.each([
    ["text body", (n: number) => textMessage({ body: long(n) }), 4096, "body"],
    ["image caption", (n: number) => imageMessage({ id: "1", caption: long(n) }), 1024, "caption"],
    ["buttons body", (n: number) => buttonsMessage({ body: long(n), buttons: [button("a")] }), 1024, "body"],
    [
      "buttons header",
      (n: number) => buttonsMessage({ header: { text: long(n) }, body: "b", buttons: [button("a")] }),
      60,
      "header.text",
    ],
    [
      "buttons footer",
      (n: number) => buttonsMessage({ footer: long(n), body: "b", buttons: [button("a")] }),
      60,
      "footer",
    ],
    [
      "button title",
      (n: number) => buttonsMessage({ body: "b", buttons: [button("a", long(n))] }),
      20,
      "buttons[0].title",
    ],
    [
      "button id",
      (n: number) => buttonsMessage({ body: "b", buttons: [button(long(n), "t")] }),
      256,
      "buttons[0].id",
    ],
    ["list body", (n: number) => listMessage(list({ body: long(n) })), 4096, "body"],
    ["list button", (n: number) => listMessage(list({ button: long(n) })), 20, "button"],
    ["list header", (n: number) => listMessage(list({ header: { text: long(n) } })), 60, "header.text"],
    [
      "section title",
      (n: number) => listMessage(list({ sections: [{ title: long(n), rows: rows(1) }] })),
      24,
      "sections[0].title",
    ],
    [
      "row title",
      (n: number) => listMessage(list({ sections: [{ rows: [{ id: "r", title: long(n) }] }] })),
      24,
      "sections[0].rows[0].title",
    ],
    [
      "row description",
      (n: number) =>
        listMessage(list({ sections: [{ rows: [{ id: "r", title: "t", description: long(n) }] }] })),
      72,
      "sections[0].rows[0].description",
    ],
    [
      "row id",
      (n: number) => listMessage(list({ sections: [{ rows: [{ id: long(n), title: "t" }] }] })),
      200,
      "sections[0].rows[0].id",
    ],
  ])("%s", (_name, make, limit, field) => {
    expect(problemsOf(() => make(limit))).toEqual([]);
    const [problem] = problemsOf(() => make(limit + 1));
    expect(problem?.field).toBe(field);
    expect(problem?.problem).toMatch(new RegExp(`${String(limit)}.*`));
    expect(JSON.stringify(problem)).not.toContain("🙂🙂");
    expect(problemsOf(() => make(0)).length).toBeGreaterThan(0);
  });
  it.each([
    [
      "buttons",
      (n: number) =>
        buttonsMessage({ body: "b", buttons: Array.from({ length: n }, (_u, i) => button(String(i))) }),
      3,
    ],
    [
      "rows over all sections",
      (n: number) =>
        listMessage(
          list({
            sections: [
              { title: "x", rows: rows(1).map(() => ({ id: "first", title: "t" })) },
              { title: "y", rows: rows(n - 1) },
            ],
          }),
        ),
      10,
    ],
    [
      "sections",
      (n: number) =>
        listMessage(
          list({
            sections: Array.from({ length: n }, (_u, i) => ({
              title: `s${String(i)}`,
              rows: [{ id: `r${String(i)}`, title: "t" }],
            })),
          }),
        ),
      10,
    ],
  ])("%s", (_name, make, limit) => {
    expect(problemsOf(() => make(limit))).toEqual([]);
    expect(problemsOf(() => make(limit + 1)).length).toBeGreaterThan(0);
  });
});

describe("combinations", () => {
  it.each([
    [
      "two buttons with one id",
      () => buttonsMessage({ body: "b", buttons: [button("a", "x"), button("a", "y")] }),
      /ids must differ/,
    ],
    [
      "two buttons with one title",
      () => buttonsMessage({ body: "b", buttons: [button("a", "x"), button("b", "x")] }),
      /titles must differ/,
    ],
    [
      "an id with a space at its end",
      () => buttonsMessage({ body: "b", buttons: [button("a ")] }),
      /no space/,
    ],
    ["no button", () => buttonsMessage({ body: "b", buttons: [] }), /at least 1/],
    [
      "several sections without titles",
      () =>
        listMessage(list({ sections: [{ rows: rows(1) }, { title: "t", rows: [{ id: "z", title: "t" }] }] })),
      /needs a title/,
    ],
    [
      "two rows with one id",
      () => listMessage(list({ sections: [{ rows: [...rows(1), ...rows(1)] }] })),
      /ids must differ/,
    ],
    [
      "an image header on a list",
      () => listMessage(list({ header: { image: { id: "1" } } }) as never),
      /unknown: image/,
    ],
    ["an image without a source", () => imageMessage({} as never), /exactly one of id and link/],
    [
      "an image with two",
      () => imageMessage({ id: "1", link: "https://a.example/x" } as never),
      /exactly one of id and link/,
    ],
    ["a link that is none", () => imageMessage({ link: "ftp://a.example/x" }), /http or https/],
    ["a field nobody knows", () => textMessage({ body: "b", colour: "red" } as never), /unknown: colour/],
    ["a number as text", () => textMessage({ body: 7 } as never), /expected text/],
    ["nothing", () => textMessage(undefined as never), /./],
  ])("%s", (_name, make, expected) => {
    expect(
      problemsOf(make)
        .map(({ problem }) => problem)
        .join(),
    ).toMatch(expected);
  });
});

describe("the wire", () => {
  const phone = PhoneNumber.fromWaId("919812345678");
  const recipient = { kind: "phone", phone: phone ?? ({} as PhoneNumber), key: "919812345678" } as const;
  it("a list is spelled as Meta spells it", () => {
    const message = listMessage({
      header: { text: "H" },
      body: "B",
      footer: "F",
      button: "Open",
      sections: [{ title: "S", rows: [{ id: "1", title: "T", description: "D" }] }],
    });
    expect(messageEnvelope({ recipient, message, replyTo: "wamid.1", callbackData: "snd_1" })).toEqual({
      messaging_product: "whatsapp",
      recipient_type: "individual",
      to: "919812345678",
      type: "interactive",
      interactive: {
        type: "list",
        header: { type: "text", text: "H" },
        body: { text: "B" },
        footer: { text: "F" },
        action: {
          button: "Open",
          sections: [{ title: "S", rows: [{ id: "1", title: "T", description: "D" }] }],
        },
      },
      context: { message_id: "wamid.1" },
      biz_opaque_callback_data: "snd_1",
    });
  });
  it("buttons, image and text too", () => {
    expect(
      buttonsMessage({
        header: { image: { link: "https://a.example/x" } },
        body: "B",
        buttons: [{ id: "a", title: "A" }],
      }).wire,
    ).toEqual({
      type: "interactive",
      interactive: {
        type: "button",
        header: { type: "image", image: { link: "https://a.example/x" } },
        body: { text: "B" },
        action: { buttons: [{ type: "reply", reply: { id: "a", title: "A" } }] },
      },
    });
    expect(imageMessage({ id: "9" }).wire).toEqual({ type: "image", image: { id: "9" } });
    expect(textMessage({ body: "x", previewUrl: true }).wire).toEqual({
      type: "text",
      text: { body: "x", preview_url: true },
    });
  });
  it("a user id travels as recipient", () => {
    const envelope = messageEnvelope({
      recipient: { kind: "bsuid", userId: "IN.1", key: "IN.1" },
      message: textMessage({ body: "x" }),
    });
    expect([envelope.recipient, envelope.to]).toEqual(["IN.1", undefined]);
  });
});
