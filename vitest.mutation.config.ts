import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import all from "./vitest.config.js";

const [project] = all.test?.projects ?? [];
if (typeof project !== "object" || !("resolve" in project))
  throw new Error("vitest.config.ts has no project to take the aliases from");

/** Most changes fail a unit test within milliseconds: property tests, which take seconds, come last. */
class UnitTestsFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => Number(moduleId.includes("/property/"));
    return [...files].sort((a, b) => rank(a) - rank(b) || (a.moduleId < b.moduleId ? -1 : 1));
  }
}

/** What `npm run mutation` runs for each mutant: the tests of the opt-in registry and of the policy, without a wire or a disk. */
export default defineConfig({
  resolve: project.resolve ?? {},
  test: {
    include: [
      "test/unit/{consent,policy}/**/*.test.ts",
      "test/property/{consent,consent-fold,keywords}.test.ts",
      "test/contract/memory-store.test.ts",
    ],
    setupFiles: ["test/support/mutation-runs.ts"],
    sequence: { sequencer: UnitTestsFirst },
    // The tests keep nothing between files: loading the sources once halves the time.
    isolate: false,
    testTimeout: 30_000,
  },
});
