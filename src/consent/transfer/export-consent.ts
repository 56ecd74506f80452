import type { PersonKey } from "../../core/index.js";
import { recipientOfKey } from "../../core/recipients.js";
import { canonicalJson, type ChainEntry, digestOf, writtenEvent } from "../chain/index.js";
import type { ConsentStore } from "../consent-store.js";
import { EVERY_BRAND, isErasedKey } from "../erasure/index.js";
import { readChain } from "../read-chain.js";
import { scopeStateAt, suppressionAt } from "../scope-state.js";
import type { Scope } from "../types.js";

export interface ExportOptions {
  /**
   * `events`: everything, link by link, so that who gets the file can check the chain (JSONL only). `state`: one line
   * for each person, brand and scope, as of now.
   */
  readonly what: "events" | "state";
  readonly format: "jsonl" | "csv";
  /** One brand only. Default: all. */
  readonly namespace?: string | undefined;
}

const PAGE = 1_000;
const COLUMNS = [
  "user",
  "namespace",
  "scope",
  "state",
  "since",
  "verification",
  "basis",
  "method",
  "suppression",
] as const;

type StateRow = Readonly<Record<(typeof COLUMNS)[number], string>>;

/** The registry as text, line by line: for a backup, an audit, a move to another system. Holds whole numbers. */
export async function* exportConsent(
  { what, format, namespace }: ExportOptions,
  parts: { readonly store: ConsentStore; readonly now: () => number },
): AsyncGenerator<string> {
  if (what === "events") {
    for await (const entry of readChain(parts.store)) yield `${canonicalJson(linkFor(entry, namespace))}\n`;
    return;
  }
  if (format === "csv") yield `${COLUMNS.join(",")}\n`;
  for await (const row of states(parts, namespace)) {
    yield format === "csv"
      ? `${COLUMNS.map((name) => cell(row[name])).join(",")}\n`
      : `${JSON.stringify(row)}\n`;
  }
}

/** The links of other brands stay, without their content: so the chain can still be checked. */
function linkFor(entry: ChainEntry, only: string | undefined): ChainEntry {
  const { event, salt, position, hash } = entry;
  if (only === undefined || event === undefined || salt === undefined) return entry;
  if (event.namespace === only || event.namespace === EVERY_BRAND) return entry;
  return { position, hash, digest: digestOf(writtenEvent(event).sealed, salt) };
}

async function* states(
  { store, now }: { readonly store: ConsentStore; readonly now: () => number },
  only: string | undefined,
): AsyncGenerator<StateRow> {
  for (let after = ""; ;) {
    const people = await store.people(after, PAGE);
    for (const person of people) {
      after = person;
      const brands = only === undefined ? await store.namespaces(person) : [only];
      for (const brand of brands) yield* await statesOf(store, person, brand, now());
    }
    if (people.length < PAGE) return;
  }
}

async function statesOf(
  store: ConsentStore,
  person: PersonKey,
  brand: string,
  now: number,
): Promise<readonly StateRow[]> {
  const view = await store.view(person, brand);
  if (view.revision === 0) return [];
  // Somebody who came back after an erasure goes by the name they came back with.
  const key = isErasedKey(person) ? (await store.history(person, brand)).at(-1)?.subject : person;
  if (key === undefined || isErasedKey(key)) return [];
  const recipient = recipientOfKey(key);
  const user = recipient.kind === "phone" ? recipient.phone.reveal() : recipient.userId;
  const scopes = new Set<Scope>([...(Object.keys(view.scopes) as Scope[]), ...(view.all ? BASIC : [])]);
  return [...scopes].map((scope) => {
    const standing = scopeStateAt(view, scope, now);
    return {
      user,
      namespace: view.namespace,
      scope,
      state: standing.state,
      since: standing.since ?? "",
      verification: standing.verification,
      basis: standing.basis ?? "",
      method: standing.method ?? "",
      suppression: suppressionAt(view, now)?.kind ?? "",
    };
  });
}

const BASIC: readonly Scope[] = ["utility", "marketing"];

/** RFC 4180. */
function cell(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
