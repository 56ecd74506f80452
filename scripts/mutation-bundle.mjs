import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { constants, Script } from "node:vm";
import { build } from "esbuild";
import { suiteApi } from "./mutation-suite.mjs";

/** Tests of the opt-in registry and of the policy, without a wire or a disk. */
const FOLDERS = ["test/unit/consent", "test/unit/policy"];
/** Most changes fail a unit test within milliseconds: property tests come last. */
const LATER = [
  "test/contract/memory-store.test.ts",
  "test/property/consent.test.ts",
  "test/property/consent-fold.test.ts",
  "test/property/keywords.test.ts",
];

const ALIASES = { waypost: "src/stores/memory/index.ts", "waypost/testing": "src/testing/index.ts" };

const testFiles = () => [
  ...FOLDERS.flatMap((folder) =>
    readdirSync(folder, { recursive: true })
      .filter((name) => name.endsWith(".test.ts") && !name.endsWith("-sqlite.test.ts"))
      .sort()
      .map((name) => join(folder, name)),
  ),
  ...LATER,
];

/**
 * All the tests with the sources in one script. `evaluate` gives them anew, nothing loaded, nothing kept from before: what one
 * mutant left in a cache of a module is not there for the next.
 */
export async function bundleTests() {
  const files = testFiles();
  const result = await build({
    stdin: {
      contents: `export const files = { ${files.map((file) => `${JSON.stringify(file)}: () => import("./${file}")`).join(",\n")} };`,
      resolveDir: process.cwd(),
    },
    bundle: true,
    write: false,
    format: "cjs",
    platform: "node",
    target: "node20",
    packages: "external",
    logLevel: "error",
    plugins: [ofThisProcess],
  });
  const script = new Script(`(function (require, module, exports) {${result.outputFiles[0].text}\n})`, {
    filename: resolve("mutation-bundle.cjs"),
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  const require = createRequire(resolve("package.json"));
  return {
    files,
    evaluate() {
      globalThis.mutationSuite = suiteApi;
      const module = { exports: {} };
      script.runInThisContext()(require, module, module.exports);
      return module.exports.files;
    },
  };
}

const ofThisProcess = {
  name: "of-this-process",
  setup(build) {
    const fewRuns = resolve("test/support/mutation-runs.ts");
    build.onResolve({ filter: /^vitest$/ }, () => ({ path: "vitest", namespace: "suite" }));
    build.onLoad({ filter: /.*/, namespace: "suite" }, () => ({
      contents: `export const { ${Object.keys(suiteApi).join(", ")} } = globalThis.mutationSuite;`,
    }));
    build.onResolve({ filter: /^fast-check$/ }, ({ importer }) =>
      importer === fewRuns ? { path: "fast-check", external: true } : { path: fewRuns },
    );
    build.onResolve({ filter: /^waypost(\/|$)/ }, ({ path }) => {
      const to = ALIASES[path];
      return to === undefined
        ? { errors: [{ text: `not for tests under mutation: ${path}` }] }
        : { path: resolve(to) };
    });
    build.onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const text = readFileSync(path, "utf8");
      if (!text.includes("import.meta.url")) return undefined;
      return {
        contents: text.replaceAll("import.meta.url", JSON.stringify(pathToFileURL(path).href)),
        loader: "ts",
      };
    });
  },
};
