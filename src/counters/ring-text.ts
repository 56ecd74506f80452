import type { RingReading } from "./counter-store.js";

type Entries = RingReading["entries"];

/** A ring as text: `<instant in base 36>:<value>`, newest first, joined by commas. */
export function ringText(entries: Entries): string {
  let text = "";
  for (const { at, value } of entries) text += `${text === "" ? "" : ","}${at.toString(36)}:${value}`;
  return text;
}

/** The first `most` entries that are not older than `after`. */
export function readRing(text: string, most: number, after: number): Entries {
  const entries: { value: string; at: number }[] = [];
  for (let start = 0; start < text.length && entries.length < most;) {
    const comma = text.indexOf(",", start);
    const end = comma === -1 ? text.length : comma;
    const colon = text.indexOf(":", start);
    const at = Number.parseInt(text.slice(start, colon), 36);
    if (at >= after) entries.push({ value: text.slice(colon + 1, end), at });
    start = end + 1;
  }
  return entries;
}
