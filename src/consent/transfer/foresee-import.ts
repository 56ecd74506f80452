import type { AppendOutcome, ConsentStore } from "../consent-store.js";
import { foldConsent } from "../fold-consent.js";
import type { ConsentEvent } from "../types.js";

/** What a dry run says would happen to these events; it reads, and writes nothing. */
export async function foreseeImport(
  store: ConsentStore,
  events: readonly ConsentEvent[],
): Promise<readonly AppendOutcome[]> {
  const seen = new Map<string, ConsentEvent[]>();
  return Promise.all(
    events.map(async (event): Promise<AppendOutcome> => {
      const key = `${event.subject} ${event.namespace}`;
      const history = [...(await store.history(event.subject, event.namespace)), ...(seen.get(key) ?? [])];
      if (history.some(({ id }) => id === event.id)) return { accepted: false };
      seen.set(key, [...(seen.get(key) ?? []), event]);
      if (history.length === 0) return { accepted: true };
      const before = foldConsent(history, event.subject, event.namespace);
      if (before.suppression?.kind === "erased") return { accepted: false, refused: "erased" };
      return { accepted: true, view: foldConsent([...history, event], event.subject, event.namespace) };
    }),
  );
}
