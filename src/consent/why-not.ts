import { scopeStateAt, suppressionAt } from "./scope-state.js";
import type { ConsentView, Scope } from "./types.js";

/** Why an opt-in that was stored does not count at `now`; undefined when it does. Pure. */
export function whyNot(view: ConsentView, scopes: readonly Scope[], now: number): string | undefined {
  const suppression = suppressionAt(view, now);
  if (suppression !== undefined) return `This person is suppressed (${suppression.kind}).`;
  const states = scopes.map((scope) => ({ scope, state: scopeStateAt(view, scope, now).state }));
  const blocked = states.filter(({ state }) => state !== "granted");
  if (blocked.length === 0) return undefined;
  const ended = blocked.filter(({ state }) => state === "withdrawn" || state === "denied");
  if (ended.length > 0) {
    return `An opt-out stands for ${named(ended)}: only a later act of the person themselves lifts it.`;
  }
  if (blocked.every(({ state }) => state === "expired"))
    return `It had run out already when it was stored: ${named(blocked)}.`;
  return `Nothing was asked or agreed before, or it was ended since: ${blocked.map(({ scope, state }) => `${scope} is ${state}`).join(", ")}.`;
}

function named(scopes: readonly { readonly scope: Scope }[]): string {
  return scopes.map(({ scope }) => scope).join(", ");
}
