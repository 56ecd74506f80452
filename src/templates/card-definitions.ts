import type { Values } from "./check-values.js";
import type { CardDefinition } from "./template-definition.js";

/** The cards of a send, each beside its definition, or why they cannot be. */
export type CardDefinitions =
  | {
      readonly ok: true;
      readonly cards: readonly { readonly definition: CardDefinition; readonly values: Values }[];
    }
  | { readonly ok: false; readonly problem: string };

/** Media cards are sent as they were defined, one by one; product cards, 2 to 10 of them, all like the first. */
export function cardDefinitions(defined: readonly CardDefinition[], given: unknown): CardDefinitions {
  if (!Array.isArray(given)) return { ok: false, problem: "expected a list of cards" };
  const [first] = defined;
  const count = given.length;
  const ofProducts = first?.header.format === "product";
  if (ofProducts && (count < 2 || count > 10))
    return { ok: false, problem: `2 to 10 cards, got ${String(count)}` };
  if (!ofProducts && count !== defined.length)
    return { ok: false, problem: `exactly ${String(defined.length)} cards, got ${String(count)}` };
  return {
    ok: true,
    cards: (given as Values[]).flatMap((values, index) => {
      const definition = ofProducts ? first : defined[index];
      return definition === undefined ? [] : [{ definition, values }];
    }),
  };
}
