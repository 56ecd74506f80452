/**
 * What definitions cost the compiler: `npm run bench:types -- --json`. Generates 300 templates of every kind, each rendered
 * with its parameters, and compares `tsc --extendedDiagnostics` with the same project without them. `--count 1000` for more.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const at = process.argv.indexOf("--count");
const count = at < 0 ? 300 : Number(process.argv[at + 1]);
const ROUNDS = Number(process.env.ROUNDS ?? 3);
/** The declarations that users get, where they are built. */
const built = join(root, "dist/index.d.ts");
const waypost = existsSync(built) ? built : join(root, "src/index.ts");

type Kind = (n: string) => readonly [definition: string, params: string];

/** One of each kind of component, named and positional; every text differs. */
const KINDS: readonly Kind[] = [
  (n) => [
    `category: "utility", header: { text: "Order {{order}}" }, footer: "Asha Stores ${n}",
     body: "Hi {{name}}, your order {{order}} number ${n} left our shop on {{day}} and reaches {{place}} by {{date}}.",
     buttons: [{ type: "quick_reply", text: "Thanks", payload: "thanks:{{order}}:{{step}}" }, { type: "url", text: "Follow", url: "https://asha.example/${n}/{{parcel}}" }],
     examples: { name: "a", order: "b", day: "c", place: "d", date: "e", parcel: "f" }`,
    `{ name: "a", order: "b", day: "c", place: "d", date: "e", step: "g", parcel: "f" }`,
  ],
  (n) => [
    `category: "utility", body: "Hi {{1}}, invoice {{2}} of {{3}} number ${n} is due on {{4}}, thank you for your trust in us.",
     kinds: { 3: "currency", 4: "date_time" }, examples: { 1: "a", 2: "b", 3: "c", 4: "d" }`,
    `{ 1: "a", 2: "b", 3: { code: "INR", amount: 5, fallback: "5" }, 4: { fallback: "Friday" } }`,
  ],
  (n) => [
    `category: "utility", header: { format: "document" }, body: "Hi {{name}}, here is bill ${n} of your last order.", examples: { name: "a" }`,
    `{ header: { id: "1", fileName: "bill.pdf" }, name: "a" }`,
  ],
  (n) => [
    `category: "marketing", body: "Dear {{name}}, new things number ${n} are in our shop.", examples: { name: "a" },
     cards: [
       { header: { format: "image" }, body: "Only {{price}} in our shop.", buttons: [{ type: "url", text: "See", url: "https://asha.example/{{1}}" }], examples: { price: "5", url: "p" } },
       { header: { format: "image" }, body: "Made by {{maker}} by hand.", buttons: [{ type: "url", text: "See", url: "https://asha.example/{{product}}" }], examples: { maker: "m", product: "p" } },
     ]`,
    `{ name: "a", cards: [{ header: { id: "1" }, price: "5", url: "p" }, { header: { id: "1" }, maker: "m", product: "p" }] }`,
  ],
  (n) => [
    `category: "marketing", header: { format: "image" }, body: "A code number ${n} for you, dear {{name}}, from us.", examples: { name: "a" },
     limitedTimeOffer: { text: "Ends soon", expires: true }, buttons: [{ type: "copy_code", example: "SAVE" }]`,
    `{ header: { link: "https://asha.example/x.jpg" }, name: "a", couponCode: "SAVE", offerExpiresAt: 5 }`,
  ],
  () => [
    `category: "authentication", otp: { type: "copy_code" }, codeExpirationMinutes: 10`,
    `{ code: "123456" }`,
  ],
];

function program(size: number): string {
  const definitions = Array.from({ length: size }, (_, index) => {
    const [definition, params] = (KINDS[index % KINDS.length] as Kind)(String(index));
    return `export const t${String(index)} = defineTemplate({ name: "t${String(index)}", language: "en", ${definition} });
export const r${String(index)} = t${String(index)}.render(${params});`;
  });
  return `import { defineTemplate } from "waypost";\nexport const used = defineTemplate;\n${definitions.join("\n")}\n`;
}

function diagnostics(folder: string): Readonly<Record<string, number>> {
  const output = execFileSync(
    process.execPath,
    [join(root, "node_modules/typescript/bin/tsc"), "--extendedDiagnostics", "-p", folder],
    { encoding: "utf8" },
  );
  return Object.fromEntries(
    [...output.matchAll(/^([A-Z][\w /-]+?):\s+([\d.]+)/gm)].map((match) => [match[1], Number(match[2])]),
  );
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

function measure(size: number): { readonly instantiations: number; readonly seconds: number } {
  const folder = mkdtempSync(join(tmpdir(), "waypost-bench-types-"));
  try {
    writeFileSync(join(folder, "templates.ts"), program(size));
    const compilerOptions = {
      target: "es2022",
      lib: ["es2023"],
      module: "nodenext",
      moduleResolution: "nodenext",
      strict: true,
      noUncheckedIndexedAccess: true,
      skipLibCheck: true,
      noEmit: true,
      types: ["node"],
      typeRoots: [join(root, "node_modules/@types")],
      paths: { waypost: [waypost] },
    };
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
    writeFileSync(
      join(folder, "tsconfig.json"),
      JSON.stringify({ compilerOptions, files: ["templates.ts"] }),
    );
    const rounds = Array.from({ length: ROUNDS }, () => diagnostics(folder));
    return {
      instantiations: rounds[0]?.Instantiations ?? 0,
      seconds: median(rounds.map((round) => round["Total time"] ?? 0)),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const empty = measure(0);
const full = measure(count);
const results = {
  definitions: count,
  instantiations: full.instantiations - empty.instantiations,
  instantiationsPerDefinition: Math.round((full.instantiations - empty.instantiations) / count),
  baselineSeconds: empty.seconds,
  totalSeconds: full.seconds,
  moreSeconds: Math.round((full.seconds - empty.seconds) * 100) / 100,
};
if (process.argv.includes("--json")) console.log(JSON.stringify(results));
else console.table(results);
