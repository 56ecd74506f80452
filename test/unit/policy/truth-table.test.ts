/** The rows that the pure policy decides. All 55, with those that the client keeps, are in test/scenario/truth-table.test.ts. */
import { expect, it } from "vitest";
import { DECIDED, outcomeOf, wordsOf } from "../../support/truth-table/index.js";

it.each(DECIDED.map((one) => [one.name, one] as const))("%s", (_name, { decide, expected }) => {
  expect(outcomeOf(decide())).toBe(expected);
});

it("what each decision says: a change of words is seen in review", async () => {
  const said = DECIDED.map(({ name, decide }) => wordsOf(name, decide()));
  await expect(said.join("\n")).toMatchFileSnapshot("./truth-table.said.txt");
});
