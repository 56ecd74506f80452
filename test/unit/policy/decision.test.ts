import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { emptyView } from "../../../src/consent/index.js";
import { decide, hold, NO_COUNTS, refuse } from "../../../src/policy/index.js";

const RULES = new URL("../../../src/policy/rules/", import.meta.url);
const CODES = new URL("../../../src/core/policy-code.ts", import.meta.url);

describe("decisions explain themselves", () => {
  it("a refusal says what is wrong, what would make it pass, which rule, and where to read on", () => {
    const decision = decide(
      { kind: "free_form", recipient: { kind: "phone", country: "IN" } },
      {
        consent: emptyView("919812345678", "b"),
        window: undefined,
        templateMismatches: [],
        counts: NO_COUNTS,
      },
      0,
    );
    expect(decision).toMatchObject({ action: "refuse", code: "WINDOW_CLOSED", rule: "row-5" });
    if (decision.action !== "refuse") throw new Error("expected a refusal");
    expect(decision.message).toMatch(/never wrote/);
    expect(decision.fix).toMatch(/sendTemplate/);
    expect(decision.docsUrl).toMatch(/errors\.md#window_closed$/);
    expect(JSON.stringify(decision)).not.toContain("919812345678");
  });

  it("a hold lasts a whole number of milliseconds, and a second at least", () => {
    const text = { message: "Too fast.", fix: "Wait." };
    const lasts = (retryAfterMs: number): number =>
      hold("PAIR_RATE", "row-48", { ...text, retryAfterMs }).retryAfterMs;
    expect([lasts(0), lasts(-5), lasts(999.5), lasts(1_000), lasts(1_000.2)]).toEqual([
      1_000, 1_000, 1_000, 1_000, 1_001,
    ]);
    expect(hold("PAIR_RATE", "row-48", { ...text, retryAfterMs: 0 })).toMatchObject({
      facts: {},
      warnings: [],
    });
    expect(refuse("CAUSE_STALE", "G7", text)).toMatchObject({ facts: {}, warnings: [] });
  });

  it("the rule of a code is found by the code's name in one step", () => {
    const elsewhere = [
      "MULTIPLE_RECIPIENTS",
      "PAIR_RATE",
      "QUEUE_FULL",
      "DEADLINE_PASSED",
      "LIMITS_UNAVAILABLE",
      "SEND_IN_PROGRESS",
      "TEMPLATE_QUOTA",
    ];
    const codes = [...readFileSync(CODES, "utf8").matchAll(/\| "([A-Z_]+)"/g)].map((match) => match[1] ?? "");
    const files = readdirSync(RULES);
    for (const code of codes.filter((name) => !elsewhere.includes(name))) {
      expect(files).toContain(`${code.toLowerCase().replaceAll("_", "-")}.ts`);
    }
    expect(codes.length).toBeGreaterThan(20);
  });
});
