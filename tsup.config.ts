import { defineConfig, type Options } from "tsup";

const library: Options = {
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
  format: ["esm", "cjs"],
  target: "node20",
  platform: "node",
  dts: true,
  // Shared chunks: without them each CJS entry would carry its own copy of every class.
  splitting: true,
  treeshake: true,
  // import.meta.url in CommonJS: the simulator looks for msw from its own place.
  shims: true,
  // No source maps in the package: they would double it.
  sourcemap: false,
  // Without white space and comments, but with every name: stack traces stay readable.
  esbuildOptions: (options) => {
    options.minifySyntax = true;
    options.minifyWhitespace = true;
  },
  // Both builds run at once: this one leaves the other's file alone.
  clean: ["!cli.js"],
  // Only an import of opt-ins needs it: a chunk of its own, and no dependency more to install.
  noExternal: ["csv-parse"],
};

/** The `waypost` command: one ES module that loads the library through the package's own entries, as users do. */
const command: Options = {
  entry: { cli: "src/cli/main.ts" },
  format: ["esm"],
  target: "node20",
  platform: "node",
  dts: false,
  external: [/^waypost(?:\/|$)/],
  treeshake: true,
  sourcemap: false,
  // Without white space and comments, but with every name: stack traces stay readable.
  esbuildOptions: (options) => {
    options.minifySyntax = true;
    options.minifyWhitespace = true;
  },
  clean: false,
};

export default defineConfig([library, command]);
