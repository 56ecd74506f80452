import { hashKey, type RingReading } from "../../counters/index.js";

const BLOCK = 64;
const NEAR = 20;

/** A number as the ring of new people keeps it: the block of 64 that it lies in as a hash, and its place in the block. */
export function neighbourhood(digits: string): {
  readonly value: string;
  /**
   * How many new people have numbers within 20 of another, this one included; 0 when this number stands alone. One who is
   * tried again (a worker died, Meta said no) is one person and no neighbour of themselves.
   */
  readonly adjacentIn: (ring: RingReading) => number;
} {
  const block = blockOf(digits, 0);
  const place = placeOf(digits);
  const around = new Map([-1, 0, 1].map((step) => [blockOf(digits, step), step * BLOCK]));
  return {
    value: `${block}.${place.toString(36)}`,
    adjacentIn: ({ entries }) => {
      const others = entries.map(({ value }) => {
        const [hash = "", text = "0"] = value.split(".");
        return { hash, place: Number.parseInt(text, 36) };
      });
      const touches = (other: { readonly hash: string; readonly place: number }): boolean => {
        const offset = around.get(other.hash);
        if (offset === undefined) return false;
        const distance = Math.abs(offset + other.place - place);
        return distance > 0 && distance <= NEAR;
      };
      if (!others.some(touches)) return 0;
      // Those on the other side of an edge are put on one line with this one.
      const onOneLine = others.map((other) => {
        const offset = around.get(other.hash);
        return offset === undefined ? other : { hash: block, place: offset + other.place };
      });
      return adjacentOf([...onOneLine, { hash: block, place }]);
    },
  };
}

function adjacentOf(all: readonly { readonly hash: string; readonly place: number }[]): number {
  const blocks = new Map<string, Set<number>>();
  for (const { hash, place } of all) blocks.set(hash, (blocks.get(hash) ?? new Set()).add(place));
  let adjacent = 0;
  for (const block of blocks.values()) {
    const places = [...block].sort((a, b) => a - b);
    adjacent += places.filter(
      (place, index) =>
        place - (places[index - 1] ?? Number.NEGATIVE_INFINITY) <= NEAR ||
        (places[index + 1] ?? Number.POSITIVE_INFINITY) - place <= NEAR,
    ).length;
  }
  return adjacent;
}

/** Numbers have at most 15 digits, which a double holds exactly. */
function blockOf(digits: string, step: number): string {
  return hashKey("block", String(Math.floor(Number(digits) / BLOCK) + step)).slice(0, 8);
}

function placeOf(digits: string): number {
  return Number(digits) % BLOCK;
}
