// Guard G25: WhatsApp treats advertising the sending to many as evidence of abuse. These words may stand only in a
// sentence that refuses them.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

const WORDS = /\b(bulk|blasts?|broadcasts?|broadcasting|mass|campaigns?|anti-ban|number rotation)\b/i;
const REFUSES = /\b(no|not|never|cannot|can't|don't|refuse[sd]?|without|instead of|against|nor)\b/i;

const files = [
  "README.md",
  "CHANGELOG.md",
  "CONTRIBUTING.md",
  "SECURITY.md",
  "package.json",
  "docs",
  "examples",
].flatMap(walk);
const hits = files.flatMap((file) =>
  readFileSync(file, "utf8")
    .split("\n")
    .map((line, index) => ({ file, line, number: index + 1 }))
    .filter(({ line }) => WORDS.test(line) && !REFUSES.test(line)),
);
for (const { file, line, number } of hits) console.error(`${file}:${number}: ${line.trim()}`);
console.log(`vocabulary: ${files.length} files read, ${hits.length} findings`);
process.exit(hits.length === 0 ? 0 : 1);

function walk(path) {
  const info = statSync(path, { throwIfNoEntry: false });
  if (info === undefined) return [];
  if (!info.isDirectory()) return [path];
  return readdirSync(path)
    .flatMap((name) => walk(join(path, name)))
    .filter((name) => /\.(md|ts|json|html)$/.test(name));
}
