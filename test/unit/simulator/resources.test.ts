import { beforeEach, describe, expect, it } from "vitest";
import { memoryStore, Waypost } from "../../../src/index.js";
import { createSimulator, type Simulator } from "../../../src/simulator/index.js";

let waypost: Waypost;
let phoneNumberId: string;
let sim: Simulator;
beforeEach(() => {
  sim = createSimulator();
  ({ phoneNumberId } = sim.credentials);
  waypost = new Waypost({
    ...sim.credentials,
    business: { name: "Asha Stores", escalation: { kind: "email", value: "help@asha.example" } },
    store: memoryStore(),
    transport: sim.transport(),
    clock: sim.clock,
  });
});
const code = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => "done",
    (error: { code: unknown }) => error.code,
  );

it("a file that broke off on its way goes on where it stopped, and becomes a handle", async () => {
  const upload = (
    path: string,
    body: Uint8Array,
    offset: number,
  ): Promise<{ h?: string; file_offset?: number }> =>
    sim
      .handle({
        method: "POST",
        url: `https://graph.facebook.com/v26.0/${path}`,
        headers: {
          authorization: `OAuth ${sim.credentials.accessToken}`,
          "content-type": "application/pdf",
          file_offset: String(offset),
        },
        body,
      })
      .then((answer) => JSON.parse(String(answer.body)) as { h?: string });
  const { id } = (await waypost.graph.post("/app/uploads", {
    query: { file_length: "10", file_type: "application/pdf", file_name: "bill.pdf" },
  })) as { id: string };
  expect(await upload(id, new Uint8Array(4), 0)).toMatchObject({ file_offset: 4 });
  expect(await upload(id, new Uint8Array(4), 0)).toMatchObject({ error: { code: 100 } });
  const { handle } = await waypost.media.createUploadHandle({
    file: new Uint8Array(10),
    type: "application/pdf",
    uploadId: id,
  });
  expect(handle).toMatch(/^4:/);
  expect(
    await code(waypost.graph.post("/app/uploads", { query: { file_length: "10", file_type: "image/bmp" } })),
  ).toBe("META_100");
});

describe("what an app sets up, it finds again", () => {
  it("business profile", async () => {
    await waypost.businessProfile.update({ about: "Fresh", websites: ["https://asha.example"] });
    await waypost.businessProfile.update({ vertical: "RETAIL" });
    expect(await waypost.businessProfile.get()).toMatchObject({
      about: "Fresh",
      websites: ["https://asha.example"],
      vertical: "RETAIL",
    });
    const path = `/${phoneNumberId}/whatsapp_business_profile`;
    for (const body of [
      { about: "x" },
      { messaging_product: "whatsapp", about: "x".repeat(140) },
      { messaging_product: "whatsapp", about: "" },
      { messaging_product: "whatsapp", websites: ["a", "b", "c"] },
    ]) {
      expect(await code(waypost.graph.post(path, { body }))).toBe("META_100");
    }
  });
  it("settings, commerce, ice breakers, Flows key", async () => {
    await waypost.phoneNumbers.updateSettings({ calling: { status: "ENABLED" } });
    await waypost.phoneNumbers.updateSettings({ calling: { callIconVisibility: "DISABLE_ALL" } });
    expect(await waypost.phoneNumbers.settings()).toMatchObject({
      calling: { status: "ENABLED", callIconVisibility: "DISABLE_ALL" },
    });
    await waypost.commerce.update({ isCatalogVisible: true });
    expect(await waypost.commerce.get()).toMatchObject({ isCartEnabled: true, isCatalogVisible: true });
    await waypost.conversationalAutomation.set({ prompts: ["Track my order"] });
    expect(await waypost.conversationalAutomation.get()).toMatchObject({ prompts: ["Track my order"] });
    const businessPublicKey = "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----";
    await waypost.encryptionKeys.set({ businessPublicKey });
    expect(await waypost.encryptionKeys.get()).toMatchObject({
      businessPublicKey,
      businessPublicKeySignatureStatus: "VALID",
    });
  });
  it("QR codes", async () => {
    const made = await waypost.qrCodes.create({ prefilledMessage: "Hello", generateQrImage: "PNG" });
    expect(made).toMatchObject({
      code: expect.stringMatching(/^[A-Z2-7]{14}$/) as string,
      qrImageUrl: expect.stringContaining(".png") as string,
    });
    await waypost.qrCodes.update({ code: made.code, prefilledMessage: "Hello again" });
    expect(await waypost.qrCodes.get({ code: made.code })).toMatchObject({
      prefilledMessage: "Hello again",
      deepLinkUrl: made.deepLinkUrl,
    });
    expect((await waypost.qrCodes.list()).data).toHaveLength(1);
    await waypost.qrCodes.delete({ code: made.code });
    expect((await waypost.qrCodes.list()).data).toEqual([]);
    expect(await code(waypost.qrCodes.get({ code: made.code }))).toBe("META_100");
  });
  it("Flows, from draft to deprecated", async () => {
    const { id: flowId } = await waypost.flows.create({ name: "booking", categories: ["OTHER"] });
    expect(await code(waypost.flows.publish({ flowId }))).toBe("META_139002");
    expect((await waypost.flows.uploadJson({ flowId, json: { screens: [] } })).validationErrors).toHaveLength(
      1,
    );
    expect(
      (await waypost.flows.uploadJson({ flowId, json: { version: "7.3", screens: [{ id: "A" }] } }))
        .validationErrors,
    ).toEqual([]);
    expect((await waypost.flows.assets({ flowId })).data).toHaveLength(1);
    await waypost.flows.publish({ flowId });
    expect(await waypost.flows.get({ flowId })).toMatchObject({
      name: "booking",
      status: "PUBLISHED",
      categories: ["OTHER"],
    });
    expect(await waypost.flows.preview({ flowId })).toMatchObject({
      preview: { previewUrl: expect.stringContaining(flowId) as string },
    });
    expect([
      await code(waypost.flows.delete({ flowId })),
      await code(waypost.flows.uploadJson({ flowId, json: {} })),
    ]).toEqual(["META_139004", "META_139001"]);
    await waypost.flows.deprecate({ flowId });
    expect((await waypost.flows.list()).data[0]?.status).toBe("DEPRECATED");
  });
});
