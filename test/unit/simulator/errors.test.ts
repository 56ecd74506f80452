import { describe, expect, it } from "vitest";
import { defineTemplate } from "waypost";
import { ASHA, body, createSimulator, graph, send, type Simulator, template, text } from "./harness.js";

function simulatorWithTemplates(options = {}): Simulator {
  const sim = createSimulator(options);
  sim.templates.add({
    name: "order_update",
    language: "en",
    category: "UTILITY",
    body: "Hi {{1}}, your order {{2}} is on its way to you.",
  });
  sim.templates.add({
    name: "named",
    language: "en",
    category: "UTILITY",
    body: "Hi {{name}}, your order {{order}} is on its way to you.",
  });
  sim.templates.add({
    name: "with_image",
    language: "en",
    category: "UTILITY",
    components: [
      { type: "HEADER", format: "IMAGE" },
      { type: "BODY", text: "Your parcel is here." },
      { type: "BUTTONS", buttons: [{ type: "URL", text: "Track", url: "https://shop.example/t/{{1}}" }] },
    ],
  });
  sim.templates.add({
    name: "offers",
    language: "en",
    category: "MARKETING",
    body: "New things are in the shop this week.",
  });
  sim.templates.add(defineTemplate({ name: "login", language: "en", category: "authentication" }));
  return sim;
}

const image = {
  type: "header",
  parameters: [{ type: "image", image: { link: "https://shop.example/a.png" } }],
};
const track = { type: "button", sub_type: "url", index: "0", parameters: [{ type: "text", text: "A-1" }] };

interface Case {
  readonly rule: string;
  readonly message: Record<string, unknown>;
  readonly code: number;
  readonly status: number;
  readonly details: RegExp;
}

