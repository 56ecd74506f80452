import type { Meter, ObservableResult } from "@opentelemetry/api";

/** What the gauges need of `waypost.limits.snapshot()`. */
export interface LimitsState {
  readonly numbers: Readonly<Record<string, { readonly waiting: number; readonly pace: number }>>;
}

/** Gauges of what waits for each number and of its pace, read whenever the meter collects. Returns what stops them. */
export function limitGauges(meter: Meter, limits: () => LimitsState): () => void {
  const waiting = meter.createObservableGauge("waypost.limits.waiting", {
    description: "Sends that wait for a number",
  });
  const pace = meter.createObservableGauge("waypost.limits.pace", {
    description: "1 at full speed, less after Meta said that a number was too fast",
  });
  const observe = (of: "waiting" | "pace") => (result: ObservableResult) => {
    for (const [number, state] of Object.entries(limits().numbers))
      result.observe(state[of], { "waypost.phone_number_id": number });
  };
  const [observeWaiting, observePace] = [observe("waiting"), observe("pace")];
  waiting.addCallback(observeWaiting);
  pace.addCallback(observePace);
  return () => {
    waiting.removeCallback(observeWaiting);
    pace.removeCallback(observePace);
  };
}
