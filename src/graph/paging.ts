import { TransportError } from "../core/index.js";

/** One page of a list. */
export interface Page<Item> {
  readonly data: readonly Item[];
  /** Cursor of the next page; absent on the last one. */
  readonly after?: string | undefined;
  /** Cursor of the page before. */
  readonly before?: string | undefined;
  /** What some lists add beside the items. */
  readonly summary?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * A list that is read as it is needed: `await` gives the first page, `for await` every item of every page. Nothing is
 * asked before that.
 */
export interface Listing<Item> extends PromiseLike<Page<Item>>, AsyncIterable<Item> {
  /** Page after page, from the first. */
  pages(): AsyncIterable<Page<Item>>;
}

export interface ListingOptions {
  /** Pages after which a list that does not end is given up. Default 1,000. */
  readonly maxPages?: number | undefined;
}

const MOST_PAGES = 1_000;

/**
 * Makes a listing of a function that loads one page.
 *
 * The listing throws TransportError `BAD_ANSWER` when Meta names the same cursor twice in a row, or when there are more
 * than `maxPages` pages: a list without an end is a fault, and a loop without an end would use up the quota.
 */
export function listing<Item>(
  load: (after: string | undefined) => Promise<Page<Item>>,
  { maxPages = MOST_PAGES }: ListingOptions = {},
): Listing<Item> {
  let first: Promise<Page<Item>> | undefined;
  const firstPage = (): Promise<Page<Item>> => (first ??= load(undefined));
  async function* pages(): AsyncIterable<Page<Item>> {
    let page = await firstPage();
    for (let count = 1; ; count++) {
      yield page;
      if (page.after === undefined) return;
      if (count >= maxPages) throw endless(`has more than ${String(maxPages)} pages`);
      const next = await load(page.after);
      if (next.after === page.after) throw endless("names the same cursor twice");
      page = next;
    }
  }
  return {
    then: (resolve, reject) => firstPage().then(resolve, reject),
    pages,
    async *[Symbol.asyncIterator]() {
      for await (const page of pages()) yield* page.data;
    },
  };
}

/**
 * Reads Graph's list envelope. A list ends where `paging.next` is missing, not where a page is short. `next` carries
 * the access token in its URL: only its cursor is used.
 *
 * @throws TransportError `BAD_ANSWER` when there is no list in it.
 */
export function pageOf(json: unknown): Page<unknown> {
  const { data, paging, summary } = json as {
    data?: unknown;
    paging?: { cursors?: { after?: unknown; before?: unknown } | null; next?: unknown } | null;
    summary?: unknown;
  };
  if (!Array.isArray(data)) throw noList();
  const next =
    typeof paging?.next === "string" && URL.canParse(paging.next) ? new URL(paging.next) : undefined;
  const after = textOf(paging?.cursors?.after) ?? textOf(next?.searchParams.get("after"));
  const before = textOf(paging?.cursors?.before);
  return {
    data,
    ...(next === undefined || after === undefined ? {} : { after }),
    ...(before === undefined ? {} : { before }),
    ...(typeof summary === "object" && summary !== null
      ? { summary: summary as Readonly<Record<string, unknown>> }
      : {}),
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function endless(problem: string): TransportError {
  return new TransportError("BAD_ANSWER", `The list does not end: it ${problem}.`, {
    fix: "Narrow it with filters, or raise maxPages.",
    requestLeft: true,
  });
}

function noList(): TransportError {
  return new TransportError("BAD_ANSWER", "The answer holds no list.", {
    fix: "Check proxies on the way; then call again.",
    requestLeft: true,
  });
}