const SYNCHRONOUS: readonly Case[] = [
  {
    rule: "no messaging_product",
    message: { messaging_product: undefined, ...text() },
    code: 100,
    status: 400,
    details: /messaging_product is required/,
  },
  {
    rule: "no recipient",
    message: { to: undefined, ...text() },
    code: 100,
    status: 400,
    details: /parameter to is required/,
  },
  {
    rule: "an unknown type",
    message: { type: "poll", poll: {} },
    code: 100,
    status: 400,
    details: /type must be one of \{TEXT/,
  },
  {
    rule: "a prototype name as type",
    message: { type: "toString", toString: {} },
    code: 100,
    status: 400,
    details: /type must be one of/,
  },
  {
    rule: "a missing content object",
    message: { type: "image" },
    code: 131008,
    status: 400,
    details: /image is required/,
  },
  {
    rule: "a text without body",
    message: { type: "text", text: {} },
    code: 131008,
    status: 400,
    details: /text\['body'\] is required/,
  },
  {
    rule: "a body over 4096",
    message: text("x".repeat(4097)),
    code: 100,
    status: 400,
    details: /at most 4096 characters/,
  },
  {
    rule: "media with id and link",
    message: { type: "image", image: { id: "1", link: "https://a.example/x" } },
    code: 100,
    status: 400,
    details: /exactly one of/,
  },
  {
    rule: "a link that is none",
    message: { type: "image", image: { link: "x" } },
    code: 131009,
    status: 400,
    details: /not a valid URI/,
  },
  {
    rule: "a caption on audio",
    message: { type: "audio", audio: { id: "1", caption: "x" } },
    code: 100,
    status: 400,
    details: /Unexpected key "caption"/,
  },
  {
    rule: "a latitude off the globe",
    message: { type: "location", location: { latitude: 91, longitude: 1 } },
    code: 131009,
    status: 400,
    details: /latitude/,
  },
  {
    rule: "a contact without name",
    message: { type: "contacts", contacts: [{}] },
    code: 131008,
    status: 400,
    details: /name/,
  },
  {
    rule: "a reaction without emoji",
    message: { type: "reaction", reaction: { message_id: "wamid.x" } },
    code: 131008,
    status: 400,
    details: /emoji/,
  },
  {
    rule: "callback data over 512",
    message: { ...text(), biz_opaque_callback_data: "x".repeat(513) },
    code: 100,
    status: 400,
    details: /1 to 512/,
  },
  {
    rule: "a group",
    message: { ...text(), recipient_type: "group" },
    code: 131051,
    status: 400,
    details: /simulator does not implement groups/,
  },
  {
    rule: "Direct Send without permission",
    message: { ...text(), category: "utility" },
    code: 100,
    status: 400,
    details: /Direct Send/,
  },
  {
    rule: "a number that is none",
    message: { ...text(), to: "nobody" },
    code: 131009,
    status: 400,
    details: /not a valid phone number/,
  },
  {
    rule: "an unknown user id",
    message: { ...text(), to: undefined, recipient: "IN.1" },
    code: 131009,
    status: 400,
    details: /business-scoped/,
  },
  {
    rule: "the sender's own number",
    message: { ...text(), to: "+91 141 555 0100" },
    code: 131021,
    status: 400,
    details: /is the same/,
  },
  {
    rule: "four reply buttons",
    message: buttons(4),
    code: 131009,
    status: 400,
    details: /Max allowed buttons: 3/,
  },
  { rule: "two buttons of one id", message: buttons(2, "same"), code: 131009, status: 400, details: /ids/ },
  {
    rule: "a button title over 20",
    message: buttons(1, undefined, "x".repeat(21)),
    code: 131009,
    status: 400,
    details: /Button title length invalid/,
  },
  {
    rule: "eleven rows",
    message: rows(11),
    code: 131009,
    status: 400,
    details: /row count exceed max allowed count: 10/,
  },
  {
    rule: "an unknown interactive kind",
    message: { type: "interactive", interactive: { type: "poll", body: { text: "x" }, action: {} } },
    code: 100,
    status: 400,
    details: /interactive\['type'\]/,
  },
  {
    rule: "a template that does not exist",
    message: template("nothing"),
    code: 132001,
    status: 404,
    details: /template name \(nothing\) does not exist in en/,
  },
  {
    rule: "a template in another language",
    message: template("order_update", [body("a", "b")], "hi"),
    code: 132001,
    status: 404,
    details: /does not exist in hi/,
  },
  {
    rule: "too few parameters",
    message: template("order_update", [body("a")]),
    code: 132000,
    status: 400,
    details: /localizable_params \(1\) does not match the expected number of params \(2\)/,
  },
  {
    rule: "too many parameters",
    message: template("order_update", [body("a", "b", "c")]),
    code: 132000,
    status: 400,
    details: /\(3\).*\(2\)/,
  },
  {
    rule: "a parameter without its name",
    message: template("named", [body("a", "b")]),
    code: 132012,
    status: 400,
    details: /Parameter name is missing/,
  },
  {
    rule: "a header of another format",
    message: template("with_image", [
      { type: "header", parameters: [{ type: "video", video: { id: "1" } }] },
      track,
    ]),
    code: 132012,
    status: 400,
    details: /expected IMAGE, received VIDEO/,
  },
  {
    rule: "a missing header",
    message: template("with_image", [track]),
    code: 132012,
    status: 400,
    details: /expected IMAGE/,
  },
  {
    rule: "a URL button without its suffix",
    message: template("with_image", [image]),
    code: 131008,
    status: 400,
    details: /Button at index 0 of type Url requires a parameter/,
  },
  {
    rule: "a text that grows too long",
    message: template("order_update", [body("a", "x".repeat(1020))]),
    code: 132005,
    status: 400,
    details: /longer than 1024/,
  },
  {
    rule: "a line break in a value",
    message: template("order_update", [body("a", "b\nc")]),
    code: 132018,
    status: 400,
    details: /new-line\/tab characters/,
  },
  {
    rule: "a code that differs in the button",
    message: template("login", [
      body("123456"),
      { type: "button", sub_type: "url", index: "0", parameters: [{ type: "text", text: "654321" }] },
    ]),
    code: 132018,
    status: 400,
    details: /code in the body/,
  },
];

function buttons(count: number, id?: string, title?: string): Record<string, unknown> {
  const list = Array.from({ length: count }, (_, i) => ({
    type: "reply",
    reply: { id: id ?? `b${String(i)}`, title: title ?? `Button ${String(i)}` },
  }));
  return {
    type: "interactive",
    interactive: { type: "button", body: { text: "?" }, action: { buttons: list } },
  };
}

function rows(count: number): Record<string, unknown> {
  const list = Array.from({ length: count }, (_, i) => ({ id: `r${String(i)}`, title: `Row ${String(i)}` }));
  return {
    type: "interactive",
    interactive: {
      type: "list",
      body: { text: "?" },
      action: { button: "Choose", sections: [{ rows: list }] },
    },
  };
}

describe("a refused send has Meta's envelope", () => {
  it.each(SYNCHRONOUS)("$rule: $code", async ({ message, code, status, details }) => {
    const sim = simulatorWithTemplates();
    await sim.user(ASHA).sendText("hi");
    const answer = await send(sim, message);
    expect(answer.json).toEqual({
      error: {
        message: expect.stringMatching(new RegExp(`^\\(#${String(code)}\\) \\S`)),
        type: "OAuthException",
        code,
        error_data: { messaging_product: "whatsapp", details: expect.stringMatching(details) },
        fbtrace_id: expect.stringMatching(/^A\w{22}$/),
      },
    });
    expect(answer.status).toBe(status);
    expect(sim.sent).toHaveLength(0);
    expect(sim.requests.at(-1)).toMatchObject({ status, errorCode: code });
  });

  it("every trace id is another", async () => {
    const sim = createSimulator();
    const ids = await Promise.all(
      [1, 2, 3].map(async () => (await send(sim, template("x"))).json.error.fbtrace_id as string),
    );
    expect(new Set(ids).size).toBe(3);
  });
});

describe("the token", () => {
  it("is answered with 190 and subcode 463 when it expired, and works again when a new one is issued", async () => {
    const sim = createSimulator();
    const old = sim.credentials.accessToken;
    sim.expireToken();
    const expired = await send(sim, text());
    expect(expired.status).toBe(401);
    expect(expired.json.error).toMatchObject({ code: 190, error_subcode: 463, type: "OAuthException" });
    const fresh = sim.issueToken();
    expect(fresh).not.toBe(old);
    expect(sim.credentials.accessToken).toBe(fresh);
    expect((await send(sim, text())).status).toBe(200);
  });

  it("is answered with 190 when it is wrong, and with 104 when there is none", async () => {
    const sim = createSimulator();
    const wrong = await graph(sim, "GET", `/${sim.credentials.phoneNumberId}`, undefined, {
      authorization: "Bearer nothing",
    });
    expect([wrong.status, wrong.json.error.code]).toEqual([401, 190]);
    const none = await graph(sim, "GET", `/${sim.credentials.phoneNumberId}`, undefined, {
      authorization: "",
    });
    expect([none.status, none.json.error.code]).toEqual([401, 104]);
  });

  it("never stands in the request log", async () => {
    const sim = createSimulator();
    await graph(
      sim,
      "GET",
      `/${sim.credentials.phoneNumberId}?access_token=${sim.credentials.accessToken}&appsecret_proof=abc`,
    );
    expect(JSON.stringify(sim.requests)).not.toContain(sim.credentials.accessToken);
    expect(sim.requests[0]?.query).toEqual({});
  });

  it("needs the right appsecret_proof when one is given", async () => {
    const sim = createSimulator();
    const path = `/${sim.credentials.phoneNumberId}?appsecret_proof=`;
    const { createHmac } = await import("node:crypto");
    const proof = createHmac("sha256", sim.credentials.appSecret)
      .update(sim.credentials.accessToken)
      .digest("hex");
    expect((await graph(sim, "GET", path + proof)).status).toBe(200);
    const wrong = await graph(sim, "GET", `${path}${"0".repeat(64)}`);
    expect(wrong.json.error).toMatchObject({
      code: 100,
      type: "GraphMethodException",
      message: expect.stringContaining("appsecret_proof"),
    });
  });
});

describe("objects and endpoints that are not there", () => {
  it("an unknown object is 100 with subcode 33", async () => {
    const sim = createSimulator();
    const answer = await graph(sim, "POST", "/123/messages", {
      messaging_product: "whatsapp",
      to: ASHA,
      ...text(),
    });
    expect(answer.status).toBe(400);
    expect(answer.json.error).toMatchObject({
      code: 100,
      error_subcode: 33,
      type: "GraphMethodException",
      message: expect.stringContaining("Object with ID '123' does not exist"),
    });
  });

  it("an endpoint that is not simulated says so", async () => {
    const sim = createSimulator();
    const answer = await graph(sim, "POST", `/${sim.credentials.phoneNumberId}/register`, {});
    expect(answer.status).toBe(400);
    expect(answer.json.error).toMatchObject({
      code: 100,
      error_subcode: 33,
      message: expect.stringContaining("The Waypost simulator does not implement POST"),
    });
  });

  it("a body that is no JSON is 100", async () => {
    const sim = createSimulator();
    const answer = await graph(sim, "POST", `/${sim.credentials.phoneNumberId}/messages`, "{nope");
    expect([answer.status, answer.json.error.code]).toEqual([400, 100]);
  });
});

describe("limits", () => {
  it("pair rate: 45 at once, then one per 6 s (131056), on the virtual clock; other people are not affected", async () => {
    const sim = createSimulator();
    await sim.user(ASHA).sendText("hi");
    for (let i = 0; i < 45; i++) expect((await send(sim, text())).status).toBe(200);
    const refused = await send(sim, text());
    expect([refused.status, refused.json.error.code]).toEqual([400, 131056]);
    expect((await send(sim, { ...text(), to: "+919812345679" })).status).toBe(200);
    await sim.advance("5999ms");
    expect((await send(sim, text())).json.error?.code).toBe(131056);
    await sim.advance("1ms");
    expect((await send(sim, text())).status).toBe(200);
    expect((await send(sim, text())).json.error?.code).toBe(131056);
  });

  it("throughput: the number's messages per second of wall time (130429), however long the virtual clock stands still", async () => {
    const sim = createSimulator({
      phoneNumbers: [{ id: "1", displayPhoneNumber: "+14155550100", throughput: 20 }],
    });
    const codes: unknown[] = [];
    for (let i = 0; i < 25; i++)
      codes.push(
        (await send(sim, { ...text(), to: `+9198000000${String(i).padStart(2, "0")}` })).json.error?.code,
      );
    expect(codes.filter((code) => code === 130429)).toHaveLength(5);
    expect(codes.slice(0, 20).every((code) => code === undefined)).toBe(true);
  });

  it("messaging limit: different people outside the window within 24 hours (131048); replies are free", async () => {
    const sim = createSimulator({ messagingLimit: 2 });
    sim.templates.add({ name: "note", language: "en", category: "UTILITY", body: "Your order is ready." });
    const to = (last: number) => send(sim, { ...template("note"), to: `+91981234000${String(last)}` });
    expect((await to(1)).status).toBe(200);
    expect((await to(2)).status).toBe(200);
    expect((await to(1)).status).toBe(200);
    const third = await to(3);
    expect([third.status, third.json.error.code]).toEqual([400, 131048]);
    await sim.user("+919812340003").sendText("hello");
    expect((await to(3)).status).toBe(200);
    await sim.advance("1d");
    expect((await to(4)).status).toBe(200);
  });

  it("management calls per hour (80007), with the minutes to wait in the usage header; messages do not count", async () => {
    const sim = createSimulator({ managementCallsPerHour: 3 });
    const read = () => graph(sim, "GET", `/${sim.credentials.phoneNumberId}`);
    for (let i = 0; i < 3; i++) expect((await read()).status).toBe(200);
    const refused = await read();
    expect([refused.status, refused.json.error.code]).toEqual([400, 80007]);
    expect(
      JSON.parse(refused.headers["x-business-use-case-usage"] ?? "")[sim.credentials.businessAccountId][0]
        .estimated_time_to_regain_access,
    ).toBe(60);
    await sim.user(ASHA).sendText("hi");
    expect((await send(sim, text())).status).toBe(200);
    await sim.advance("1h");
    expect((await read()).status).toBe(200);
  });
});

describe("templates that may not be sent", () => {
  it("pending and rejected: 132001; paused: 132015; disabled: 132016", async () => {
    const sim = createSimulator();
    for (const [status, code, http] of [
      ["PENDING", 132001, 404],
      ["REJECTED", 132001, 404],
      ["PAUSED", 132015, 400],
      ["DISABLED", 132016, 400],
    ] as const) {
      sim.templates.add({
        name: "note",
        language: "en",
        category: "UTILITY",
        body: "Your order is ready.",
        status,
      });
      const answer = await send(sim, template("note"));
      expect([answer.status, answer.json.error.code], status).toEqual([http, code]);
    }
  });

  it("authentication to a business-scoped user id: 131062", async () => {
    const sim = simulatorWithTemplates();
    const { userId } = sim.user(ASHA);
    const answer = await send(sim, { to: undefined, recipient: userId, ...template("login") });
    expect([answer.status, answer.json.error.code]).toEqual([400, 131062]);
  });

  it("another category than marketing through /marketing_messages: 131055", async () => {
    const sim = simulatorWithTemplates();
    const post = (name: string, components: unknown[] = []) =>
      graph(sim, "POST", `/${sim.credentials.phoneNumberId}/marketing_messages`, {
        messaging_product: "whatsapp",
        to: ASHA,
        ...template(name, components),
      });
    expect((await post("order_update", [body("a", "b")])).json.error.code).toBe(131055);
    expect((await post("offers")).status).toBe(200);
  });
});

describe("the account under enforcement", () => {
  it("restricted: 368 for what the business starts, until the restriction ends; replies go on", async () => {
    const sim = simulatorWithTemplates();
    await sim.account.restrict("RESTRICTED_BIZ_INITIATED_MESSAGING", "1d");
    const answer = await send(sim, template("offers"));
    expect([answer.status, answer.json.error.code]).toEqual([403, 368]);
    await sim.user(ASHA).sendText("hi");
    expect((await send(sim, text())).status).toBe(200);
    await sim.advance("2d");
    expect((await send(sim, template("offers"))).status).toBe(200);
  });

  it("utility templates restricted: 131064", async () => {
    const sim = simulatorWithTemplates();
    await sim.account.restrict("RESTRICTED_UTILITY_TEMPLATES");
    expect((await send(sim, template("order_update", [body("a", "b")]))).json.error.code).toBe(131064);
    expect((await send(sim, template("offers"))).status).toBe(200);
  });

  it("locked: 131031 for everything; spam limited: 131048; reinstated: neither", async () => {
    const sim = simulatorWithTemplates();
    await sim.account.lock();
    expect(await send(sim, template("offers"))).toMatchObject({
      status: 403,
      json: { error: { code: 131031 } },
    });
    await sim.account.reinstate();
    await sim.account.spamLimit();
    expect((await send(sim, template("offers"))).json.error.code).toBe(131048);
    await sim.account.reinstate();
    expect((await send(sim, template("offers"))).status).toBe(200);
  });

  it("a person whom the business blocked: 130403", async () => {
    const sim = createSimulator();
    await sim.user(ASHA).sendText("hi");
    const path = `/${sim.credentials.phoneNumberId}/block_users`;
    const blocked = await graph(sim, "POST", path, {
      messaging_product: "whatsapp",
      block_users: [{ user: ASHA }],
    });
    expect(blocked.json.block_users.added_users).toEqual([{ input: ASHA, wa_id: "919812345678" }]);
    expect((await send(sim, text())).json.error.code).toBe(130403);
    expect((await graph(sim, "GET", path)).json.data).toHaveLength(1);
    await graph(sim, "DELETE", path, { messaging_product: "whatsapp", block_users: [{ user: ASHA }] });
    expect((await send(sim, text())).status).toBe(200);
  });

  it("blocking somebody who did not write: 139100 with what failed beside it", async () => {
    const sim = createSimulator();
    const answer = await graph(sim, "POST", `/${sim.credentials.phoneNumberId}/block_users`, {
      messaging_product: "whatsapp",
      block_users: [{ user: ASHA }],
    });
    expect(answer.status).toBe(400);
    expect(answer.json).toMatchObject({
      block_users: { added_users: [], failed_users: [{ input: ASHA }] },
      error: { code: 139100 },
    });
  });
});

describe("injected faults", () => {
  it("a code fails the next request that fits, as often as asked, and nothing is carried out", async () => {
    const sim = createSimulator();
    await sim.user(ASHA).sendText("hi");
    sim.faults.next({
      code: 131016,
      times: 2,
      when: ({ path }) => path.endsWith("/messages"),
      retryAfterSeconds: 7,
    });
    expect((await graph(sim, "GET", `/${sim.credentials.phoneNumberId}`)).status).toBe(200);
    const first = await send(sim, text());
    expect([first.status, first.json.error.code, first.headers["retry-after"]]).toEqual([500, 131016, "7"]);
    expect((await send(sim, text())).status).toBe(500);
    expect(sim.sent).toHaveLength(0);
    expect((await send(sim, text())).status).toBe(200);
    expect(sim.faults.pending).toBe(0);
  });

  it.each([
    ["reset_before", "CONNECTION_FAILED", false, 0],
    ["lost", "CONNECTION_LOST", true, 0],
    ["reset_after", "CONNECTION_LOST", true, 1],
    ["timeout", "REQUEST_TIMEOUT", true, 1],
  ] as const)("%s: %s, requestLeft %s, %i accepted", async (fault, code, requestLeft, accepted) => {
    const sim = createSimulator();
    await sim.user(ASHA).sendText("hi");
    sim.faults.next({ code: fault });
    await expect(send(sim, text())).rejects.toMatchObject({ code, requestLeft });
    expect(sim.sent).toHaveLength(accepted);
    expect(sim.requests.at(-1)).toMatchObject({ status: 0, fault });
  });

  it.each(["garbled", "truncated"] as const)("%s: carried out, and the answer is no JSON", async (fault) => {
    const sim = createSimulator();
    await sim.user(ASHA).sendText("hi");
    sim.faults.next({ code: fault });
    await expect(send(sim, text())).rejects.toThrow(SyntaxError);
    expect(sim.sent).toHaveLength(1);
  });

  it("two accepted sends with one biz_opaque_callback_data are duplicates", async () => {
    const sim = createSimulator();
    await sim.user(ASHA).sendText("hi");
    for (const data of ["a", "b", "a"]) await send(sim, { ...text(), biz_opaque_callback_data: data });
    expect(sim.duplicates()).toMatchObject([
      { callbackData: "a", messages: [{ callbackData: "a" }, { callbackData: "a" }] },
    ]);
  });
});
