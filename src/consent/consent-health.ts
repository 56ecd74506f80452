import { DAY } from "../core/index.js";
import type { ConsentStore } from "./consent-store.js";
import { marketingHoldAt, scopeStateAt, suppressionAt } from "./scope-state.js";
import type { ConsentMethod, ConsentView, ScopeState } from "./types.js";

/** How sound the consent of one brand is: what an operator looks at before the next season. It names nobody. */
export interface ConsentHealth {
  readonly namespace: string;
  /** People of whom anything is known. */
  readonly people: number;
  /** Where marketing stands with them, time applied. */
  readonly marketing: Readonly<Partial<Record<ScopeState, number>>>;
  /** People who are blocked whatever they agreed to. */
  readonly suppressed: number;
  /** People whose ambiguous word waits for its answer. */
  readonly onHold: number;
  /** Of the marketing that is granted. */
  readonly granted: {
    /** From an import, without evidence of its own: nothing is sent on it. */
    readonly unverified: number;
    readonly unverifiedShare: number;
    /** By double opt-in. */
    readonly confirmed: number;
    /** To be given anew within 60 days. */
    readonly toReconfirm: number;
    /** Age of the evidence in days: half of it is younger, nine tenths, all. */
    readonly ageDays: { readonly median: number; readonly p90: number; readonly oldest: number };
  };
  /** Of the marketing that ended: how the people said so. Which template they answered, guard G19 counts. */
  readonly withdrawnBy: Readonly<Partial<Record<ConsentMethod, number>>>;
}

const PAGE = 500;
const SOON_MS = 60 * DAY;

/** Counts over everybody in the brand: a look at each person, minutes for millions. */
export async function consentHealth(
  store: ConsentStore,
  namespace: string,
  now: number,
): Promise<ConsentHealth> {
  const tally = new Tally(now);
  for (let after = ""; ;) {
    const people = await store.people(after, PAGE);
    const views = await Promise.all(people.map((person) => store.view(person, namespace)));
    for (const view of views) if (view.revision > 0) tally.add(view);
    after = people.at(-1) ?? after;
    if (people.length < PAGE) return tally.result(namespace);
  }
}

class Tally {
  readonly #now: number;
  readonly #marketing: Partial<Record<ScopeState, number>> = {};
  readonly #withdrawnBy: Partial<Record<ConsentMethod, number>> = {};
  readonly #ages: number[] = [];
  #people = 0;
  #suppressed = 0;
  #onHold = 0;
  #unverified = 0;
  #confirmed = 0;
  #toReconfirm = 0;

  constructor(now: number) {
    this.#now = now;
  }

  add(view: ConsentView): void {
    this.#people++;
    if (suppressionAt(view, this.#now) !== undefined) this.#suppressed++;
    if (marketingHoldAt(view, this.#now) !== undefined) this.#onHold++;
    const { state, since, method, verification } = scopeStateAt(view, "marketing", this.#now);
    this.#marketing[state] = (this.#marketing[state] ?? 0) + 1;
    if (state === "withdrawn" && method !== undefined)
      this.#withdrawnBy[method] = (this.#withdrawnBy[method] ?? 0) + 1;
    if (state !== "granted") return;
    if (verification === "none") this.#unverified++;
    if (verification === "confirmed") this.#confirmed++;
    const renew = Date.parse(view.scopes.marketing?.reconfirmBy ?? "");
    if (renew <= this.#now + SOON_MS) this.#toReconfirm++;
    this.#ages.push((this.#now - Date.parse(since ?? "")) / DAY);
  }

  result(namespace: string): ConsentHealth {
    const ages = this.#ages.sort((a, b) => a - b);
    const age = (share: number): number =>
      Math.floor(ages[Math.min(Math.floor(ages.length * share), ages.length - 1)] ?? 0);
    return {
      namespace,
      people: this.#people,
      marketing: this.#marketing,
      suppressed: this.#suppressed,
      onHold: this.#onHold,
      granted: {
        unverified: this.#unverified,
        unverifiedShare: ages.length === 0 ? 0 : this.#unverified / ages.length,
        confirmed: this.#confirmed,
        toReconfirm: this.#toReconfirm,
        ageDays: { median: age(0.5), p90: age(0.9), oldest: age(1) },
      },
      withdrawnBy: this.#withdrawnBy,
    };
  }
}
