import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { outcomeOf } from "./attack.js";
import { ATTACKS } from "./attacks/index.js";
import { openLab } from "./lab.js";

const page = readFileSync(fileURLToPath(new URL("../../docs/red-team.md", import.meta.url)), "utf8");

/** What the page says of a program: `5 of 300`. */
function toldOf(id: string): string | undefined {
  const row = page.split("\n").find((line) => line.includes(`\`${id}\``));
  return row?.match(/\d+ of \d+/)?.[0];
}

describe("programs that try to get round the layers", () => {
  it("are at least 25, each with a name of its own", () => {
    expect(new Set(ATTACKS.map(({ id }) => id)).size).toBe(ATTACKS.length);
    expect(ATTACKS.length).toBeGreaterThanOrEqual(25);
  });

  it.each(ATTACKS.map((attack) => [attack.id, attack] as const))(
    "%s reaches no more than is known",
    async (_id, attack) => {
      const { reached } = await outcomeOf(attack, await openLab());
      expect(reached).toBeLessThanOrEqual(attack.atMost);
      // The table in the docs is what came out: `npm run docs:red-team`.
      expect(toldOf(attack.id)).toBe(`${String(reached)} of ${String(attack.of)}`);
    },
  );
});
