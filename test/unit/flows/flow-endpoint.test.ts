import { createCipheriv, createHash, createHmac, generateKeyPairSync, randomBytes } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { beforeAll, describe, expect, it } from "vitest";
import {
  createFlowEndpoint,
  decryptFlowMedia,
  FlowError,
  type FlowEndpoint,
  type FlowEndpointOptions,
  flowFinished,
  generateFlowKeys,
  type FlowKeys,
} from "../../../src/flows/index.js";
import { whatsappClient } from "./whatsapp-client.js";

const appSecret = "app-secret";
let keys: FlowKeys;
let other: FlowKeys;
const seen: unknown[] = [];
const endpointWith = (more: Partial<FlowEndpointOptions> = {}): FlowEndpoint =>
  createFlowEndpoint({
    privateKey: keys.privateKey,
    appSecret,
    init: ({ flowToken }) => ({ screen: "FIRST", data: { hello: flowToken } }),
    exchange: async ({ screen, data, flowToken, action }) => {
      if (action === "from_the_future") return { screen: "FUTURE" };
      if (data.done === true) return flowFinished(flowToken, { seats: 2 });
      if (data.expired === true) throw new FlowError("FLOW_TOKEN_EXPIRED", "This booking is over.");
      if (data.broken === true) throw new Error("the database is down");
      return { screen: "SECOND", data: { from: screen, error_message: "Pick a day" } };
    },
    back: ({ screen }) => ({ screen: screen ?? "FIRST", data: { fresh: true } }),
    onClientError: (error) => seen.push(error),
    onFailure: (error) => seen.push(error),
    ...more,
  });
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

beforeAll(async () => {
  [keys, other] = await Promise.all([generateFlowKeys(), generateFlowKeys()]);
});

async function ask(payload: unknown, endpoint = endpointWith()) {
  const { body, signature, read } = whatsappClient({ publicKey: keys.publicKey, appSecret }).request(payload);
  const answer = await endpoint.handle({ method: "POST", rawBody: utf8(body), signature });
  return { status: answer.status, answer: answer.body === "" ? undefined : read(answer.body) };
}

describe("what a phone asks", () => {
  it.each([
    [{ version: "3.0", action: "ping" }, { data: { status: "active" } }],
    [
      { action: "INIT", flow_token: "t1", version: "4.0", flow_token_signature: "s" },
      { screen: "FIRST", data: { hello: "t1" } },
    ],
    [
      { action: "data_exchange", screen: "FIRST", data: { day: "Mañana 🙂" }, flow_token: "t1" },
      { screen: "SECOND", data: { from: "FIRST", error_message: "Pick a day" } },
    ],
    [
      { action: "BACK", screen: "SECOND", flow_token: "t1" },
      { screen: "SECOND", data: { fresh: true } },
    ],
    [
      { action: "data_exchange", screen: "LAST", data: { done: true }, flow_token: "t1" },
      { screen: "SUCCESS", data: { extension_message_response: { params: { flow_token: "t1", seats: 2 } } } },
    ],
    [
      { action: "from_the_future", flow_token: "t1" },
      { screen: "FUTURE", data: {} },
    ],
  ])("%j", async (payload, expected) => {
    expect(await ask(payload)).toEqual({ status: 200, answer: expected });
  });

  it.each(["INIT", "data_exchange", "navigate"])(
    "an error report with %s is acknowledged and told",
    async (action) => {
      seen.length = 0;
      const payload = {
        action,
        flow_token: "t1",
        screen: "A",
        data: { error: "INVALID_SCREEN", error_message: "no such screen" },
      };
      expect(await ask(payload)).toEqual({ status: 200, answer: { data: { acknowledged: true } } });
      expect(seen).toEqual([
        { error: "INVALID_SCREEN", message: "no such screen", flowToken: "t1", screen: "A" },
      ]);
    },
  );

  it("without init and back, exchange answers", async () => {
    const endpoint = endpointWith({ init: undefined, back: undefined });
    expect(await ask({ action: "INIT", flow_token: "t" }, endpoint)).toMatchObject({
      answer: { screen: "SECOND" },
    });
  });
});

