import { type ChainEntry, digestOf, GENESIS, linkHash } from "./seal.js";
import { textIsTrue, writtenEvent } from "./written-event.js";

/** Where a chain ends: keep it outside the store, and a chain that was cut off or written anew shows. */
export interface ChainHead {
  /** Links up to here. */
  readonly length: number;
  readonly hash: string;
}

export type ChainProblem =
  /** The event, its salt or its hash was changed. */
  | "link_broken"
  /** Links are missing before this one. */
  | "entry_missing"
  /** The event is gone and no erasure on the chain names it. */
  | "content_missing"
  /** The chain does not contain the head that you kept. */
  | "head_mismatch";

/** Whether the chain of consent events is whole, and where it breaks first. */
export type ChainReport =
  | { readonly intact: true; readonly entries: number; readonly erased: number; readonly head: ChainHead }
  | {
      readonly intact: false;
      /** Links checked. */
      readonly entries: number;
      /** Position of the first broken link. */
      readonly brokenAt: number;
      readonly problem: ChainProblem;
      /** Of the event there, when it can be read. */
      readonly eventId?: string | undefined;
    };

/**
 * Checks every link from the first to the last, and that whatever is gone was erased by an erasure on the chain. Pure
 * but for reading `entries`, which must come in order of position.
 *
 * @param kept the head of an earlier report, from outside the store.
 */
export async function verifyChain(
  entries: AsyncIterable<ChainEntry>,
  kept?: ChainHead,
): Promise<ChainReport> {
  let hash = GENESIS;
  let length = 0;
  let erased = 0;
  /** Links without content, until an erasure names them. */
  const unexplained = new Set<number>();
  const broken = (brokenAt: number, problem: ChainProblem, eventId?: string): ChainReport => ({
    intact: false,
    entries: length,
    brokenAt,
    problem,
    ...(eventId === undefined ? {} : { eventId }),
  });

  for await (const entry of entries) {
    if (entry.position !== length + 1) return broken(length + 1, "entry_missing");
    const digest = digestFor(entry);
    if (digest === undefined || linkHash(hash, digest) !== entry.hash)
      return broken(entry.position, "link_broken", entry.event?.id);
    if (entry.event === undefined) {
      unexplained.add(entry.position);
      erased++;
    } else if (entry.event.action === "erase") {
      for (const position of entry.event.erases ?? []) unexplained.delete(position);
    }
    hash = entry.hash;
    length = entry.position;
    if (kept?.length === length && kept.hash !== hash) return broken(length, "head_mismatch");
  }
  const [first] = unexplained;
  if (first !== undefined) return broken(first, "content_missing");
  if (kept !== undefined && kept.length > length) return broken(length + 1, "head_mismatch");
  return { intact: true, entries: length, erased, head: { length, hash } };
}

function digestFor({ event, salt, digest }: ChainEntry): string | undefined {
  if (event === undefined) return digest;
  if (salt === undefined || !textIsTrue(event)) return undefined;
  return digestOf(writtenEvent(event).sealed, salt);
}
