/** Shorter texts have too few shingles for a hash to mean anything (compliance 5.3). */
export const SIM_HASH_MIN = 40;

/** Bits of two hashes that may differ in one text and its variant (compliance 5.3). */
export const SIM_HASH_DISTANCE = 3;

/** The hash in four parts of 16 bits: of two hashes that differ in at most three bits, one part is equal. */
export type SimHash = readonly [number, number, number, number];

/**
 * 64-bit SimHash (Charikar 2002) over 3-gram shingles of a masked text; undefined below 40 code points. Pure.
 */
export function simHash(masked: string): SimHash | undefined {
  const points = [...masked];
  if (points.length < SIM_HASH_MIN) return undefined;
  const weights = new Int32Array(64);
  for (let index = 0; index + 3 <= points.length; index++) {
    const [low, high] = hashShingle(points, index);
    for (let bit = 0; bit < 32; bit++) {
      weights[bit] = (weights[bit] ?? 0) + ((low >>> bit) & 1 ? 1 : -1);
      weights[bit + 32] = (weights[bit + 32] ?? 0) + ((high >>> bit) & 1 ? 1 : -1);
    }
  }
  const part = (from: number): number => {
    let value = 0;
    for (let bit = 0; bit < 16; bit++) if ((weights[from + bit] ?? 0) > 0) value |= 1 << bit;
    return value;
  };
  return [part(0), part(16), part(32), part(48)];
}

/** How many bits differ. */
export function hammingDistance(a: SimHash, b: SimHash): number {
  let distance = 0;
  for (let index = 0; index < 4; index++) {
    for (let bits = (a[index] ?? 0) ^ (b[index] ?? 0); bits !== 0; bits &= bits - 1) distance++;
  }
  return distance;
}

export function simHashText(hash: SimHash): string {
  return hash.map((part) => part.toString(16).padStart(4, "0")).join("");
}

export function readSimHash(text: string): SimHash | undefined {
  if (!/^[0-9a-f]{16}$/.test(text)) return undefined;
  const part = (from: number): number => Number.parseInt(text.slice(from, from + 4), 16);
  return [part(0), part(4), part(8), part(12)];
}

/** Two FNV-1a hashes with a final mix: fast, and even enough for a vote over many shingles. */
function hashShingle(points: readonly string[], from: number): readonly [number, number] {
  let low = 0x811c9dc5;
  let high = 0xc9dc5118;
  for (let index = from; index < from + 3; index++) {
    const code = points[index]?.codePointAt(0) ?? 0;
    low = Math.imul(low ^ code, 0x01000193);
    high = Math.imul(high ^ code, 0x01000193) ^ (code << 7);
  }
  return [mix(low), mix(high)];
}

function mix(value: number): number {
  let mixed = value ^ (value >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
