import { scopeStateAt } from "./scope-state.js";
import type { ConsentView, Scope } from "./types.js";

/** A double opt-in question that waits for its answer. */
export interface OpenQuestion {
  /** Id of the stored request. */
  readonly eventId: string;
  readonly scopes: readonly Scope[];
}

/**
 * The double opt-in questions of one person that are open at `now` (milliseconds since the epoch): what `request` stored
 * and nobody answered within seven days. Pure.
 */
export function openQuestions(view: ConsentView, now: number): readonly OpenQuestion[] {
  const scopes = new Map<string, Scope[]>();
  for (const scope of Object.keys(view.scopes) as Scope[]) {
    const { state, eventId } = scopeStateAt(view, scope, now);
    if (state === "pending" && eventId !== undefined)
      scopes.set(eventId, [...(scopes.get(eventId) ?? []), scope]);
  }
  return [...scopes].map(([eventId, asked]) => ({ eventId, scopes: asked }));
}
