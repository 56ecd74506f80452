import { createHash } from "node:crypto";
import { maskText, plainText } from "./mask-text.js";
import { simHash, type SimHash } from "./sim-hash.js";

/** What stands for a content in the counters: hashes only. */
export interface Fingerprint {
  /** Of the text as it is. */
  readonly exact: string;
  /** Of the text without digits, link parameters and the person's name. */
  readonly masked: string;
  /** For texts of at least 40 code points. */
  readonly sim?: SimHash | undefined;
}

/**
 * Fingerprints of one content, in the order from strict to tolerant. Pure.
 *
 * @param names what the person is called in this text, if that is known.
 */
export function fingerprint(text: string, names: readonly string[] = []): Fingerprint {
  const masked = maskText(text, names);
  const sim = simHash(masked);
  return { exact: digest(plainText(text)), masked: digest(masked), ...(sim === undefined ? {} : { sim }) };
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("base64url").slice(0, 22);
}
