import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const folder = join(import.meta.dirname, "../../../src/stores/sqlite");

/** Those that drivers take for a name, and then miss in a list of values: `?1`, `:a`, `@a`, `$a`. */
const NAMED = /\?\d|[(\s=,][:@$][a-z]/i;

function statements(): readonly string[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".ts"),
  );
  return files.flatMap((file) =>
    [...readFileSync(join(folder, file), "utf8").matchAll(/`[^`]*`|"[^"\n]*"/g)]
      .map(([text]) => text)
      .filter((text) => /\b(?:SELECT|INSERT|UPDATE|DELETE)\b/.test(text))
      .map((text) => `${file}: ${text}`),
  );
}

describe("parameters of SQLite statements", () => {
  it("are plain question marks: better-sqlite3 takes a numbered one for a name", () => {
    const all = statements();
    expect(all.length).toBeGreaterThan(60);
    expect(all.filter((text) => NAMED.test(text.replaceAll(/\$\{[^}]*\}/g, "")))).toEqual([]);
  });

  it("a numbered or named one would be found", () => {
    for (const text of ["WHERE id = ?1", "VALUES (:a, :b)", "WHERE id = @id", "WHERE id = $id"])
      expect(text).toMatch(NAMED);
  });
});
