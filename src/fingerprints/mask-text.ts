/** A private-use character that no message has: what is masked becomes this one sign. */
const MASK = "\uE000";

/**
 * The text without what differs from person to person: digits, query strings and fragments of links, the person's name.
 * Case, width and spacing do not count. Pure.
 *
 * Source: compliance 5.3, "masked exact".
 */
export function maskText(text: string, names: readonly string[] = []): string {
  let masked = text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/(https?:\/\/[^\s?#]+)[?#]\S*/g, `$1${MASK}`);
  for (const name of names) {
    const wanted = name.normalize("NFKC").toLowerCase().trim();
    if (wanted.length > 1) masked = masked.split(wanted).join(MASK);
  }
  return masked
    .replace(/\p{N}+/gu, MASK)
    .replace(/\p{Default_Ignorable_Code_Point}/gu, "")
    .replace(/\s+/g, " ")
    .trim();
}

/** Case, width and spacing do not count; all else does. Pure. Source: compliance 5.3, "exact". */
export function plainText(text: string): string {
  return text.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();
}
