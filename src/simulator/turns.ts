// Taken at load: a test's fake timers must not stop the simulator.
import { setImmediate } from "node:timers";
import type { VirtualClock } from "../core/index.js";

/** One turn of the event loop. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/**
 * Lets woken code run until it waits again. Each round passes through the thread pool, where Web Crypto works, so that
 * a signature under way is waited for as well.
 */
export async function settle(): Promise<void> {
  for (let round = 0; round < 4; round++) {
    await crypto.subtle.digest("SHA-256", EMPTY);
    await nextTurn();
  }
}

const EMPTY = new Uint8Array(0);

/** Turns and wall milliseconds for which work is waited for while somebody sleeps on the virtual clock. */
const PATIENCE_TURNS = 40;
const PATIENCE_MS = 25;

/**
 * Waits until `work` is done, or until it seems to be blocked by a sleeper of the virtual clock, which only moves after
 * this returns: waiting on would be a deadlock. Returns whether it is done. Rejects as `work` rejects.
 */
export async function untilDoneOrAsleep(work: Promise<unknown>, clock: VirtualClock): Promise<boolean> {
  let done = false;
  let failure: { readonly error: unknown } | undefined;
  const finished = work.then(
    () => {
      done = true;
    },
    (error: unknown) => {
      done = true;
      failure = { error };
    },
  );
  let started = performance.now();
  for (let turn = 0; !isTrue(done); turn++) {
    if (turn < PATIENCE_TURNS || (clock.sleeping > 0 && performance.now() - started < PATIENCE_MS)) {
      await nextTurn();
      continue;
    }
    if (clock.sleeping > 0) return false;
    await finishedOrSleeping(finished, clock);
    turn = 0;
    started = performance.now();
  }
  if (failure !== undefined) throw failure.error;
  return true;
}

async function finishedOrSleeping(finished: Promise<void>, clock: VirtualClock): Promise<void> {
  let stop = (): void => undefined;
  const sleeping = new Promise<void>((resolve) => {
    stop = clock.onSleep(resolve);
  });
  await Promise.race([finished, sleeping]);
  stop();
}

/** Through a function, because the compiler does not see that a callback changes it. */
function isTrue(value: boolean): boolean {
  return value;
}
