import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { defineTemplate, memoryStore, Waypost, WaypostError } from "waypost";
import { sqliteStore } from "waypost/sqlite";
import { signPayload } from "waypost/webhooks";
import { BUSINESS, openWorld, optIn, orderShipped, RAVI, shipped, type World } from "./setup.js";

let world: World;
beforeEach(async () => {
  world = await openWorld();
  await optIn(world.waypost);
});

/** One clear error: a stable code, what to do next, no number in it. */
async function failure(work: Promise<unknown>): Promise<WaypostError> {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!WaypostError.is(error)) throw new Error("expected a WaypostError", { cause: error });
  expect(error.fix.length).toBeGreaterThan(10);
  expect(error.docsUrl).toMatch(/errors\.md#[a-z0-9_]+$/);
  expect(`${error.message} ${JSON.stringify(error)}`).not.toContain("9812345678");
  return error;
}

const nothingHappened = async (): Promise<void> => {
  expect(world.sim.sent).toEqual([]);
  expect((await world.waypost.ledger.list()).filter(({ state }) => state !== "refused")).toEqual([]);
};

describe("options", () => {
  const good = {
    accessToken: "t",
    phoneNumberId: "1",
    businessAccountId: "2",
    appSecret: "s",
    verifyToken: "v",
    business: BUSINESS,
    store: memoryStore(),
  };

  it.each([
    "accessToken",
    "phoneNumberId",
    "businessAccountId",
    "appSecret",
    "verifyToken",
    "business",
    "store",
  ] as const)("%s missing is named", (name) => {
    expect(() => new Waypost({ ...good, [name]: undefined })).toThrow(
      expect.objectContaining({
        code: "INVALID_OPTIONS",
        message: expect.stringContaining(name) as unknown,
      }) as Error,
    );
  });

  it.each([
    ["a phone number instead of its id", { phoneNumberId: "+919812345678" }],
    ["an empty secret", { appSecret: "" }],
    ["a token with a line end", { accessToken: "abc\n" }],
    ["plain http", { baseUrl: "http://graph.example" }],
    ["a version that is none", { apiVersion: "26" }],
    ["more than Meta grants", { messagesPerSecond: 5_000 }],
    ["no way to a human", { business: { name: "x" } }],
  ])("%s is refused at once", (_name, wrong) => {
    expect(() => new Waypost({ ...good, ...wrong } as never)).toThrow(
      expect.objectContaining({ code: "INVALID_OPTIONS" }) as Error,
    );
  });
});

describe("recipients", () => {
  it.each(["9812345678", "+91", "hello", "+91 98", "+999123456789012"])(
    "%s is no E.164 number",
    async (to) => {
      const error = await failure(world.waypost.messages.sendTemplate({ ...shipped(world.sim), to }));
      expect(error.code).toBe("INVALID_PHONE_NUMBER");
      await nothingHappened();
    },
  );

  it.each([
    ["an array", [RAVI, "+919812345679"]],
    ["an array of one", [RAVI]],
    ["a comma list", `${RAVI},+919812345679`],
    ["a list by line ends", `${RAVI}\n+919812345679`],
    ["a list by semicolons", `${RAVI}; +919812345679`],
    ["two numbers in one string", `${RAVI} +919812345679`],
    ["a set", new Set([RAVI])],
    [
      "a generator",
      (function* () {
        yield RAVI;
      })(),
    ],
    [
      "an async generator",
      (async function* () {
        await Promise.resolve();
        yield RAVI;
      })(),
    ],
    ["an object with a length", { 0: RAVI, length: 1 }],
    ["a String object", new String(RAVI)],
  ])("%s is several people, and refused", async (_name, to) => {
    const error = await failure(world.waypost.messages.sendTemplate({ ...shipped(world.sim), to } as never));
    expect(error.code).toBe("MULTIPLE_RECIPIENTS");
    expect(await world.waypost.messages.check({ ...shipped(world.sim), to } as never)).toMatchObject({
      action: "refuse",
      code: "MULTIPLE_RECIPIENTS",
    });
    await nothingHappened();
  });

  it.each([undefined, null, "", 42, {}])("%s is nobody", async (to) => {
    const error = await failure(world.waypost.messages.sendTemplate({ ...shipped(world.sim), to } as never));
    expect(error.code).toBe("INVALID_RECIPIENT");
    await nothingHappened();
  });
});

