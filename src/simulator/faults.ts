import { META_ERRORS, type MetaError } from "./meta-error.js";

/**
 * What goes wrong with a request: an error code of Meta's, or a failure on the way. `reset_before`: it never arrives ·
 * `reset_after`: Meta carries it out and the answer is lost · `timeout`: carried out, no answer in time · `garbled`,
 * `truncated`, `server_error`: carried out, and the answer is unreadable.
 */
export type Fault =
  number | "reset_before" | "reset_after" | "timeout" | "garbled" | "truncated" | "server_error";

export interface FaultPlan {
  /** How many requests it befalls. Default 1. */
  readonly times?: number | undefined;
  /** Which requests. Default: those that send. */
  readonly when?: ((request: { readonly method: string; readonly path: string }) => boolean) | undefined;
}

/** Faults that wait for their requests. */
export class Faults {
  readonly #plans: { readonly fault: Fault; left: number; readonly when: NonNullable<FaultPlan["when"]> }[] =
    [];

  /** Lets the next matching request fail. */
  next(fault: Fault, plan: FaultPlan = {}): void {
    const when = plan.when ?? (({ method, path }) => method === "POST" && path.endsWith("/messages"));
    this.#plans.push({ fault, left: plan.times ?? 1, when });
  }

  take(request: { readonly method: string; readonly path: string }): Fault | undefined {
    const plan = this.#plans.find(({ left, when }) => left > 0 && when(request));
    if (plan === undefined) return undefined;
    plan.left--;
    return plan.fault;
  }
}

/** Meta's error for a code given as a fault. */
export function errorOfCode(code: number): MetaError {
  const known = Object.values<MetaError>(META_ERRORS).find((error) => error.code === code);
  return (
    known ?? {
      code,
      status: code === 131000 || code === 131016 ? 500 : 400,
      title: "Simulated error",
      details: "This error was asked for.",
    }
  );
}
