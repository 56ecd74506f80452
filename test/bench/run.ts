/**
 * Speed and size against the bars of the design, in one run: `npm run bench -- --json`. Contenders take turns, figures
 * are medians, and every bar says whether it is met. Never an assertion: machines differ, and a busy one is slow.
 *
 * `--only send,limits` (also webhook, simulator, package) measures less, `--rounds n` more or less often (default 5).
 */
import { cpus } from "node:os";
import { limits } from "./groups/limits.js";
import { packed } from "./groups/package.js";
import { sends } from "./groups/sends.js";
import { simulator } from "./groups/simulator.js";
import { webhooks } from "./groups/webhooks.js";
import { Report } from "./measure.js";

const GROUPS: Readonly<Record<string, (report: Report, rounds: number) => Promise<void>>> = {
  send: sends,
  limits: (report) => limits(report, 10),
  webhook: webhooks,
  simulator,
  package: packed,
};

const flag = (name: string): string | undefined => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
};
const wanted = flag("only")?.split(",") ?? Object.keys(GROUPS);
const rounds = Number(flag("rounds") ?? 5);

const report = new Report();
for (const name of wanted) {
  const group = GROUPS[name];
  if (group === undefined) throw new Error(`There is no group ${name}: ${Object.keys(GROUPS).join(", ")}.`);
  process.stderr.write(`${name} ...\n`);
  await group(report, rounds);
}
const machine = {
  node: process.version,
  cpus: cpus().length,
  model: cpus()[0]?.model,
  at: new Date().toISOString(),
};
const { measures } = report;
if (process.argv.includes("--json")) console.log(JSON.stringify({ machine, rounds, measures }, undefined, 2));
else
  console.table(
    measures.map(({ area, name, value, unit, bar = "", met = "", error = "" }) => ({
      area,
      name,
      value,
      unit,
      bar,
      met,
      error,
    })),
  );
process.exit(0);
