import { defineConfig, type Options } from "tsup";
import { commonJsOnUse } from "./scripts/common-js-on-use.js";
import { shortLocals } from "./scripts/short-locals.js";

/**
 * Short, but functions and classes have their own names: stack traces stay readable. (Short names with `keepNames` would
 * name every closure anew when it is made, which a send paid for.) `shortLocals` shortens the others.
 */
const small: Options["esbuildOptions"] = (options) => {
  options.charset = "utf8";
  options.minifySyntax = true;
  options.minifyWhitespace = true;
};

const common: Options = {
  target: "node20",
  // Shared chunks: without them each entry would carry its own copy of every class.
  splitting: true,
  // Rollup leaves out more than esbuild. It also keeps tsup from writing CommonJS in its own way.
  treeshake: true,
  // No source maps in the package: they would double it.
  sourcemap: false,
  esbuildOptions: small,
  plugins: [shortLocals()],
  clean: false,
};

/**
 * The library, once: in CommonJS. `scripts/write-esm-entries.mjs` puts an ES module in front of each entry, so that
 * both module systems share one copy of every class, and the package is half as large.
 */
const library: Options = {
  ...common,
  entry: {
    index: "src/index.ts",
    sqlite: "src/stores/sqlite/index.ts",
    postgres: "src/stores/postgres/index.ts",
    redis: "src/limits/redis/index.ts",
    bullmq: "src/queue/index.ts",
    opentelemetry: "src/telemetry/opentelemetry/index.ts",
    webhooks: "src/webhooks/index.ts",
    flows: "src/flows/index.ts",
    simulator: "src/simulator/index.ts",
    testing: "src/testing/index.ts",
  },
  format: ["cjs"],
  platform: "node",
  dts: true,
  // import.meta.url in CommonJS: the simulator looks for msw from its own place.
  shims: true,
  // Only an import of opt-ins needs it: a chunk of its own, and no dependency more to install.
  noExternal: ["csv-parse"],
  plugins: [commonJsOnUse(), shortLocals()],
};

/** What also runs on Web Crypto hosts and in bundles for them: real ES modules. */
const web: Options = {
  ...common,
  entry: { webhooks: "src/webhooks/index.ts", flows: "src/flows/index.ts" },
  format: ["esm"],
  platform: "neutral",
  external: [/^node:/],
  dts: false,
};

/** The `waypost` command: one ES module that loads the library through the package's own entries, as users do. */
const command: Options = {
  ...common,
  entry: { cli: "src/cli/main.ts" },
  format: ["esm"],
  platform: "node",
  dts: false,
  external: [/^waypost(?:\/|$)/],
};

export default defineConfig([library, web, command]);
