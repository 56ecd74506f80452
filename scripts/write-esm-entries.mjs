/**
 * Puts an ES module, and its types, in front of every CommonJS entry of `dist` (part of `npm run build`): the library is
 * there once, and `import` and `require` share every class. Entries that exist as real ES modules keep them.
 */
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const dist = fileURLToPath(new URL("../dist/", import.meta.url));
const { exports } = createRequire(import.meta.url)("../package.json");
const require = createRequire(`${dist}here.cjs`);

for (const target of Object.values(exports)) {
  const name = /([\w-]+)\.cjs$/.exec(target?.require?.default ?? "")?.[1];
  if (name === undefined) continue;
  const names = Object.keys(require(`./${name}.cjs`)).sort();
  if (!existsSync(`${dist}${name}.js`))
    writeFileSync(`${dist}${name}.js`, `export { ${names.join(", ")} } from "./${name}.cjs";\n`);
  writeFileSync(`${dist}${name}.d.ts`, `export * from "./${name}.cjs";\n`);
}
if (!readdirSync(dist).includes("index.js")) throw new Error("The build wrote no index.js.");
