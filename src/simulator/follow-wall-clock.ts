import type { Timeline } from "./timeline.js";

const STEP_MS = 50;

/** Moves virtual time with the wall clock until the returned function is called. Does not keep the process alive. */
export function followWallClock(
  timeline: Timeline,
  options: {
    readonly speed?: number | undefined;
    readonly onError?: ((error: unknown) => void) | undefined;
  } = {},
): () => void {
  const { speed = 1, onError = rethrow } = options;
  let last = performance.now();
  const timer = setInterval(() => {
    if (timeline.advancing) return;
    const now = performance.now();
    const ms = Math.round((now - last) * speed);
    last = now;
    timeline.advance(ms).catch(onError);
  }, STEP_MS);
  timer.unref();
  return () => clearInterval(timer);
}

function rethrow(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
