/** Fields of a message that people read. Links, ids and payloads are none. */
const READ: readonly string[] = [
  "body",
  "text",
  "sub_text",
  "caption",
  "title",
  "description",
  "display_text",
  "header",
  "footer",
];

/** Deep enough for every kind of message; a longer chain is no message of Meta's. */
const DEPTH = 12;

/** The words of a message as people read them, in the order in which they stand. Pure. */
export function wordsOf(wire: unknown): readonly string[] {
  const words: string[] = [];
  collect(wire, words, false, DEPTH);
  return words;
}

function collect(value: unknown, words: string[], read: boolean, depth: number): void {
  if (typeof value === "string") {
    if (read) words.push(value);
    return;
  }
  if (typeof value !== "object" || value === null || depth === 0) return;
  if (Array.isArray(value)) {
    for (const item of value) collect(item, words, read, depth - 1);
    return;
  }
  for (const [key, item] of Object.entries(value)) collect(item, words, READ.includes(key), depth - 1);
}
