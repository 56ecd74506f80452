import { describe, expect, it } from "vitest";
import { createConsentRegistry, type GrantInput } from "../../../src/consent/index.js";
import { seededRandom, virtualClock } from "../../../src/core/index.js";
import type { Store } from "../../../src/ledger/index.js";

const NOW = Date.parse("2026-03-01T10:00:00.000Z");
const HOUR = 3_600_000;
const RAVI = "+919812345678";
const DIGITS = "919812345678";
const optIn: GrantInput = {
  user: RAVI,
  scopes: ["utility", "marketing"],
  method: "web_form",
  evidence: {
    disclosureText: "Asha Stores may message me",
    language: "en",
    pageUrl: "https://a.example",
  },
};

function setUp(store: Store) {
  const clock = virtualClock(NOW);
  const registry = createConsentRegistry({
    store,
    clock,
    random: seededRandom(1),
    namespace: "brand",
    businessName: "Asha Stores",
  });
  return { store, clock, registry };
}

/** What the registry does alike on every store. */
export function registryOnStore(name: string, open: () => Store): void {
  describe(`on the ${name} store`, () => {
    it("grants, withdraws, and takes the person's own later opt-in back", async () => {
      const { registry, clock } = setUp(open());
      const granted = await registry.grant(optIn);
      expect(granted).toMatchObject({ accepted: true, effective: true, view: { revision: 1 } });
      expect(granted.why).toBeUndefined();
      await clock.advance(1);
      await registry.withdraw({ user: RAVI, scopes: ["marketing"], reason: "called us" });
      const status = await registry.get(RAVI);
      expect([status.state("marketing").state, status.state("utility").state]).toEqual([
        "withdrawn",
        "granted",
      ]);
      await clock.advance(1);
      expect((await registry.grant(optIn)).effective).toBe(true);
      expect((await registry.history(RAVI)).map(({ action }) => action)).toEqual([
        "grant",
        "withdraw",
        "grant",
      ]);
    });

    it("stores a grant that cannot lift an opt-out, and says why it does not count", async () => {
      const { registry, clock } = setUp(open());
      await registry.withdraw({ user: RAVI });
      await clock.advance(1);
      const result = await registry.grant({
        user: RAVI,
        scopes: ["utility"],
        method: "verbal",
        evidence: { agentId: "a-7" },
      });
      expect(result).toMatchObject({ accepted: true, effective: false, view: { revision: 2 } });
      expect(result.why).toMatch(/opt-out stands for utility.*themselves/);
    });

    it("stores the same key once, and never takes an opt-out for its opt-in", async () => {
      const { registry, clock } = setUp(open());
      const first = await registry.grant({ ...optIn, key: "k" });
      const again = await registry.grant({ ...optIn, key: "k" });
      expect(again).toMatchObject({
        accepted: false,
        effective: true,
        eventId: first.eventId,
        view: { revision: 1 },
      });
      await clock.advance(1);
      expect(await registry.withdraw({ user: RAVI, key: "k" })).toMatchObject({
        accepted: true,
        view: { revision: 2 },
      });
      expect(await registry.withdraw({ user: "+919812345679", key: "k" })).toMatchObject({ accepted: true });
    });

    it("holds a stop on one alias for the other, with a revision above both", async () => {
      const { registry, store, clock } = setUp(open());
      await registry.grant({ ...optIn, user: "IN.abc123" });
      await clock.advance(1);
      await registry.withdraw({ user: RAVI });
      await store.identity.link([DIGITS, "IN.abc123"]);
      for (const user of [RAVI, "IN.abc123"]) {
        const status = await registry.get(user);
        expect([status.revision, status.state("marketing").state]).toEqual([2, "withdrawn"]);
      }
    });

    it("keeps brands apart", async () => {
      const { registry } = setUp(open());
      await registry.grant({ ...optIn, namespace: "other" });
      expect((await registry.get(RAVI)).revision).toBe(0);
      expect((await registry.get(RAVI, { namespace: "other" })).state("utility").state).toBe("granted");
    });

    it("reads a stored view back as it was folded: holds, lapsing requests, suppressions", async () => {
      const { registry, clock } = setUp(open());
      await registry.withdraw({ user: RAVI, scopes: ["marketing"] });
      await clock.advance(1);
      await registry.request({ user: RAVI, scopes: ["marketing"], method: "web_form" });
      await registry.suppress({ user: RAVI, kind: "registry", reason: "listed", until: NOW + HOUR });
      expect((await registry.get(RAVI)).state("marketing").state).toBe("pending");
      await clock.advance(8 * 24 * HOUR);
      const status = await registry.get(RAVI);
      expect(status.state("marketing").state).toBe("withdrawn");
      expect(status.suppression).toMatchObject({
        kind: "registry",
        until: new Date(NOW + HOUR).toISOString(),
      });
    });
  });
}
