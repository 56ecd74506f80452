import { describe, expect, it } from "vitest";
import { createConsentRegistry } from "../../../src/consent/index.js";
import { seededRandom, StoreError, ValidationError, virtualClock } from "../../../src/core/index.js";
import { memoryStore } from "../../../src/stores/memory/index.js";

const RAVI = "+919812345678";
const erasureKeys = [{ id: "2026", secret: "a-secret-of-the-shop-that-is-long-enough" }];
const SEEN = {
  disclosureText: "Asha Stores may message me",
  language: "en",
  pageUrl: "https://asha.example",
};

const registryOn = (store: Parameters<typeof createConsentRegistry>[0]["store"], clock = virtualClock()) =>
  createConsentRegistry({
    store,
    clock,
    random: seededRandom(1),
    namespace: "default",
    businessName: "Asha Stores",
  });

describe("erasing a person", () => {
  it("leaves a mark that only an act of their own passes", async () => {
    const clock = virtualClock();
    const consent = registryOn(memoryStore({ erasureKeys }), clock);
    const grant = { user: RAVI, scopes: ["utility"], method: "web_form", evidence: SEEN } as const;
    await consent.grant(grant);
    const { erasedEvents, eventId } = await consent.erase(RAVI, { reason: "asked by mail" });
    expect(erasedEvents).toBe(1);
    expect((await consent.get(RAVI)).suppression).toMatchObject({ kind: "erased", eventId });
    expect(await consent.history(RAVI)).toMatchObject([{ action: "erase", reason: "asked by mail" }]);
    await clock.advance(1_000);
    const byPhone = await consent.grant({ ...grant, method: "verbal", evidence: { agentId: "meena" } });
    expect(byPhone).toMatchObject({
      accepted: false,
      effective: false,
      why: "This person is suppressed (erased).",
    });
    expect(await consent.grant(grant)).toMatchObject({ accepted: true, effective: true });
    expect(await consent.verify()).toMatchObject({ intact: true, entries: 3, erased: 1 });
  });

  it("needs a key, and a reason that names nobody", async () => {
    const consent = registryOn(memoryStore());
    await expect(consent.erase(RAVI)).rejects.toThrowError(StoreError);
    await expect(consent.erase(RAVI, { reason: "asked by +91 98123 45678" })).rejects.toThrowError(
      ValidationError,
    );
    expect(() => memoryStore({ erasureKeys: [{ id: "a b", secret: "short" }] })).toThrowError(
      ValidationError,
    );
    const [key] = erasureKeys;
    expect(() => memoryStore({ erasureKeys: key === undefined ? [] : [key, key] })).toThrowError(
      ValidationError,
    );
  });
});
