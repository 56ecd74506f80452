import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { interleaved, median, type Report } from "../measure.js";

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** What the built package weighs: cold import of each format, size of what is published. Needs `npm run build`. */
export async function packed(report: Report, rounds: number): Promise<void> {
  if (!existsSync(join(root, "dist/index.js"))) {
    process.stderr.write("skipped: import and size. Run `npm run build` first.\n");
    return;
  }
  const timed = async (type: "module" | "commonjs", code: string): Promise<number> => {
    const started = performance.now();
    execFileSync(process.execPath, [`--input-type=${type}`, "-e", code], { cwd: root });
    return performance.now() - started;
  };
  const figures = await interleaved(rounds * 2, {
    empty: () => timed("module", ""),
    esm: () => timed("module", 'await import("./dist/index.js")'),
    emptyCommonJs: () => timed("commonjs", ""),
    commonJs: () => timed("commonjs", 'require("./dist/index.cjs")'),
  });
  const added = (over: readonly number[], under: readonly number[]): number =>
    median(over.map((value, round) => value - (under[round] ?? 0)));
  report.atMost("package", "cold import of waypost (ESM)", added(figures.esm, figures.empty), "ms", 100);
  report.atMost(
    "package",
    "cold require of waypost (CommonJS)",
    added(figures.commonJs, figures.emptyCommonJs),
    "ms",
    100,
  );
  const [pack] = JSON.parse(
    execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], { cwd: root, encoding: "utf8" }),
  ) as { readonly size: number; readonly unpackedSize: number }[];
  report.atMost("package", "tarball", (pack?.size ?? Number.NaN) / 1_000, "kB", 400);
  report.note("package", "unpacked", (pack?.unpackedSize ?? Number.NaN) / 1_000, "kB");
}
