import fc from "fast-check";

/** One seed and one number of runs, so that whether a mutant is killed is no matter of luck nor of how busy the machine is. */
const SEED = 20_260_101;
/** Every mutant runs the properties: the full number is for `npm test`. */
const MOST_RUNS = 30;

/** `fast-check` as the tests under mutation see it: few runs, no shrinking. */
export default {
  ...fc,
  assert: <Values>(property: fc.IProperty<Values>, options: fc.Parameters<Values> = {}): void => {
    const numRuns = Math.min(options.numRuns ?? MOST_RUNS, MOST_RUNS);
    fc.assert(property, { ...options, numRuns, seed: SEED, endOnFailure: true });
  },
};
