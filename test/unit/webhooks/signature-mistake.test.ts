import { describe, expect, it } from "vitest";
import {
  createWebhookReceiver,
  fetchHandler,
  type SignatureMistake,
  signPayload,
  verifySignature,
  WebhookSignatureError,
} from "../../../src/webhooks/index.js";

const appSecret = "0123456789abcdef0123456789abcdef";
const OTHER = { verifyToken: ["my-verify-token"], accessToken: "EAAGm0PX4ZCps" };
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** What Meta sends: compact, escaped beyond ASCII, slashes escaped. */
const SENT = '{"object":"x","name":"\\u092e\\u0940\\u0930\\u093e caf\\u00e9","url":"https:\\/\\/a.example"}';

async function mistakeOf(
  rawBody: string | Uint8Array,
  signature: string | null,
  more: Partial<Parameters<typeof verifySignature>[0]> = {},
): Promise<WebhookSignatureError> {
  return verifySignature({ rawBody, signature, appSecret, otherSecrets: OTHER, ...more }).then(
    () => {
      throw new Error("accepted");
    },
    (error: unknown) => {
      if (!WebhookSignatureError.is(error)) throw error;
      return error;
    },
  );
}

const signed = (rawBody: string | Uint8Array, secret = appSecret): Promise<string> =>
  signPayload({ rawBody, appSecret: secret });

describe("a failed check says which mistake it was", () => {
  const withAccents = '{"name":"café मीरा"}';
  it.each<[string, SignatureMistake, string | Uint8Array, () => Promise<string>]>([
    ["a body parser before the check", "parsed_body", JSON.stringify(JSON.parse(SENT)), () => signed(SENT)],
    [
      "a pretty-printed body",
      "parsed_body",
      JSON.stringify(JSON.parse('{"a":1}'), null, 2),
      () => signed('{"a":1}'),
    ],
    ["a body put into JSON once more", "parsed_body", JSON.stringify(SENT), () => signed(SENT)],
    ["an object as text", "parsed_body", "[object Object]", () => signed(SENT)],
    ["form encoding", "parsed_body", "%7B%22a%22%3A1%7D", () => signed('{"a":1}')],
    ["a byte order mark", "byte_order_mark", `\uFEFF${SENT}`, () => signed(SENT)],
    ["a byte order mark lost", "byte_order_mark", SENT, () => signed(`\uFEFF${SENT}`)],
    ["a line end added", "line_ends", `${SENT}\n`, () => signed(SENT)],
    ["Windows line ends", "line_ends", '{\r\n"a":1}', () => signed('{\n"a":1}')],
    [
      "UTF-8 read as Latin-1",
      "charset",
      Buffer.from(Buffer.from(withAccents).toString("latin1"), "utf8"),
      () => signed(withAccents),
    ],
    [
      "characters lost",
      "charset",
      '{"name":"caf\uFFFD"}',
      () => signed(Buffer.from('{"name":"café"}', "latin1")),
    ],
    ["base64 not decoded", "base64_body", Buffer.from(SENT).toString("base64"), () => signed(SENT)],
    ["gzip not decompressed", "compressed_body", Uint8Array.of(0x1f, 0x8b, 8, 0, 1, 2), () => signed(SENT)],
    ["a body cut short", "body_truncated", SENT.slice(0, 40), () => signed(SENT)],
    ["an empty body", "empty_body", "", () => signed(SENT)],
    ["signed with the verify token", "wrong_secret", SENT, () => signed(SENT, "my-verify-token")],
    ["signed with the access token", "wrong_secret", SENT, () => signed(SENT, OTHER.accessToken)],
    ["signed by another app", "wrong_secret", SENT, () => signed(SENT, "f".repeat(32))],
    ["SHA-1", "sha1_header", SENT, () => Promise.resolve(`sha1=${"a".repeat(40)}`)],
    ["no prefix", "prefix_missing", SENT, async () => (await signed(SENT)).slice(7)],
    ["a header cut short", "signature_truncated", SENT, async () => (await signed(SENT)).slice(0, 60)],
    ["upper-case digits", "signature_rewritten", SENT, async () => (await signed(SENT)).toUpperCase()],
    ["something else", "signature_rewritten", SENT, () => Promise.resolve("t=1,v1=abc")],
  ])("%s: %s", async (_name, mistake, received, signature) => {
    expect((await mistakeOf(received, await signature())).mistake).toBe(mistake);
  });

  it.each<[string, string, RegExp]>([
    ["the verify token", "my-verify-token", /signed with the verify token/],
    ["the access token", OTHER.accessToken, /signed with the access token/],
  ])("it names %s, and not its value", async (_name, secret, expected) => {
    const error = await mistakeOf(SENT, await signed(SENT, secret));
    expect(error.fix).toMatch(expected);
    expect(JSON.stringify(error) + error.message + String(error.stack)).not.toContain(secret);
  });

  it.each<[string, string, SignatureMistake, RegExp]>([
    ["a line end", `${appSecret}\n`, "secret_decorated", /line end or quotation marks/],
    ["quotation marks", `"${appSecret}"`, "secret_decorated", /line end or quotation marks/],
    ["an access token in its place", "EAAGm0PX4ZCpsBO", "wrong_secret", /access token \(EAA/],
    ["something else in its place", "my-verify-token", "wrong_secret", /does not look like one/],
  ])("the configured secret has %s", async (_name, configured, mistake, expected) => {
    const error = await mistakeOf(SENT, await signed(SENT), {
      appSecret: configured,
      otherSecrets: undefined,
    });
    expect(error.mistake).toBe(mistake);
    expect(error.fix).toMatch(expected);
  });

  it("no header, but the old one: the proxy drops the new one", async () => {
    expect((await mistakeOf(SENT, null)).mistake).toBe("header_missing");
    expect((await mistakeOf(SENT, null, { oldSignature: "sha1=abc" })).mistake).toBe("sha1_header");
  });

  it("a large forged body is not hashed a dozen times", async () => {
    const large = utf8(`{"a":"${"x".repeat(300 * 1024)}"}\n`);
    expect((await mistakeOf(large, await signed(large.slice(0, -1)))).mistake).toBe("wrong_secret");
  });

  it("the receiver logs the mistake, and tells the caller nothing", async () => {
    const logged: Record<string, unknown>[] = [];
    const note = (fields: Readonly<Record<string, unknown>>): void => void logged.push(fields);
    const receive = fetchHandler(
      createWebhookReceiver({
        appSecret,
        verifyToken: "my-verify-token",
        record: () => Promise.reject(new Error("reached")),
        logger: { debug: note, info: note, warn: note, error: note },
      }),
    );
    const post = (headers: Record<string, string>): Promise<Response> =>
      receive(new Request("https://x.example", { method: "POST", body: SENT, headers }));
    const answers = [
      await post({ "x-hub-signature-256": await signed(SENT, "my-verify-token") }),
      await post({ "x-hub-signature": "sha1=abc" }),
    ];
    expect(await Promise.all(answers.map(async (answer) => [answer.status, await answer.text()]))).toEqual([
      [401, ""],
      [401, ""],
    ]);
    expect(logged.map(({ code, mistake }) => [code, mistake])).toEqual([
      ["SIGNATURE_MISMATCH", "wrong_secret"],
      ["SIGNATURE_MISSING", "sha1_header"],
    ]);
  });
});
