import fc from "fast-check";

// One seed, so that whether a mutant is killed is no matter of luck; no shrinking and a tenth of a second for each property, because
// every mutant runs them: the full number of runs is for `npm test`.
fc.configureGlobal({
  seed: 20_260_101,
  endOnFailure: true,
  interruptAfterTimeLimit: 100,
  markInterruptAsFailure: false,
});
