import { hashKey, type RingReading } from "../../counters/index.js";

const BLOCK = 64;
const NEAR = 20;
const HASH_LENGTH = 8;

/** A number as the ring of new people keeps it: the block of 64 that it lies in as a hash, and its place in the block. */
export function neighbourhood(digits: string): {
  readonly value: string;
  /**
   * How many new people have numbers within 20 of another, this one included; 0 when this number stands alone. One who is
   * tried again (a worker died, Meta said no) is one person and no neighbour of themselves.
   */
  readonly adjacentIn: (ring: RingReading) => number;
} {
  const place = placeOf(digits);
  const own = blockAt(digits, 0);
  const inReach = [own, ...edgesInReach(place).map((step) => blockAt(digits, step))];
  const touches = ({ value }: RingReading["entries"][number]): boolean => {
    const distance = Math.abs((placeAmong(inReach, value) ?? place) - place);
    return distance > 0 && distance <= NEAR;
  };
  return {
    value: `${own.hash}.${place.toString(36)}`,
    adjacentIn: ({ entries }) => {
      // Nearly every number stands alone, which is seen without taking the others apart.
      if (!entries.some(touches)) return 0;
      const around = [blockAt(digits, -1), own, blockAt(digits, 1)];
      // Those on the other side of an edge are put on one line with this one.
      const others = entries.map(({ value }) => {
        const here = placeAmong(around, value);
        return here === undefined
          ? { hash: value.slice(0, HASH_LENGTH), place: placeIn(value) }
          : { hash: own.hash, place: here };
      });
      return adjacentOf([...others, { hash: own.hash, place }]);
    },
  };
}

interface Block {
  readonly hash: string;
  /** Where it begins, counted from the beginning of the number's own block. */
  readonly offset: number;
}

/** Numbers have at most 15 digits, which a double holds exactly. */
function blockAt(digits: string, step: number): Block {
  const block = Math.floor(Number(digits) / BLOCK) + step;
  return { hash: hashKey("block", String(block)).slice(0, HASH_LENGTH), offset: step * BLOCK };
}

/** The blocks next to its own in which a near number may lie. */
function edgesInReach(place: number): readonly number[] {
  if (place < NEAR) return [-1];
  return place >= BLOCK - NEAR ? [1] : [];
}

/** The place of a value of the ring, counted from the beginning of the number's own block; undefined in another block. */
function placeAmong(blocks: readonly Block[], value: string): number | undefined {
  for (const { hash, offset } of blocks) if (value.startsWith(hash)) return offset + placeIn(value);
  return undefined;
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

function placeOf(digits: string): number {
  return Number(digits) % BLOCK;
}

/** The place that stands in a value of the ring. */
function placeIn(value: string): number {
  return Number.parseInt(value.slice(HASH_LENGTH + 1), 36);
}