describe("template parameters", () => {
  it.each([
    ["missing", { name: "Ravi" }, /order: is missing/],
    ["too many", { name: "Ravi", order: "A", extra: "x" }, /extra: is no variable/],
    ["with a line break", { name: "Ravi", order: "A\nB" }, /one line/],
    ["with a tab", { name: "Ravi", order: "A\tB" }, /tab/],
    ["with five spaces", { name: "Ravi", order: "A     B" }, /four spaces/],
    ["empty", { name: "Ravi", order: " " }, /not be empty/],
    ["a number", { name: "Ravi", order: 7 }, /expected a string/],
    ["too long", { name: "Ravi", order: "x".repeat(1_020) }, /at most 1024 characters/],
    ["none at all", undefined, /name: is missing/],
    ["a list", ["Ravi", "A"], /expected an object/],
  ])("%s: refused before anything leaves", async (_name, params, message) => {
    const error = await failure(
      world.waypost.messages.sendTemplate({ ...shipped(world.sim), params } as never),
    );
    expect(error.code).toBe("TEMPLATE_PARAMS");
    expect(error.message).toMatch(message);
    await nothingHappened();
    expect(world.sim.requests.filter(({ method }) => method === "POST")).toEqual([]);
  });

  it("an order in a template ends five minutes ahead at least, by the client's clock", async () => {
    const { sim, waypost } = await openWorld();
    const pay = defineTemplate({
      name: "pay_order",
      language: "en",
      category: "utility",
      body: "Hi {{name}}, your order is ready to be paid.",
      examples: { name: "Asha" },
      buttons: [{ type: "order_details" }],
    });
    sim.templates.add(pay);
    await optIn(waypost);
    const send = (seconds: number) =>
      waypost.messages.sendTemplate({
        to: RAVI,
        template: pay,
        params: {
          name: "Ravi",
          orderDetails: {
            referenceId: "A-1001",
            goods: "physical-goods",
            currency: "INR",
            payment: { type: "upi_intent_link", settings: { link: "upi://pay?pa=asha@upi" } },
            items: [{ name: "Quilt", amount: 249_900, quantity: 1 }],
            tax: { amount: 0 },
            expiresAt: sim.now + seconds * 1_000,
          },
        },
        cause: { kind: "payment", ref: "A-1001", at: sim.now },
      });
    await expect(send(299)).rejects.toMatchObject({
      code: "TEMPLATE_PARAMS",
      message: expect.stringContaining("orderDetails.expiresAt: at least 300 seconds ahead") as string,
    });
    await send(300);
    expect(sim.sent).toHaveLength(1);
  });

  it("a template that was not made by defineTemplate is refused", async () => {
    const error = await failure(
      world.waypost.messages.sendTemplate({ ...shipped(world.sim), template: { ...orderShipped } }),
    );
    expect(error.code).toBe("INVALID_MESSAGE");
  });

  it.each([
    ["Name", { name: "Order Shipped" }],
    ["a body that starts with a variable", { body: "{{name}} hello there my friend" }],
    ["a body that ends with one", { body: "hello there my friend {{name}}" }],
    [
      "adjacent variables",
      { body: "hello {{a}} {{b}} and many more words here", examples: { a: "1", b: "2" } },
    ],
    ["a missing sample", { body: "hello {{who}} from all of us" }],
    ["mixed kinds", { body: "hello {{1}} and {{two}} from all of us", examples: { 1: "a", two: "b" } }],
    ["a gap", { body: "hello {{1}} and {{3}} from all of us", examples: { 1: "a", 3: "b" } }],
    ["a broken brace", { body: "hello {{name} from all of us" }],
    ["a variable in the footer", { footer: "{{x}}" }],
    ["four words too few", { body: "Hi {{name}}!", examples: { name: "x" } }],
  ])("defineTemplate refuses %s", (_name, wrong) => {
    const input = {
      name: "t",
      language: "en",
      category: "utility",
      body: "Hello from all of us",
      ...wrong,
    } as never;
    expect(() => defineTemplate(input)).toThrow(
      expect.objectContaining({ code: "INVALID_TEMPLATE" }) as Error,
    );
  });
});

