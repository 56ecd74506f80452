/**
 * Puts an ES module, and its types, in front of every CommonJS entry of `dist` (part of `npm run build`): the library is
 * there once, and `import` and `require` share every class. Entries that exist as real ES modules keep them.
 *
 * The entry itself only passes on what another file holds: before an ES module can import it, Node reads the whole entry
 * to find its names, which for all of the code takes longer than loading it.
 */
import { existsSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const dist = fileURLToPath(new URL("../dist/", import.meta.url));
const { exports } = createRequire(import.meta.url)("../package.json");
const require = createRequire(`${dist}here.cjs`);

for (const target of Object.values(exports)) {
  const name = /([\w-]+)\.cjs$/.exec(target?.require?.default ?? "")?.[1];
  if (name === undefined) continue;
  writeFileSync(`${dist}${name}.d.ts`, `export * from "./${name}.cjs";\n`);
  if (existsSync(`${dist}${name}.js`)) continue;
  const names = Object.keys(require(`./${name}.cjs`)).sort();
  const code = `${name}-code.cjs`;
  renameSync(`${dist}${name}.cjs`, `${dist}${code}`);
  writeFileSync(
    `${dist}${name}.cjs`,
    [
      `"use strict";`,
      `Object.defineProperty(exports, "__esModule", { value: true });`,
      `const code = require("./${code}");`,
      ...names.map((one) => `exports.${one} = code.${one};`),
      "",
    ].join("\n"),
  );
  writeFileSync(`${dist}${name}.js`, `export { ${names.join(", ")} } from "./${name}.cjs";\n`);
}
if (!readdirSync(dist).includes("index.js")) throw new Error("The build wrote no index.js.");
