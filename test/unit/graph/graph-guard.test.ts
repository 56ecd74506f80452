import fc from "../../support/seeded-properties.js";
import { describe, expect, it } from "vitest";
import {
  guardGraphBody,
  guardGraphPath,
  guardGraphQuery,
  guardRawPath,
  isMetaUrl,
} from "../../../src/graph/index.js";

const refused = expect.objectContaining({ code: "GRAPH_PATH_REFUSED" }) as Error;
const SENDING = ["messages", "marketing_messages", "messages_encrypted"] as const;

/** Spellings of one sending path, each of which some server somewhere reads as that path. */
const spellings = (edge: string): string[] => {
  const upper = edge.toUpperCase();
  const mixed = [...edge].map((letter, index) => (index % 2 === 0 ? letter.toUpperCase() : letter)).join("");
  const escaped = `%${edge.charCodeAt(0).toString(16)}${edge.slice(1)}`;
  const twice = `%25${edge.charCodeAt(0).toString(16)}${edge.slice(1)}`;
  return [
    ...[edge, upper, mixed].flatMap((name) => [
      `/1/${name}`,
      `1/${name}`,
      `//1/${name}`,
      `/1//${name}`,
      `/1/${name}/`,
      `/v26.0/1/${name}`,
      `/V99.9/1/${name}`,
      `/v26/1/${name}`,
      `/v26.0/v26.0/1/${name}`,
      `/1/${name}.json`,
      `/1/${name}.`,
      `/1/${name}:x`,
      `/1/${name}-`,
      `/1/_${name}`,
      `/1/${name}?x=1`,
      `/1/${name}#x`,
      `/1/${name};x=1`,
      `/1/${name}%20`,
      `/1/${name} `,
      `/1/${name}\n`,
      `/1/${name}\0`,
      `/1/x/../${name}`,
      `/1/./${name}`,
      `/1/%2e%2e/1/${name}`,
      `/1%2f${name}`,
      `/1%252f${name}`,
      `/1\\${name}`,
      `\\1\\${name}`,
      `https://graph.facebook.com/1/${name}`,
      `//graph.facebook.com/1/${name}`,
      `/https://graph.facebook.com/1/${name}`,
      `/1/${name}/x`,
      `/${name}`,
      `/me/${name}`,
    ]),
    `/1/${escaped}`,
    `/1/${twice}`,
    `/1/${edge.replace("m", "ｍ")}`,
    `/1/${edge.replace("s", "ſ")}`,
    `/1/${edge.slice(0, 3)}\u200b${edge.slice(3)}`,
  ];
};

describe("the raw access refuses to send", () => {
  it.each(SENDING.flatMap(spellings))("%j", (path) => {
    expect(() => guardGraphPath(path)).toThrow(refused);
  });
  it.each([...SENDING, "calls"].flatMap(spellings))("nor to call: %j", (path) => {
    expect(() => guardRawPath(path)).toThrow(refused);
  });
  it("while the resources may call", () => {
    expect(guardGraphPath("/1/calls")).toBe("/1/calls");
    expect(guardRawPath("/1/call_permissions")).toBe("/1/call_permissions");
  });
  it.each(["/", "", "/v26.0", "/v26.0/", "v26.0", "/v26", "/v26.0/v26.0", "/?batch=[]", "/v26.0/?ids=1,2"])(
    "the root %j, which takes batches",
    (path) => {
      expect(() => guardGraphPath(path)).toThrow(refused);
    },
  );
  it.each([
    "method",
    "METHOD",
    "_method",
    "http_method",
    "batch",
    "Batch",
    "batch[]",
    "batch[0]",
    "asyncbatch",
    "ids",
    "IDS",
    "access_token",
    "access.token",
    "access token",
    "access_token ",
    " method",
    "method\0",
    "ｍethod",
    "relative_url",
    "include_headers",
    "attached_files",
  ])("the field %j", (name) => {
    expect(() => guardGraphQuery({ [name]: "x" })).toThrow(refused);
    expect(() => guardGraphBody({ [name]: "x" })).toThrow(refused);
  });
  it.each([
    "/1/message_templates",
    "/1/message_qrdls",
    "/1/message_history",
    "/1",
    "/1_2/flows",
    "/oauth/access_token",
  ])("and lets %s through", (path) => {
    expect(guardGraphPath(path)).toBe(path);
  });
  it("and ordinary fields", () => {
    const fields = { fields: "id,name", limit: "5", messaging_product: "whatsapp" };
    expect(guardGraphQuery(fields)).toEqual(fields);
    expect(guardGraphBody({ ...fields, list: [{ batch: 1 }], none: undefined })).toEqual({
      ...fields,
      list: [{ batch: 1 }],
    });
    expect(guardGraphQuery(Object.assign(Object.create(null) as object, { a: "b" }))).toEqual({ a: "b" });
  });
});

