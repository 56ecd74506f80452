/**
 * Runs every program of test/redteam against the simulator and writes docs/red-team.md: what each tries, how many people
 * it reached, and what stopped it.
 *
 *   npm run docs:red-team             writes the page
 *   npm run docs:red-team -- --check  fails when the page is not up to date
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { format, resolveConfig } from "prettier";
import { type Attack, type Outcome, outcomeOf } from "../test/redteam/attack.js";
import { ATTACKS } from "../test/redteam/attacks/index.js";
import { openLab } from "../test/redteam/lab.js";

const page = fileURLToPath(new URL("../docs/red-team.md", import.meta.url));
const outcomes: (readonly [Attack, Outcome])[] = [];
for (const attack of ATTACKS) outcomes.push([attack, await outcomeOf(attack, await openLab())]);
const text = await format(render(), { ...(await resolveConfig(page)), parser: "markdown" });
const upToDate = existsSync(page) && readFileSync(page, "utf8") === text;
if (!process.argv.includes("--check")) writeFileSync(page, text);
const holes = outcomes.filter(([{ atMost }, { reached }]) => reached > atMost);
for (const [{ id, atMost }, { reached }] of holes)
  console.error(`${id} reached ${String(reached)} people, at most ${String(atMost)} are known`);
const ok = holes.length === 0 && (upToDate || !process.argv.includes("--check"));
console.log(
  ok ? "docs/red-team.md is up to date" : "docs/red-team.md is not up to date: npm run docs:red-team",
);
process.exit(ok ? 0 : 1);

function render(): string {
  const inside = outcomes.filter(([{ owner }]) => owner !== true);
  const byOwner = outcomes.filter(([{ owner }]) => owner === true);
  return [
    "# Trying to get round it",
    "",
    "Made by `npm run docs:red-team` from `test/redteam`; do not edit. Each line is a short program that uses the public package only and tries to",
    "reach many people with one content, to reach people without consent, or to send free form outside the window. The numbers are counted at the",
    "simulated Cloud API, not by Waypost. CI fails when one of them grows.",
    "",
    `## With the package as it is (${String(inside.length)})`,
    "",
    ...table(inside),
    "",
    "## What the owner of the process can do",
    "",
    "Waypost is a library: whoever runs the process can replace the store, the transport or the clock that it stands on, hold the app secret and",
    "play Meta, or leave Waypost aside and call Graph with the token. No library can prevent that, and none of it happens by accident. It",
    "takes code whose only purpose is to break the rules, and it leaves its trace: a forged ledger, a chain that does not verify, a decision log that",
    "names causes which nobody can show. Meta's own window, per-person limits and quality rating go on holding.",
    "",
    ...table(byOwner),
    "",
  ].join("\n");
}

function table(rows: readonly (readonly [Attack, Outcome])[]): string[] {
  return [
    "| Program | After | What it does | Reached | What stops it |",
    "|---|---|---|---|---|",
    ...rows.map(
      ([{ id, goal, does, of, stop }, { reached, code }]) =>
        `| \`${id}\` | ${goal} | ${does} | ${String(reached)} of ${String(of)} | ${stop}${code !== undefined && /^[A-Z_]+$/.test(code) ? ` (\`${code}\`)` : ""} |`,
    ),
  ];
}
