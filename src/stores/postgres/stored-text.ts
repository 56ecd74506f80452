/** PostgreSQL cannot hold U+0000 in a text. It and its stand-in are written as two characters, so that every key comes back as it was. */
const ODD = /[\u0000\u0001]/g;
const WRITTEN = /\u0001([01])/g;

export function toStored(value: unknown): unknown {
  if (typeof value === "string")
    return value.search(ODD) < 0
      ? value
      : value.replace(ODD, (odd) => (odd === "\0" ? "\u00010" : "\u00011"));
  return Array.isArray(value) ? value.map(toStored) : value;
}

export function fromStored(value: unknown): unknown {
  if (typeof value !== "string" || !value.includes("\u0001")) return value;
  return value.replace(WRITTEN, (_whole, digit: string) => (digit === "0" ? "\0" : "\u0001"));
}
