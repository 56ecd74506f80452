import { describe, expect, it } from "vitest";
import { type ConsentEvent, doubleOptIn } from "../../../src/consent/index.js";
import { BY_IMPORT, event, fold, HOUR, iso, stateAt, T0 } from "./consent-events.js";

/** Milliseconds after hour zero, as an instant. */
const at = (ms: number): string => new Date(T0 + ms).toISOString();

describe("an opt-out that was told by whole seconds", () => {
  const optIn = event("grant", 0, { occurredAt: at(500) });
  const stop = (other: Partial<ConsentEvent>) => event("withdraw", 0, { occurredAt: at(0), ...other });

  it.each<[string, Partial<ConsentEvent>]>([
    ["a keyword", { method: "whatsapp_keyword" }],
    ["WhatsApp's own control", { method: "whatsapp_native" }],
    ["an error of Meta", { method: "webhook_error", actor: { kind: "system" } }],
    ["a line of a file", BY_IMPORT],
    ["the platform, by whatever way", { actor: { kind: "platform" } }],
  ])("may have come at the end of that second: %s", (_what, other) => {
    expect(stateAt([optIn, stop(other)], 1).state).toBe("withdrawn");
    const next = event("grant", 0, { occurredAt: at(1_000) });
    expect(stateAt([next, stop(other)], 1).state).toBe("granted");
  });

  it.each<[string, Partial<ConsentEvent>]>([
    ["dated by our own clock", {}],
    ["told to the millisecond", { ...BY_IMPORT, occurredAt: at(400) }],
  ])("but came when it says where it is %s", (_what, other) => {
    expect(stateAt([optIn, stop(other)], 1).state).toBe("granted");
  });
});

describe("an act whose time cannot be read", () => {
  it("confirms nothing: it counts as the first of all", () => {
    const confirm = event("confirm", 0, { occurredAt: "?" });
    expect(stateAt([event("grant", 5), confirm], 6).verification).toBe("single");
  });

  it("releases no hold", () => {
    const release = event("release", 0, { occurredAt: "?" });
    expect(stateAt([event("grant", 1), event("hold", 5), release], 5 + 72).state).toBe("withdrawn");
  });
});

describe("one id with two contents", () => {
  const grant = event("grant", 1, { id: "a" });
  const withdraw = event("withdraw", 1, { id: "a" });

  it("counts once, as what restricts more, whichever came first", () => {
    for (const events of [
      [grant, withdraw],
      [withdraw, grant],
    ]) {
      expect(fold(...events).revision).toBe(1);
      expect(stateAt(events, 2).state).toBe("withdrawn");
    }
  });

  it("counts as what was stored first, where both restrict alike", () => {
    const late = { ...grant, recordedAt: iso(9), basis: "contract" } as const;
    for (const events of [
      [grant, late],
      [late, grant],
    ])
      expect(stateAt(events, 2).basis).toBe("consent");
  });
});

describe("which suppression is shown, of several that stand", () => {
  const shown = (...events: readonly ConsentEvent[]) => fold(...events).suppression;
  const suppress = (hours: number, other: Partial<ConsentEvent>) =>
    event("suppress", hours, { scopes: "all", suppression: "registry", ...other });

  it("one without an end before one that ends, however strict and however new", () => {
    const endless = suppress(2, { suppression: "objection" });
    for (const hours of [1, 3])
      expect(shown(endless, suppress(hours, { suppression: "legal", expiresAt: iso(99) }))).toMatchObject({
        kind: "objection",
        since: iso(2),
      });
  });

  it("of those that end, the one that ends last", () => {
    const long = suppress(2, { expiresAt: iso(90) });
    for (const hours of [1, 3])
      expect(shown(long, suppress(hours, { suppression: "legal", expiresAt: iso(50) }))).toMatchObject({
        until: iso(90),
        kind: "registry",
      });
  });

  it("of those that end together, the stricter one", () => {
    const strict = suppress(2, { suppression: "legal", expiresAt: iso(90) });
    for (const hours of [1, 3])
      expect(shown(strict, suppress(hours, { suppression: "objection", expiresAt: iso(90) }))?.kind).toBe(
        "legal",
      );
  });

  it("the stricter kind, whichever came first", () => {
    const legal = suppress(2, { suppression: "legal" });
    for (const hours of [1, 3])
      expect(shown(legal, suppress(hours, { suppression: "complaint" }))?.kind).toBe("legal");
  });

  it("of one kind, the newer, by the time that it says", () => {
    expect(shown(suppress(1, {}), suppress(2, {}))).toMatchObject({ since: iso(2) });
    const told = suppress(0, { occurredAt: at(0), method: "webhook_error", actor: { kind: "platform" } });
    const own = suppress(0, { occurredAt: at(500) });
    expect(shown(told, own)).toMatchObject({ since: at(500) });
  });

  it("an end is shown where there is one, and an erasure has none", () => {
    expect(shown(suppress(1, {}))).not.toHaveProperty("until");
    expect(shown(event("erase", 1, { scopes: "all", expiresAt: iso(5) }))).not.toHaveProperty("until");
  });

  it("an erasure is not lifted by what was stored in its very millisecond", () => {
    const erase = event("erase", 1, { scopes: "all", recordedAt: iso(5) });
    const grant = (recordedAt: string) => event("grant", 2, { recordedAt });
    expect(shown(erase, grant(iso(5)))?.kind).toBe("erased");
    expect(shown(erase, grant(iso(6)))).toBeUndefined();
  });
});

describe("whether a double opt-in question may be asked", () => {
  it("the time of a suppression that ended does not close it", () => {
    const events = [event("suppress", 1, { scopes: "all", suppression: "registry", expiresAt: iso(5) })];
    const ask = (hours: number) =>
      doubleOptIn({ events, namespace: "brand", scopes: ["marketing"], now: T0 + hours * HOUR }).state;
    expect([ask(4), ask(5)]).toEqual(["closed", "not_asked"]);
  });
});
