import { describe, expect, it } from "vitest";
import { marketingHoldAt } from "../../../src/consent/index.js";
import { BY_IMPORT, BY_OPERATOR, event, fold, HOUR, iso, stateAt, T0 } from "./consent-events.js";

const grant = event("grant", 0, { scopes: ["marketing", "utility", "topic:new", "marketing_night"] });
/** Asked at hour 10, silent until hour 82. */
const hold = event("hold", 10, { method: "whatsapp_keyword", expiresAt: iso(82) });

describe("an ambiguous word holds marketing (tier T2)", () => {
  it("shows the hold while it lasts, and consent stands meanwhile", () => {
    const view = fold(grant, hold);
    expect(view.marketingHold).toEqual({ since: iso(10), until: iso(82), eventId: hold.id });
    expect(marketingHoldAt(view, T0 + 82 * HOUR - 1)).toBeDefined();
    expect(marketingHoldAt(view, T0 + 82 * HOUR)).toBeUndefined();
    expect(stateAt([grant, hold], 81).state).toBe("granted");
  });

  it("withdraws marketing and what lives under it by silence, and leaves utility", () => {
    for (const scope of ["marketing", "topic:new", "topic:other", "marketing_night"] as const) {
      expect(stateAt([grant, hold], 82, scope), scope).toMatchObject({
        state: "withdrawn",
        since: iso(82),
        withdrawnScope: "marketing",
      });
    }
    expect(stateAt([grant, hold], 82, "utility").state).toBe("granted");
  });

  it("lasts 72 hours where the event does not say", () => {
    expect(fold(event("hold", 10)).marketingHold?.until).toBe(iso(82));
  });

  it.each(["release", "grant", "withdraw", "deny", "erase"] as const)(
    "is decided by a later %s",
    (action) => {
      expect(fold(grant, hold, event(action, 11)).marketingHold).toBeUndefined();
    },
  );

  it("goes on after `No, something else`", () => {
    expect(stateAt([grant, hold, event("release", 81)], 500).state).toBe("granted");
    expect(fold(hold, event("release", 81)).scopes).toEqual({});
  });

  it("is not undone by an answer that comes too late: only a new opt-in is", () => {
    expect(stateAt([grant, hold, event("release", 82)], 500).state).toBe("withdrawn");
    expect(stateAt([grant, hold, event("release", 82), event("grant", 90)], 500).state).toBe("granted");
  });

  it.each([BY_OPERATOR, BY_IMPORT])("is not decided by somebody else's grant (%o)", (by) => {
    expect(fold(grant, hold, event("grant", 11, by)).marketingHold).toBeDefined();
    expect(stateAt([grant, hold, event("grant", 11, by)], 82).state).toBe("withdrawn");
    expect(stateAt([grant, hold, event("grant", 90, by)], 91).state).toBe("withdrawn");
  });

  it("is not forgotten because a second ambiguous word follows", () => {
    expect(fold(grant, hold, event("hold", 50)).marketingHold?.until).toBe(iso(82));
    expect(stateAt([grant, hold, event("hold", 100), event("release", 101)], 102).state).toBe("withdrawn");
  });

  it("counts its silence also where nothing was granted, so that a later import grants nothing", () => {
    expect(stateAt([hold], 81).state).toBe("unknown");
    expect(stateAt([hold], 82).state).toBe("withdrawn");
    expect(stateAt([hold, event("grant", 90, BY_IMPORT)], 91).state).toBe("withdrawn");
  });

  it("outlives a request that lapses, and a release reaches through it", () => {
    const asked = [event("request", 0), event("hold", 160, { expiresAt: iso(232) })];
    expect(stateAt(asked, 200).state).toBe("unknown");
    expect(stateAt(asked, 232).state).toBe("withdrawn");
    const expired = [
      event("grant", 0, { expiresAt: iso(5) }),
      hold,
      event("request", 11),
      event("release", 12),
    ];
    expect(stateAt(expired, 11 + 7 * 24).state).toBe("expired");
  });

  it("lets the person agree to one topic again, without marketing as a whole", () => {
    const events = [grant, hold, event("grant", 90, { scopes: ["topic:new"] })];
    expect(stateAt(events, 91, "topic:new").state).toBe("granted");
    expect(stateAt(events, 91, "marketing").state).toBe("withdrawn");
  });
});