describe("causes", () => {
  it.each([
    ["no kind", { ref: "A", at: 0 }],
    ["an unknown kind", { kind: "sale", ref: "A", at: 0 }],
    ["no ref", { kind: "order", ref: " ", at: 0 }],
    ["no time", { kind: "order", ref: "A" }],
    ["a time that is none", { kind: "order", ref: "A", at: new Date("x") }],
    ["an incident without its story", { kind: "incident", ref: "A", at: 0 }],
  ])("%s is refused", async (_name, cause) => {
    const error = await failure(
      world.waypost.messages.sendTemplate({ ...shipped(world.sim), cause } as never),
    );
    expect(error.code).toBe("INVALID_CAUSE");
    await nothingHappened();
  });

  it("a missing cause is refused with its guard", async () => {
    const error = await failure(
      world.waypost.messages.sendTemplate({ ...shipped(world.sim), cause: undefined } as never),
    );
    expect(error).toMatchObject({ code: "CAUSE_REQUIRED", rule: "G2" });
    await nothingHappened();
  });
});

it("an expired token is an AuthenticationError that says so, and the key is free again", async () => {
  await world.waypost.templates.sync();
  world.sim.expireToken();
  const error = await failure(world.waypost.messages.sendTemplate(shipped(world.sim)));
  expect(error).toMatchObject({ name: "AuthenticationError", code: "META_190" });
  expect(error.fix).toMatch(/token/);
  expect(world.sim.sent).toEqual([]);
  expect((await world.waypost.ledger.list())[0]).toMatchObject({ state: "failed", failure: { code: 190 } });
});

describe("webhooks", () => {
  const post = (body: string, signature: string | undefined): Promise<Response> =>
    world.waypost.webhooks.fetch(
      new Request("https://shop.example/hook", {
        method: "POST",
        body,
        headers: signature === undefined ? {} : { "x-hub-signature-256": signature },
      }),
    );
  const stop = JSON.stringify({ object: "whatsapp_business_account", entry: [] });

  it.each([
    ["no signature", undefined],
    ["a wrong one", `sha256=${"0".repeat(64)}`],
    ["SHA-1", `sha1=${"0".repeat(40)}`],
  ])("%s: 401, nothing stored", async (_name, signature) => {
    expect((await post(stop, signature)).status).toBe(401);
    expect(await world.store.inbox.ready(Number.MAX_SAFE_INTEGER, 9)).toEqual([]);
  });

  it("a signed body that is no JSON: 400", async () => {
    const signature = await signPayload({ rawBody: "not json", appSecret: world.sim.credentials.appSecret });
    expect((await post("not json", signature)).status).toBe(400);
  });
});

describe("a store file that cannot be opened", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "waypost-bad-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it.each([
    ["in a folder that is not there", "missing/store.db"],
    ["that is a folder", "."],
    ["that is no database", "text.db"],
  ])("%s: STORE_OPEN_FAILED, nothing sent", async (_name, path) => {
    await writeFile(join(folder, "text.db"), "this is no database, it is a text of some length".repeat(100));
    const { waypost, sim } = await openWorldOn(join(folder, path));
    expect((await failure(waypost.messages.sendTemplate(shipped(sim)))).code).toBe("STORE_OPEN_FAILED");
    expect((await failure(optIn(waypost))).code).toBe("STORE_OPEN_FAILED");
    expect(sim.requests).toEqual([]);
  });

  async function openWorldOn(path: string): Promise<World> {
    return openWorld({ store: sqliteStore({ path }) });
  }
});
