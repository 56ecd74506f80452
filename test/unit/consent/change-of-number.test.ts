import { beforeEach, describe, expect, it } from "vitest";
import { type ConsentRegistry, createConsentRegistry } from "../../../src/consent/index.js";
import { DAY, HOUR, seededRandom, virtualClock } from "../../../src/core/index.js";
import { memoryStore } from "../../../src/stores/memory/index.js";

const OLD = "+919812345678";
const NEW = "+919812345679";
const SEEN = {
  disclosureText: "Asha Stores may message me",
  language: "en",
  pageUrl: "https://asha.example",
};

let clock: ReturnType<typeof virtualClock>;
let store: ReturnType<typeof memoryStore>;
let consent: ConsentRegistry & { move: ReturnType<typeof createConsentRegistry>["move"] };
beforeEach(() => {
  clock = virtualClock(Date.parse("2026-03-01T10:00:00.000Z"));
  store = memoryStore({ erasureKeys: [{ id: "2026", secret: "a-secret-of-the-shop-that-is-long-enough" }] });
  consent = createConsentRegistry({
    store,
    clock,
    random: seededRandom(1),
    namespace: "brand",
    businessName: "Asha Stores",
  });
});

const grant = (scopes: readonly ("utility" | "marketing" | "topic:quilts")[], namespace?: string) =>
  consent.grant({ user: OLD, scopes, method: "web_form", evidence: SEEN, namespace });

const states = async (user: string) => {
  const status = await consent.get(user);
  return [status.state("utility").state, status.state("marketing").state, status.state("calls").state];
};

async function move(): Promise<number> {
  await clock.advance(HOUR);
  const stored = await consent.move({ from: OLD, to: NEW });
  await clock.advance(HOUR);
  return stored;
}

describe("under the new number", () => {
  it("consent goes on, but marketing is to be agreed to anew", async () => {
    await grant(["utility", "marketing", "topic:quilts"]);
    expect(await move()).toBe(2);
    expect(await states(NEW)).toEqual(["granted", "unknown", "unknown"]);
    expect((await consent.get(NEW)).state("topic:quilts").state).toBe("unknown");
  });

  it("consent to marketing alone is not carried", async () => {
    await grant(["marketing"]);
    expect(await move()).toBe(1);
    expect((await consent.get(NEW)).revision).toBe(0);
  });

  it("an opt-out stands as of when it was said, and says where it comes from", async () => {
    const { eventId } = await consent.withdraw({ user: OLD, reason: "called us" });
    await move();
    expect(await states(NEW)).toEqual(["withdrawn", "withdrawn", "withdrawn"]);
    const [carried] = await consent.history(NEW);
    expect(carried).toMatchObject({
      action: "withdraw",
      scopes: "all",
      method: "verbal",
      actor: { kind: "operator" },
      occurredAt: "2026-03-01T10:00:00.000Z",
      reason: "called us (from an earlier number)",
    });
    expect(carried?.id).not.toBe(eventId);
  });

  it("a refusal, a hold and its release are carried", async () => {
    await consent.deny({ user: OLD, scopes: ["utility"] });
    await clock.advance(1);
    await consent.hold({ user: OLD });
    await clock.advance(1);
    await consent.release({ user: OLD });
    await move();
    expect((await consent.history(NEW)).map(({ action, reason }) => [action, reason])).toEqual([
      ["deny", "from an earlier number"],
      ["hold", "from an earlier number"],
      ["release", "from an earlier number"],
    ]);
  });

  it("a hold ends when it would have ended under the old number", async () => {
    await consent.hold({ user: OLD });
    const { marketingHold } = await consent.get(OLD);
    await move();
    expect((await consent.get(NEW)).marketingHold?.until).toBe(marketingHold?.until);
  });

  it("a suppression stands with its kind and its end, and what took one back counts", async () => {
    await consent.suppress({ user: OLD, kind: "legal", reason: "letter" });
    await clock.advance(1);
    await consent.unsuppress({ user: OLD, kind: "legal", reason: "settled" });
    await consent.suppress({ user: OLD, kind: "registry", reason: "listed", until: clock.now() + 9 * DAY });
    const { suppression } = await consent.get(OLD);
    await move();
    expect((await consent.get(NEW)).suppression).toMatchObject({
      kind: "registry",
      until: suppression?.until,
      since: suppression?.since,
    });
  });

  it("that the number was given to somebody else is no affair of the person's new one", async () => {
    await consent.suppress({ user: OLD, kind: "reassigned", reason: "bounced" });
    await move();
    expect((await consent.get(NEW)).suppression).toBeUndefined();
  });

  it("a question that waits is not carried", async () => {
    await consent.request({ user: OLD, scopes: ["utility"] });
    await move();
    expect((await consent.get(NEW)).revision).toBe(0);
  });

  it("an erased person stays erased", async () => {
    await grant(["utility"]);
    await consent.erase(OLD);
    await move();
    expect((await consent.get(NEW)).suppression?.kind).toBe("erased");
  });
});

describe("under the old number", () => {
  it("all consent is void, for whoever has the number next", async () => {
    await grant(["utility", "marketing"]);
    await clock.advance(HOUR);
    await consent.move({ from: OLD, to: NEW });
    expect(await states(OLD)).toEqual(["invalidated", "invalidated", "invalidated"]);
    expect((await consent.history(OLD)).at(-1)).toMatchObject({
      action: "invalidate",
      scopes: "all",
      method: "api",
      actor: { kind: "platform" },
      reason: "number changed",
      occurredAt: "2026-03-01T11:00:00.000Z",
    });
  });

  it("void as of the change, where that is told", async () => {
    await grant(["utility"]);
    await clock.advance(DAY);
    await consent.move({ from: OLD, to: NEW, occurredAt: new Date(clock.now() - HOUR) });
    expect((await consent.get(OLD)).state("utility").since).toBe("2026-03-02T09:00:00.000Z");
  });
});

describe("a change of number", () => {
  it("concerns every brand, each by itself", async () => {
    await grant(["utility"]);
    await consent.withdraw({ user: OLD, namespace: "other" });
    expect(await move()).toBe(4);
    expect((await consent.get(NEW)).state("utility").state).toBe("granted");
    expect((await consent.get(NEW, { namespace: "other" })).state("utility").state).toBe("withdrawn");
  });

  it("told twice is one change", async () => {
    await grant(["utility"]);
    const occurredAt = clock.now() + 1;
    expect(await consent.move({ from: OLD, to: NEW, occurredAt })).toBe(2);
    await clock.advance(HOUR);
    expect(await consent.move({ from: OLD, to: NEW, occurredAt })).toBe(0);
  });

  it("between two names of one person changes nothing", async () => {
    await grant(["utility"]);
    await store.identity.link(["919812345678", "919812345679"]);
    expect(await move()).toBe(0);
    expect((await states(OLD))[0]).toBe("granted");
  });

  it("of somebody of whom nothing is known stores nothing", async () => {
    expect(await move()).toBe(0);
  });
});
