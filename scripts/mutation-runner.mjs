import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { INSTRUMENTER_CONSTANTS } from "@stryker-mutator/api/core";
import { declareFactoryPlugin, PluginKind } from "@stryker-mutator/api/plugin";
import {
  determineHitLimitReached,
  DryRunStatus,
  TestStatus,
  toMutantRunResult,
} from "@stryker-mutator/api/test-runner";
import { bundleTests } from "./mutation-bundle.mjs";
import { collect, runTests, testsOf } from "./mutation-suite.mjs";

/** Runs the tests of a mutant within the process of Stryker's worker: some 5,000 mutants in minutes rather than hours. */
class InProcessRunner {
  #bundle;
  /** What the changed sources read to know which change is on, and write to say what a test reached. */
  #stryker = (globalThis[INSTRUMENTER_CONSTANTS.NAMESPACE] ??= {});
  /** When a file of tests last killed a mutant: the next one stands beside it, and is mostly killed there too. */
  #killedAt = new Map();
  #runs = 0;
  /** The tests of each file that can run again and again on sources that stay loaded, which is five times as fast. */
  #warm;

  capabilities() {
    return { reloadEnvironment: true };
  }

  async init() {
    this.#bundle = await bundleTests();
  }

  async dryRun() {
    const stryker = this.#stryker;
    Object.assign(stryker, { activeMutant: undefined, hitCount: undefined, mutantCoverage: undefined });
    const tests = [];
    for (const file of this.#bundle.files) {
      // Each file on sources of its own, so that what fills a cache counts as covered by the first test of every file.
      const root = await collect(this.#bundle.evaluate()[file]);
      await runTests(testsOf(root, file), resolve(file), {
        before: ({ id }) => {
          stryker.currentTestId = id;
        },
        each: (test, outcome) => {
          stryker.currentTestId = undefined;
          tests.push(resultOf(test, file, outcome));
          return true;
        },
      });
    }
    return { status: DryRunStatus.Complete, tests, mutantCoverage: stryker.mutantCoverage };
  }

  async mutantRun({ activeMutant, mutantActivation, testFilter, hitLimit, disableBail, sandboxFileName }) {
    const stryker = this.#stryker;
    stryker.activeMutant = undefined;
    this.#warm ??= await this.#warmUp();
    Object.assign(stryker, { hitCount: 0, hitLimit });
    const isStatic = mutantActivation === "static";
    if (isStatic) stryker.activeMutant = activeMutant.id;
    const anew = isStatic || keepsState(sandboxFileName) ? this.#bundle.evaluate() : undefined;
    // What fills a memo counts as covered by the first test of a file alone: there, all of its tests have their say.
    const wanted = testFilter && anew === undefined ? new Set(testFilter) : undefined;
    const tests = [];
    let failed = false;
    this.#runs++;
    for (const file of this.#likeliestFirst()) {
      if (testFilter && !testFilter.some((id) => id.startsWith(`${file}#`))) continue;
      if (!isStatic) stryker.activeMutant = undefined;
      const warm = anew === undefined ? this.#warm.get(file) : undefined;
      const found = warm ?? testsOf(await collect((anew ?? this.#bundle.evaluate())[file]), file);
      stryker.activeMutant = activeMutant.id;
      await runTests(wanted ? found.filter(({ id }) => wanted.has(id)) : found, resolve(file), {
        before: () => undefined,
        each: (test, outcome) => {
          tests.push(resultOf(test, file, outcome));
          failed ||= outcome.failure !== undefined;
          return disableBail || !failed;
        },
      });
      if (failed) this.#killedAt.set(file, this.#runs);
      if (failed && !disableBail) break;
    }
    return toMutantRunResult(
      determineHitLimitReached(stryker.hitCount, hitLimit) ?? { status: DryRunStatus.Complete, tests },
    );
  }

  /** Runs everything twice: what fails the second time keeps something between its runs, and is loaded anew for each mutant. */
  async #warmUp() {
    const load = this.#bundle.evaluate();
    const warm = new Map();
    for (const file of this.#bundle.files) warm.set(file, testsOf(await collect(load[file]), file));
    for (const _time of [1, 2])
      for (const [file, tests] of [...warm])
        await runTests(tests, resolve(file), {
          before: () => undefined,
          each: (_test, { failure }) => {
            if (failure !== undefined) warm.delete(file);
            return failure === undefined;
          },
        });
    return warm;
  }

  #likeliestFirst() {
    const last = (file) => this.#killedAt.get(file) ?? 0;
    return [...this.#bundle.files].sort((a, b) => last(b) - last(a));
  }
}

/** What the memos of the keywords are made with. */
const MAKES_MEMOS = /\/keywords\/(?:fold-text|normalise|relevant-languages)\.ts$/;

/** Whether a change in this source can leave something behind for the next, or is hidden by what the one before left. */
function keepsState(source) {
  return MAKES_MEMOS.test(source) || /^let |new Weak(?:Map|Set)\b/m.test(readFileSync(source, "utf8"));
}

function resultOf({ id, name }, file, { failure, timeSpentMs }) {
  const facts = { id, name, fileName: resolve(file), timeSpentMs };
  return failure === undefined
    ? { ...facts, status: TestStatus.Success }
    : { ...facts, status: TestStatus.Failed, failureMessage: messageOf(failure) };
}

const messageOf = (failure) =>
  failure instanceof Error ? (failure.stack ?? failure.message) : String(failure);

export const strykerPlugins = [
  declareFactoryPlugin(PluginKind.TestRunner, "in-process", () => new InProcessRunner()),
];
