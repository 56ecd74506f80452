import { type CounterStore, hashKey } from "../../counters/index.js";
import type { PolicyConfig } from "../../policy/index.js";
import type { GuardSubject } from "./guard-subject.js";
import { type Reservation, reserve } from "./reservation.js";

/** Where sends take their places. */
export interface GuardDesk {
  readonly counters: CounterStore;
  /** `look`: nothing is taken. */
  reserve(subject: GuardSubject, options: { readonly look: boolean }): Promise<Reservation>;
}

export function createGuardDesk(options: {
  readonly counters: CounterStore;
  readonly config: PolicyConfig;
}): GuardDesk {
  const { counters, config } = options;
  return {
    counters,
    reserve: (subject, { look }) =>
      reserve({ ...subject, person: hashKey(subject.person) }, { counters, config, look }),
  };
}
