/** A definition and Meta's JSON of it are one thing: nothing is lost on the way there and back. */
import fc from "../support/seeded-properties.js";
import { expect, it } from "vitest";
import { compareTemplates, defineTemplate, templateFromJson, templateJson, toCreateRequest } from "waypost";
import { templateInput } from "../support/template-arbitrary.js";

const definition = templateInput("notice_of_the_day");

it("a definition comes back from its JSON as it was", () => {
  fc.assert(
    fc.property(definition, (input) => {
      expect(() => defineTemplate(input as never)).not.toThrow();
      const read = templateFromJson(toCreateRequest(input));
      expect(read).toMatchObject({ ok: true, withoutSample: [] });
      if (read.ok) expect(read.input).toEqual(input);
    }),
    { numRuns: 400 },
  );
});

it("the JSON has one form, however its fields and components were ordered", () => {
  fc.assert(
    fc.property(definition, fc.infiniteStream(fc.nat()), (input, numbers) => {
      const json = toCreateRequest(input);
      const shuffled = shuffle(json, numbers);
      expect(JSON.stringify(templateJson(shuffled))).toBe(JSON.stringify(templateJson(json)));
      expect(compareTemplates(templateJson(shuffled)!, templateJson(json)!, { samples: true })).toEqual([]);
    }),
    { numRuns: 250 },
  );
});

it("whatever is put into the JSON, a definition that is given back says all of it", () => {
  fc.assert(
    fc.property(definition, fc.string({ minLength: 3 }), fc.nat(), (input, value, place) => {
      const json = structuredClone(templateJson(toCreateRequest(input))) as unknown as {
        readonly components: Record<string, unknown>[];
      };
      const component = json.components[place % json.components.length]!;
      const target = Array.isArray(component.buttons)
        ? (component.buttons[place % component.buttons.length] as Record<string, unknown>)
        : component;
      target.something_new = value;
      const read = templateFromJson(json);
      expect(read.ok).toBe(false);
      // And the JSON form, which is written instead, keeps it.
      expect(JSON.stringify(read.json)).toContain(JSON.stringify(value));
    }),
    { numRuns: 250 },
  );
});

/** Objects with their fields, and components, in another order. */
function shuffle(value: unknown, numbers: Iterator<number>): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => shuffle(item, numbers));
    const components = items.every((item) => typeof (item as { type?: unknown })?.type === "string");
    const unique = new Set(items.map((item) => (item as { type?: unknown })?.type)).size === items.length;
    const inBody = components && unique && items.some((item) => (item as { type: string }).type === "BODY");
    return inBody ? reorder(items, numbers) : items;
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    reorder(Object.entries(value), numbers).map(([name, item]) => [name, shuffle(item, numbers)]),
  );
}

function reorder<T>(items: readonly T[], numbers: Iterator<number>): T[] {
  return items
    .map((item) => ({ item, key: numbers.next().value as number }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}
