import fc from "../support/seeded-properties.js";
import { expect, it } from "vitest";
import { ValidationError } from "../../src/core/index.js";
import { bindTemplate, defineTemplate, renderTemplate } from "../../src/templates/index.js";

const template = defineTemplate({
  name: "t",
  language: "en",
  category: "utility",
  body: "Dear {{who}}, about {{what}}: all is well.",
  examples: { who: "a", what: "b" },
});
const value = fc.string({ unit: "binary", minLength: 1, maxLength: 300 });

it("what binds is rendered whole; what Meta would refuse does not bind", () => {
  fc.assert(
    fc.property(value, value, (who, what) => {
      const bound = bindTemplate(template, { who, what });
      const bad = [who, what].some(
        (text) => text.trim() === "" || /[\n\r\t\v\f\u2028\u2029]| {5,}/.test(text),
      );
      if (bad) expect(bound.ok).toBe(false);
      if (bound.ok) {
        const { body } = renderTemplate(template, { who, what });
        expect(body).toBe(`Dear ${who}, about ${what}: all is well.`);
      }
    }),
    { numRuns: 2_000 },
  );
});

it("defineTemplate throws its own error or nothing, whatever it is given", () => {
  fc.assert(
    fc.property(
      fc.record({
        name: fc.string(),
        language: fc.constantFrom("en", "x", "en_US"),
        category: fc.constantFrom("utility", "marketing", "authentication", "x"),
        body: fc.oneof(
          fc.string({ unit: fc.constantFrom("{", "}", "{{", "}}", "a", "1", " ", "{{a}}", "word ") }),
          fc.jsonValue(),
        ),
        footer: fc.option(fc.jsonValue(), { nil: undefined }),
        buttons: fc.option(fc.jsonValue(), { nil: undefined }),
        header: fc.option(fc.jsonValue(), { nil: undefined }),
        examples: fc.option(fc.jsonValue(), { nil: undefined }),
      }),
      (input) => {
        try {
          defineTemplate(input as never);
        } catch (error) {
          expect(ValidationError.is(error)).toBe(true);
        }
      },
    ),
    { numRuns: 3_000 },
  );
});