describe("what is refused, and how the phone takes it", () => {
  it("427 with an encrypted sentence when the token is over", async () => {
    expect(await ask({ action: "data_exchange", flow_token: "t", data: { expired: true } })).toEqual({
      status: 427,
      answer: { error_msg: "This booking is over." },
    });
  });
  it("500 when the handler fails, and the reason is for the log only", async () => {
    seen.length = 0;
    expect(await ask({ action: "data_exchange", flow_token: "t", data: { broken: true } })).toEqual({
      status: 500,
      answer: undefined,
    });
    expect(String(seen[0])).toContain("the database is down");
  });
  it("421 when it is encrypted for another key", async () => {
    const { body, signature } = whatsappClient({ publicKey: other.publicKey, appSecret }).request({
      action: "ping",
    });
    expect(await endpointWith().handle({ rawBody: utf8(body), signature })).toEqual({
      status: 421,
      body: "",
    });
    const rotating = endpointWith({ privateKey: [keys.privateKey, other.privateKey] });
    expect((await rotating.handle({ rawBody: utf8(body), signature })).status).toBe(200);
  });
  it("421 for each changed byte of key, payload and tag", async () => {
    const { body } = whatsappClient({ publicKey: keys.publicKey, appSecret }).request({ action: "ping" });
    for (const field of ["encrypted_flow_data", "encrypted_aes_key", "initial_vector"]) {
      const envelope = JSON.parse(body) as Record<string, string>;
      const bytes = Buffer.from(envelope[field] ?? "", "base64");
      for (const at of [0, bytes.length - 1]) {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ 1;
        const text = JSON.stringify({ ...envelope, [field]: changed.toString("base64") });
        const signature = `sha256=${createHmac("sha256", appSecret).update(text).digest("hex")}`;
        expect(await endpointWith().handle({ rawBody: utf8(text), signature })).toEqual({
          status: 421,
          body: "",
        });
      }
    }
  });
  it.each([
    ["no header", undefined],
    ["another secret", `sha256=${"0".repeat(64)}`],
    ["SHA-1", `sha1=${"0".repeat(40)}`],
    ["nonsense", "sha256=xyz"],
  ])("432 with %s", async (_what, signature) => {
    const { body } = whatsappClient({ publicKey: keys.publicKey, appSecret }).request({ action: "ping" });
    expect(await endpointWith().handle({ rawBody: utf8(body), signature })).toEqual({
      status: 432,
      body: "",
    });
  });
  it.each([
    "{}",
    "not json",
    "[]",
    "null",
    '{"encrypted_flow_data":"*","encrypted_aes_key":"*","initial_vector":"*"}',
    "",
  ])("400 for a signed %j", async (text) => {
    const signature = `sha256=${createHmac("sha256", appSecret).update(text).digest("hex")}`;
    expect(await endpointWith().handle({ rawBody: utf8(text), signature })).toEqual({
      status: 400,
      body: "",
    });
  });
  it("405 for a GET", async () => {
    expect(await endpointWith().handle({ method: "GET", rawBody: new Uint8Array(), signature: "" })).toEqual({
      status: 405,
      body: "",
    });
  });
  it("a secret or key that cannot be one is told at once, or with the first request", async () => {
    expect(() => endpointWith({ appSecret: "" })).toThrow(
      expect.objectContaining({ code: "FLOW_SIGNATURE_INVALID" }) as Error,
    );
    const pkcs1 = generateKeyPairSync("rsa", { modulusLength: 2_048 })
      .privateKey.export({ type: "pkcs1", format: "pem" })
      .toString();
    seen.length = 0;
    expect((await ask({ action: "ping" }, endpointWith({ privateKey: pkcs1 }))).status).toBe(500);
    expect(
      FlowError.is(seen[0]) && seen[0].code === "FLOW_KEY_INVALID" && seen[0].fix.includes("openssl pkcs8"),
    ).toBe(true);
  });
});

describe("hosts", () => {
  it("fetch", async () => {
    const { body, signature, read } = whatsappClient({ publicKey: keys.publicKey, appSecret }).request({
      action: "ping",
    });
    const { fetch } = endpointWith();
    const response = await fetch(
      new Request("https://shop.example/flow", {
        method: "POST",
        body,
        headers: { "x-hub-signature-256": signature },
      }),
    );
    expect([response.status, response.headers.get("content-type"), read(await response.text())]).toEqual([
      200,
      "text/plain",
      { data: { status: "active" } },
    ]);
    const huge = await fetch(
      new Request("https://shop.example/flow", { method: "POST", body: "x".repeat(5_000_000) }),
    );
    expect(huge.status).toBe(413);
  });
  it("node", async () => {
    const handler = endpointWith().node();
    const server = createServer((request, response) => {
      handler(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { body, signature, read } = whatsappClient({ publicKey: keys.publicKey, appSecret }).request({
      action: "ping",
    });
    const response = await fetch(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}/flow`, {
      method: "POST",
      body,
      headers: { "x-hub-signature-256": signature },
    });
    expect(read(await response.text())).toEqual({ data: { status: "active" } });
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
});

describe("files from a Flow", () => {
  const plain = Buffer.from("a photograph");
  const encryption = () => {
    const [key, macKey, iv] = [randomBytes(32), randomBytes(32), randomBytes(16)];
    const cipher = createCipheriv("aes-256-cbc", key, iv);
    const bytes = Buffer.concat([cipher.update(plain), cipher.final()]);
    const mac = createHmac("sha256", macKey).update(iv).update(bytes).digest().subarray(0, 10);
    const file = Buffer.concat([bytes, mac]);
    const hash = (of: Buffer): string => createHash("sha256").update(of).digest("base64");
    return {
      file,
      metadata: {
        encryption_key: key.toString("base64"),
        hmac_key: macKey.toString("base64"),
        iv: iv.toString("base64"),
        plaintext_hash: hash(plain),
        encrypted_hash: hash(file),
      },
    };
  };
  it("are decrypted", async () => {
    const { file, metadata } = encryption();
    expect(Buffer.from(await decryptFlowMedia(file, metadata)).toString()).toBe("a photograph");
  });
  it.each(["encryption_key", "hmac_key", "iv", "plaintext_hash", "encrypted_hash"] as const)(
    "are refused with another %s",
    async (field) => {
      const { file, metadata } = encryption();
      await expect(
        decryptFlowMedia(file, {
          ...metadata,
          [field]: encryption().metadata[field === "plaintext_hash" ? "encrypted_hash" : field],
        }),
      ).rejects.toMatchObject({ code: "FLOW_MEDIA_CORRUPT" });
    },
  );
});