describe("what would reach the wire by another way than its own fields", () => {
  class Sneaky {
    batch = "[]";
  }
  it.each<[string, unknown]>([
    ["a text", "batch=[]"],
    ["a list of pairs", [["batch", "[]"]]],
    ["URLSearchParams", new URLSearchParams("batch=[]")],
    ["a Map", new Map([["batch", "[]"]])],
    ["an instance", new Sneaky()],
    ["a number", 7],
    ["null", null],
  ])("%s as query or body", (_name, given) => {
    expect(() => guardGraphQuery(given)).toThrow(refused);
    expect(() => guardGraphBody(given)).toThrow(refused);
  });
  it.each<[string, unknown]>([
    ["toJSON with a batch", { toJSON: () => ({ batch: "[]" }) }],
    ["toJSON with a list", { toJSON: () => [{ batch: "[]" }] }],
    ["a circle", undefined],
    ["a bigint", { size: 1n }],
  ])("%s in a body", (_name, given) => {
    const circle: Record<string, unknown> = {};
    circle.circle = circle;
    expect(() => guardGraphBody(given ?? circle)).toThrow(refused);
  });
  it("a query value that is no text", () => {
    expect(() => guardGraphQuery({ fields: ["id"] })).toThrow(refused);
  });
  it("a getter that says one thing when asked and another when sent: what was checked is what goes out", () => {
    let asked = 0;
    const query = Object.defineProperty({}, "fields", {
      enumerable: true,
      get: () => `id${String(asked++)}`,
    });
    expect(guardGraphQuery(query)).toEqual({ fields: "id0" });
  });
  it.each([
    "/graphql",
    "/v26.0/GraphQL",
    "/graphqlbatch",
    "/restserver.php",
    "/method/x",
    "/batch",
    "/1.messages",
  ])("%s carries other requests", (path) => {
    expect(() => guardRawPath(path)).toThrow(refused);
  });
});

it("what is encrypted is refused with its reason", () => {
  expect(() => guardRawPath("/1/messages_encrypted")).toThrow(
    expect.objectContaining({
      code: "GRAPH_PATH_REFUSED",
      fix: expect.stringContaining("no layer can read") as string,
    }) as Error,
  );
});

describe("whatever is let through", () => {
  const alphabet = [
    ..."/\\.%?#:@;=&+ ~_-0123456789vVmM",
    "messages",
    "MESSAGES",
    "marketing_messages",
    "messages_encrypted",
    "%2f",
    "%2F",
    "%5c",
    "%2e",
    "%252f",
    "..",
    "//",
    "https:",
    "evil.example",
    "\t",
    "\n",
    "\0",
    "ｍessages",
    "1",
  ];
  const path = fc.array(fc.constantFrom(...alphabet), { maxLength: 12 }).map((parts) => parts.join(""));

  it("stays on the host, below the version, and names no sending edge however it is read", () => {
    let passed = 0;
    fc.assert(
      fc.property(
        fc.oneof(
          path,
          fc.tuple(fc.constantFrom("/1/", "1/", "/v26.0/1/", "/"), path).map((two) => two.join("")),
        ),
        (given) => {
          let kept: string;
          try {
            kept = guardGraphPath(given);
          } catch {
            return;
          }
          passed++;
          const url = new URL(`https://graph.facebook.com/v26.0${kept}`);
          expect(url.origin).toBe("https://graph.facebook.com");
          expect(url.pathname).toBe(`/v26.0${kept}`);
          expect(url.search + url.hash).toBe("");
          for (let read = kept, depth = 0; depth < 3; depth++, read = decodeURIComponent(read)) {
            const segments = read.normalize("NFKC").toLowerCase().split(/[\\/]/);
            for (const edge of SENDING) expect(segments).not.toContain(edge);
          }
        },
      ),
      { numRuns: 20_000, seed: 7 },
    );
    // A guard that refuses everything would pass as well.
    expect(passed).toBeGreaterThan(200);
  });

  it("and no spelling of a sending edge is let through", () => {
    const spelled = fc
      .tuple(
        fc.constantFrom(...SENDING),
        fc.array(fc.boolean(), { minLength: 20, maxLength: 20 }),
        fc.array(fc.nat(2), { minLength: 20, maxLength: 20 }),
      )
      .map(([edge, upper, escapes]) =>
        [...edge]
          .map((letter, index) => {
            const cased = upper[index] === true ? letter.toUpperCase() : letter;
            const hex = cased.charCodeAt(0).toString(16);
            return escapes[index] === 0 ? `%${hex}` : escapes[index] === 1 ? `%25${hex}` : cased;
          })
          .join(""),
      );
    fc.assert(
      fc.property(spelled, fc.constantFrom("/1/", "1/", "/v26.0/1/", "/v1/", "/"), (edge, before) => {
        expect(() => guardGraphPath(before + edge)).toThrow(refused);
      }),
      { numRuns: 2_000, seed: 7 },
    );
  });
});

describe("where the token may go", () => {
  it.each([
    "https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1",
    "https://graph.facebook.com/v26.0/1",
    "https://mmg.whatsapp.net/x",
    "https://scontent.xx.fbcdn.net/x",
    "https://facebook.com/",
  ])("%s", (url) => {
    expect(isMetaUrl(url)).toBe(true);
  });
  it.each([
    "http://lookaside.fbsbx.com/",
    "https://lookaside.fbsbx.com:8443/",
    "https://lookaside.fbsbx.com.evil.example/",
    "https://evilfacebook.com/",
    "https://facebook.com@evil.example/",
    "https://user:secret@lookaside.fbsbx.com/",
    "https://evil.example/facebook.com",
    "https://evil.example?.facebook.com",
    "https://evil.example#.facebook.com",
    "https://evil.example\\.facebook.com/",
    "//lookaside.fbsbx.com/",
    "ftp://facebook.com/",
    "javascript:1",
    "",
    "https://",
  ])("never %j", (url) => {
    expect(isMetaUrl(url)).toBe(false);
  });
});
