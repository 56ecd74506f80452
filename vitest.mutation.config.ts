import { defineConfig } from "vitest/config";
import all from "./vitest.config.js";

const [project] = all.test?.projects ?? [];
if (typeof project !== "object" || !("resolve" in project))
  throw new Error("vitest.config.ts has no project to take the aliases from");

/** What `npm run mutation` runs for each mutant: the tests of the opt-in registry and of the policy, without a wire or a disk. */
export default defineConfig({
  resolve: project.resolve ?? {},
  test: {
    include: [
      "test/unit/{consent,policy}/**/*.test.ts",
      "test/property/{consent,consent-fold,keywords}.test.ts",
    ],
    setupFiles: ["test/support/mutation-runs.ts"],
    // The tests keep nothing between files: loading the sources once halves the time.
    isolate: false,
    testTimeout: 30_000,
  },
});
