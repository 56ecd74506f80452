/** Guard G17: whose numbers lie next to one another. */
import { expect, it } from "vitest";
import { neighbourhood } from "../../../src/client/guards/number-neighbours.js";

/** How many neighbours the last of these new people finds, the others before them in the ring. */
function adjacent(...numbers: readonly string[]): number {
  const [own = "", ...others] = [...numbers].reverse();
  const entries = others.map((digits) => ({ value: neighbourhood(digits).value, at: 1 }));
  return neighbourhood(own).adjacentIn({ kind: "ring", entries });
}

it.each([
  ["alone", ["919812340000"], 0],
  ["far apart", ["919812340000", "919812350000"], 0],
  ["20 apart", ["919812340000", "919812340020"], 2],
  ["21 apart", ["919812340000", "919812340021"], 0],
  // 919812340032 is a multiple of 64.
  ["on both sides of a block's edge", ["919812340031", "919812340032"], 2],
  ["a row, and one who is far away", ["919812340000", "919812340001", "919812340002", "919899990000"], 0],
  ["a row", ["919899990000", "919812340000", "919812340001", "919812340002"], 3],
  ["the same person, tried again and again", Array<string>(20).fill("919812340000"), 0],
  ["a neighbour of one who was tried again", [...Array<string>(9).fill("919812340000"), "919812340001"], 2],
  ["others who were tried again", ["919899990000", "919899990000", "919812340000", "919812340001"], 2],
])("%s", (_, numbers, expected) => {
  expect(adjacent(...numbers)).toBe(expected);
});
