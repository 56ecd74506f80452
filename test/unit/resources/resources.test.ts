import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ValidationError } from "../../../src/core/index.js";
import { type Endpoint, RESOURCES } from "../../../src/resources/index.js";
import { type GraphServer, graphServer, json, universal } from "./graph-server.js";
import { call, METHODS } from "./samples.js";

let server: GraphServer;
beforeAll(async () => {
  server = await graphServer();
});
afterAll(async () => {
  await server.close();
});

const asUsual = (): void => {
  server.seen.length = 0;
  server.answer = (seen, response) => {
    if (seen.path === "/file") response.end("bytes");
    else json(response, universal(server.url));
  };
};

describe.each(METHODS)("$name", (method) => {
  const endpoint = (RESOURCES[method.resource].endpoints as Record<string, Endpoint>)[method.method];

  it("calls what it declares and brings back what came, unknown fields included", async () => {
    asUsual();
    const result = await call(server.resources, method);
    const [first] = server.seen;
    const pattern = new RegExp(
      `^${(endpoint?.path ?? "").replace("/{mediaUrl}", "/m1").replace(/\{\w+\}/g, "[^/]+")}$`,
    );
    expect(`${first?.method ?? ""} ${String(pattern.test(first?.path ?? ""))}`).toBe(
      `${endpoint?.method ?? ""} true`,
    );
    expect(first?.headers.authorization).toBe(
      method.resource !== "apps"
        ? "Bearer TOKEN"
        : "appId" in (method.input as object)
          ? "Bearer 600|secret"
          : undefined,
    );
    expect(result).toBeDefined();
    if (endpoint?.kind === "list") {
      const { data } = result as { data: { brandNewField?: unknown }[] };
      expect(data).toHaveLength(1);
      expect(data[0]?.brandNewField).toEqual({ nestedThing: 7, UPPER: 1 });
    }
  });

  it("sends nothing", async () => {
    asUsual();
    await call(server.resources, method);
    for (const { path } of server.seen) {
      expect(path).not.toMatch(/(^|\/)(messages|marketing_messages|messages_encrypted)(\/|$)/i);
    }
  });

  it("refuses a field that it does not know, before anything leaves", async () => {
    asUsual();
    const given = { ...(method.input as object), notAField: 1 };
    const error: unknown = await call(server.resources, method, given).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(ValidationError.is(error) && error.code).toBe("INVALID_INPUT");
    expect(ValidationError.is(error) && error.message).toContain("notAField");
    expect(server.seen).toEqual([]);
  });
});

it("every endpoint has its sample", () => {
  const declared = Object.entries(RESOURCES).flatMap(([name, { endpoints }]) =>
    Object.keys(endpoints).map((method) => `${name}.${method}`),
  );
  expect(METHODS.map(({ name }) => name).sort()).toEqual(declared.sort());
  expect(declared.length).toBeGreaterThan(140);
});

it.each<[string, () => PromiseLike<unknown>, string]>([
  ["a call to nobody", () => server.resources.calling.connect({ sdp: "v=0" }), "to or recipient"],
  ["a permission of nobody", () => server.resources.calling.permission({}), "userWaId or recipient"],
  ["a thread of nobody", () => server.resources.threadControl.pass({}), "to or recipient"],
  [
    "a template without content",
    () => server.resources.messageTemplates.create({ name: "a", language: "en", category: "UTILITY" }),
    "components or libraryTemplateName",
  ],
  ["both ways at once", async () => server.resources.flows.list({ after: "A", before: "B" }), "not together"],
])("%s is refused before anything leaves", async (_name, ask, problem) => {
  asUsual();
  await expect(ask()).rejects.toMatchObject({ code: "INVALID_INPUT" });
  await expect(ask()).rejects.toThrow(problem);
  expect(server.seen).toEqual([]);
});

it("a business profile is read as the live API sends it, and as Meta's OpenAPI describes it", async () => {
  const profile = { about: "Shop", profile_picture_url: "https://a.example/p.jpg" };
  for (const data of [[profile], [{ business_profile: profile }]]) {
    server.answer = (_seen, response) => {
      json(response, { data });
    };
    expect(await server.resources.businessProfile.get()).toEqual({
      about: "Shop",
      profilePictureUrl: "https://a.example/p.jpg",
    });
  }
});

it.each<[string, number, (size: number) => PromiseLike<unknown>, string]>([
  [
    "a Flow's JSON",
    10 * 1024 * 1024,
    (size) => server.resources.flows.uploadJson({ flowId: "400", json: `"${"x".repeat(size - 2)}"` }),
    "INVALID_INPUT",
  ],
  [
    "a group's picture",
    5 * 1024 * 1024,
    (size) => server.resources.groups.setPicture({ groupId: "g1", file: new Uint8Array(size) }),
    "MEDIA_TOO_LARGE",
  ],
])("%s: %i bytes pass, one more does not", async (_name, most, send, code) => {
  asUsual();
  await send(most);
  await expect(send(most + 1)).rejects.toMatchObject({ code });
  expect(server.seen).toHaveLength(1);
});

it("what is asked for stands in the query, beside a body, too", async () => {
  asUsual();
  await server.resources.solutions.rejectDeactivation({ solutionId: "910", fields: ["id", "name"] });
  expect(server.seen[0]?.query.get("fields")).toBe("id,name");
  expect(JSON.parse(server.seen[0]?.body ?? "")).toEqual({ reject_deactivation_request: true });
});

it("a list goes back, and forward again from there", async () => {
  asUsual();
  server.answer = (seen, response) => {
    const next = "https://graph.facebook.com/v26.0/1/flows?after=C";
    json(response, {
      data: [{ id: "1" }],
      paging: seen.query.has("before") ? { next, cursors: { after: "C" } } : {},
    });
  };
  for await (const _ of server.resources.flows.list({ before: "B" }));
  expect(server.seen.map(({ query }) => [query.get("before"), query.get("after")])).toEqual([
    ["B", null],
    [null, "C"],
  ]);
});

it.each([
  "../1",
  "1/messages",
  "messages",
  "a b",
  "%2e%2e",
  "1?x=1",
  "",
  ".",
  "..",
  "MESSAGES",
  "1#x",
  "upload:a/../b",
])("an id %j never becomes another path", async (groupId) => {
  asUsual();
  await expect(server.resources.groups.get({ groupId })).rejects.toSatisfy((error) =>
    ValidationError.is(error),
  );
  await expect(server.resources.flows.uploadJson({ flowId: groupId, json: {} })).rejects.toSatisfy((error) =>
    ValidationError.is(error),
  );
  expect(server.seen).toEqual([]);
});
