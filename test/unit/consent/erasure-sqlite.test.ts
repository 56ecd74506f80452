import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { createConsentRegistry } from "../../../src/consent/index.js";
import { seededRandom, virtualClock } from "../../../src/core/index.js";
import { sqliteStore } from "../../../src/stores/sqlite/index.js";

const RAVI = "+919812345678";
const erasureKeys = [{ id: "2026", secret: "a-secret-of-the-shop-that-is-long-enough" }];
const SEEN = {
  disclosureText: "Asha Stores may message me",
  language: "en",
  pageUrl: "https://asha.example",
};

describe("the file of an erased person", () => {
  let folder: string | undefined;
  afterEach(() => {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  });

  it("holds no byte of the number any more, in no page and in no log", async () => {
    folder = mkdtempSync(join(tmpdir(), "waypost-erasure-"));
    const path = join(folder, "store.db");
    const store = sqliteStore({ path, erasureKeys });
    const clock = virtualClock();
    const consent = createConsentRegistry({
      store,
      clock,
      random: seededRandom(1),
      namespace: "default",
      businessName: "Asha Stores",
    });
    for (let i = 0; i < 60; i++) {
      await consent.grant({
        user: `+9198123456${String(20 + i)}`,
        scopes: ["utility"],
        method: "web_form",
        evidence: SEEN,
      });
      await clock.advance(1_000);
      await consent.withdraw({ user: `+9198123456${String(20 + i)}` });
    }
    await store.identity.link(["919812345678", "IN.ravi"]);
    await store.inbox.put([
      { key: "k", lane: "person:919812345678", envelope: "919812345678", receivedAt: 1 },
    ]);
    await store.inbox.done("k");
    const bytes = () => ["", "-wal"].map((suffix) => readFileSync(path + suffix, "latin1")).join("");
    expect(bytes()).toContain("919812345678");
    await consent.erase(RAVI);
    const left = (text: string): number => bytes().indexOf(text);
    expect(left("919812345678")).toBe(-1);
    expect(left("IN.ravi")).toBe(-1);
    expect(bytes()).toContain("919812345677");
    expect(await consent.verify()).toMatchObject({ intact: true, entries: 121, erased: 2 });
    await store.close();
  });
});
