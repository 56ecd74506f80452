import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { formatFindings, LINT_RULES, lintTemplates } from "../../../src/templates/index.js";
import { body } from "./lint-cases.js";

const FINDINGS = lintTemplates([
  body("{{1}}, your order left our shop today."),
  body("Your order {{1}} is ready. Enjoy 20% off the next one.", { name: "ready" }),
]);

/** What the SARIF 2.1.0 schema asks of the parts that we write (OASIS, sarif-schema-2.1.0). */
const SARIF = {
  type: "object",
  required: ["version", "runs"],
  additionalProperties: false,
  properties: {
    $schema: { type: "string", format: "uri" },
    version: { const: "2.1.0" },
    runs: {
      type: "array",
      items: {
        type: "object",
        required: ["tool"],
        additionalProperties: false,
        properties: {
          columnKind: { enum: ["utf16CodeUnits", "unicodeCodePoints"] },
          tool: {
            type: "object",
            required: ["driver"],
            additionalProperties: false,
            properties: {
              driver: {
                type: "object",
                required: ["name"],
                additionalProperties: false,
                properties: {
                  name: { type: "string" },
                  informationUri: { type: "string", format: "uri" },
                  rules: {
                    type: "array",
                    uniqueItems: true,
                    items: {
                      type: "object",
                      required: ["id"],
                      additionalProperties: false,
                      properties: {
                        id: { type: "string" },
                        shortDescription: { $ref: "#/$defs/text" },
                        fullDescription: { $ref: "#/$defs/text" },
                        help: { $ref: "#/$defs/text" },
                        helpUri: { type: "string", format: "uri" },
                        defaultConfiguration: {
                          type: "object",
                          additionalProperties: false,
                          properties: { level: { enum: ["none", "note", "warning", "error"] } },
                        },
                      },
                    },
                  },
                },
              },
            },
          },
          results: {
            type: "array",
            items: {
              type: "object",
              required: ["message"],
              additionalProperties: false,
              properties: {
                ruleId: { type: "string" },
                ruleIndex: { type: "integer", minimum: -1 },
                level: { enum: ["none", "note", "warning", "error"] },
                message: { $ref: "#/$defs/text" },
                locations: {
                  type: "array",
                  items: {
                    type: "object",
                    additionalProperties: false,
                    properties: {
                      logicalLocations: {
                        type: "array",
                        uniqueItems: true,
                        items: {
                          type: "object",
                          additionalProperties: false,
                          properties: { fullyQualifiedName: { type: "string" }, kind: { type: "string" } },
                        },
                      },
                      physicalLocation: {
                        type: "object",
                        required: ["artifactLocation"],
                        additionalProperties: false,
                        properties: {
                          artifactLocation: {
                            type: "object",
                            additionalProperties: false,
                            properties: { uri: { type: "string" } },
                          },
                          region: {
                            type: "object",
                            additionalProperties: false,
                            properties: {
                              startLine: { type: "integer", minimum: 1 },
                              startColumn: { type: "integer", minimum: 1 },
                            },
                          },
                        },
                      },
                    },
                  },
                },
              },
            },
          },
        },
      },
    },
  },
  $defs: {
    text: {
      type: "object",
      required: ["text"],
      additionalProperties: false,
      properties: { text: { type: "string", minLength: 1 } },
    },
  },
};

describe("findings are shown", () => {
  it("as text, template by template, with the sum", () => {
    const text = formatFindings(FINDINGS, "text");
    expect(text).toMatch(
      /^order_shipped \(en\)\n {2}error {3}L15 {2}body: The text starts with a variable\./,
    );
    expect(text).toMatch(/\n\nready \(en\)\n {2}warning C01/);
    expect(text).toMatch(/\n\n1 error, 1 warning$/);
    expect(formatFindings([], "text")).toBe("0 errors, 0 warnings");
  });
  it("as text with places", () => {
    const text = formatFindings(FINDINGS, "text", { locate: () => ({ uri: "src/t.ts", line: 7 }) });
    expect(text).toContain("order_shipped (en)  src/t.ts:7");
  });
  it("as JSON, whole", () => {
    expect(JSON.parse(formatFindings(FINDINGS, "json"))).toEqual(FINDINGS);
  });
  it.each([
    ["without files", undefined],
    ["with files", () => ({ uri: "src/templates.ts", line: 3, column: 1 })],
    ["with files and no lines", () => ({ uri: "templates.json" })],
  ])("as SARIF 2.1.0 %s", (_, locate) => {
    const log = JSON.parse(formatFindings(FINDINGS, "sarif", { locate })) as {
      runs: {
        tool: { driver: { rules: { id: string }[] } };
        results: { ruleId: string; ruleIndex: number }[];
      }[];
    };
    const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(SARIF);
    validate(log);
    expect(validate.errors).toBeNull();
    const [run] = log.runs;
    expect(run?.tool.driver.rules.map(({ id }) => id)).toEqual(LINT_RULES.map(({ id }) => id));
    expect(run?.results.length).toBe(FINDINGS.length);
    for (const { ruleId, ruleIndex } of run?.results ?? [])
      expect(run?.tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
  });
});
