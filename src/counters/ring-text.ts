import type { RingReading } from "./counter-store.js";

type Entries = RingReading["entries"];

/** A ring as text: `<instant in base 36>:<value>`, newest first, joined by commas. */
export function ringText(entries: Entries): string {
  let text = "";
  for (const { at, value } of entries) text += `${text === "" ? "" : ","}${at.toString(36)}:${value}`;
  return text;
}

/** Every entry, newest first. */
export function readRing(text: string): Entries {
  const entries: { value: string; at: number }[] = [];
  for (let start = 0; start < text.length;) {
    const comma = text.indexOf(",", start);
    const end = comma === -1 ? text.length : comma;
    const colon = text.indexOf(":", start);
    entries.push({ value: text.slice(colon + 1, end), at: Number.parseInt(text.slice(start, colon), 36) });
    start = end + 1;
  }
  return entries;
}

/** The first `most` entries that are not older than `after`. */
export function newestOf(entries: Entries, most: number, after: number): Entries {
  const first = entries.slice(0, most);
  if (first.every(({ at }) => at >= after)) return first;
  return entries.filter(({ at }) => at >= after).slice(0, most);
}

/** The text with one entry more in front: at most `keep` of them, those at its end that are older than `after` left out. */
export function pushToRing(
  ring: { readonly text: string; readonly size: number },
  { value, at }: Entries[number],
  keep: number,
  after: number,
): { readonly text: string; readonly size: number } {
  let rest = ring.text;
  // Rings that were written before their size was kept are counted once.
  let size = rest === "" ? 0 : ring.size || rest.split(",").length;
  for (; size >= keep || (size > 0 && oldestIn(rest) < after); size--)
    rest = rest.slice(0, Math.max(rest.lastIndexOf(","), 0));
  return { text: `${at.toString(36)}:${value}${rest === "" ? "" : ","}${rest}`, size: size + 1 };
}

function oldestIn(text: string): number {
  return Number.parseInt(text.slice(text.lastIndexOf(",") + 1), 36);
}
