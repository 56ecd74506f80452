import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { format } from "node:util";
import { expect } from "vitest";

/**
 * The part of Vitest's API that the tests under mutation use, run in this process: Vitest itself starts a worker and loads every
 * file anew for each run, which costs more than a second where the tests take milliseconds.
 */
export const suiteApi = {
  describe: withEach(describe),
  it: withEach(it),
  test: withEach(it),
  beforeAll: (fn) => void current.beforeAll.push(fn),
  afterAll: (fn) => void current.afterAll.unshift(fn),
  beforeEach: (fn) => void current.beforeEach.push(fn),
  afterEach: (fn) => void current.afterEach.unshift(fn),
  expect,
};

const newSuite = (name, parent) => ({
  name,
  parent,
  children: [],
  beforeAll: [],
  afterAll: [],
  beforeEach: [],
  afterEach: [],
});

let current = newSuite("", undefined);

expect.extend({
  toMatchFileSnapshot(actual, path) {
    const kept = readFileSync(resolve(dirname(this.testPath), path), "utf8");
    return { pass: actual === kept, message: () => `differs from ${path}` };
  },
});

/** The tests that `load` declares, each with its suites. */
export async function collect(load) {
  const root = newSuite("", undefined);
  current = root;
  await load();
  return root;
}

/** The tests of a file in their order. The same name twice gets a number, because Stryker tells tests apart by name. */
export function testsOf(root, file) {
  const seen = new Map();
  const walk = (suite) =>
    suite.children.flatMap((child) => {
      if ("children" in child) return walk(child);
      const name = [...pathOf(suite), child.name].join(" > ");
      const times = (seen.get(name) ?? 0) + 1;
      seen.set(name, times);
      const unique = times === 1 ? name : `${name} (${String(times)})`;
      return [{ id: `${file}#${unique}`, name: unique, suite, fn: child.fn }];
    });
  return walk(root);
}

/** Runs the tests with the hooks of their suites; `each` is told every outcome and says whether to go on. */
export async function runTests(tests, file, { before, each }) {
  expect.setState({ testPath: file });
  let open = [];
  for (const test of tests) {
    const started = performance.now();
    let failure;
    before(test);
    try {
      open = await moveTo(open, lineage(test.suite));
      await runOne(test, open);
    } catch (error) {
      failure = error;
    }
    if (!each(test, { failure, timeSpentMs: performance.now() - started })) return;
  }
  await moveTo(open, []);
}

async function moveTo(open, wanted) {
  const shared = open.filter((suite, i) => suite === wanted[i]);
  for (const suite of open.slice(shared.length).reverse()) for (const hook of suite.afterAll) await hook();
  for (const suite of wanted.slice(shared.length)) for (const hook of suite.beforeAll) await hook();
  return wanted;
}

async function runOne(test, suites) {
  const cleanups = [];
  try {
    for (const suite of suites)
      for (const hook of suite.beforeEach) {
        const cleanup = await hook();
        if (typeof cleanup === "function") cleanups.unshift(cleanup);
      }
    await test.fn();
  } finally {
    for (const suite of [...suites].reverse()) for (const hook of suite.afterEach) await hook();
    for (const cleanup of cleanups) await cleanup();
  }
}

const lineage = (suite) => (suite === undefined ? [] : [...lineage(suite.parent), suite]);
const pathOf = (suite) =>
  lineage(suite)
    .slice(1)
    .map(({ name }) => name);

function describe(name, ...rest) {
  const suite = newSuite(name, current);
  current.children.push(suite);
  current = suite;
  rest.find((part) => typeof part === "function")();
  current = suite.parent;
}

function it(name, ...rest) {
  current.children.push({ name, fn: rest.find((part) => typeof part === "function") });
}

function withEach(declare) {
  return Object.assign(declare, {
    each: (table) => (name, fn) => {
      for (const row of table) {
        const cells = Array.isArray(row) ? row : [row];
        declare(titled(name, cells), () => fn(...cells));
      }
    },
  });
}

const PLACE = /%[sdifjoO]/g;

function titled(name, cells) {
  const places = name.match(PLACE)?.length ?? 0;
  const filled = format(name, ...cells.slice(0, places));
  return filled.replaceAll(/\$([a-z]\w*)/gi, (all, key) => {
    const value = cells[0]?.[key];
    return value === undefined ? all : format("%s", value);
  });
}
