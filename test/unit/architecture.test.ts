import { readdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const SRC = fileURLToPath(new URL("../../src", import.meta.url));

it("every folder of src has its rank", () => {
  const ranks = createRequire(import.meta.url)("../../scripts/layers.cjs") as Record<string, number>;
  const folders = readdirSync(SRC).filter((name) => statSync(`${SRC}/${name}`).isDirectory());
  expect(folders.sort()).toEqual(Object.keys(ranks).sort());
});
