import { describe, expect, it } from "vitest";
import { LINT_RULES, lintTemplate, lintTemplates, type LintOptions } from "../../../src/templates/index.js";
import { createSimulator, graph } from "../simulator/harness.js";
import { body, CASES, type LintCase, request } from "./lint-cases.js";
import { RULES } from "../../../src/templates/lint/rules.js";

const findings = ({ rule, after = [], options = {} }: LintCase, template: LintCase["fails"]) =>
  lintTemplates([...after, template], options).filter(
    (finding) => finding.rule === rule && finding.template.name === (template as { name?: string }).name,
  );

describe("every rule has a case that fails and one that passes", () => {
  it.each(LINT_RULES.map(({ id }) => id))("%s", (id) => {
    expect(CASES.some(({ rule }) => rule === id)).toBe(true);
  });
  it("errors that Meta raises at creation name their subcode, as far as there is one", () => {
    const known = new Set(RULES.flatMap(({ subcodes = [] }) => subcodes));
    for (const code of [
      2388299, 2388293, 2388040, 2388047, 2388072, 2388073, 2388019, 2388043, 2388023, 2388039,
    ])
      expect(known).toContain(code);
  });
});

describe.each(CASES.map((item) => [`${item.rule}: ${item.about}`, item] as const))("%s", (_, item) => {
  it("is found", () => {
    const found = findings(item, item.fails);
    expect(found.map(({ severity }) => severity)).toContain(item.severity);
    for (const { message, fix, docsUrl } of found) {
      expect(message).toMatch(/\.$/);
      expect(fix).toMatch(/\.$/);
      expect(docsUrl.endsWith(`#${item.rule.toLowerCase()}`)).toBe(true);
    }
  });
  it("its neighbour passes", () => {
    expect(findings(item, item.passes).filter(({ severity }) => severity === item.severity)).toEqual([]);
  });
  const rule = RULES.find(({ id }) => id === item.rule);
  it.runIf(rule?.refusedBy === "creation" && item.severity === "error")(
    "the simulator refuses the one and takes the other",
    async () => {
      const sim = createSimulator();
      const path = `/${sim.credentials.businessAccountId}/message_templates`;
      const refused = await graph(sim, "POST", path, item.fails);
      expect(refused.json).toMatchObject({ error: { code: 100 } });
      expect(refused.json.error.error_subcode).toBe(item.subcode);
      const taken = await graph(sim, "POST", path, item.passes);
      expect(taken.json.error).toBeUndefined();
    },
  );
});

describe("rules that need an account or a business say nothing without", () => {
  it.each(CASES.filter(({ options }) => options !== undefined).map((item) => [item.rule, item] as const))(
    "%s",
    (id, { fails }) => {
      expect(lintTemplate(fails).filter(({ rule }) => rule === id)).toEqual([]);
    },
  );
});

describe("what the caller may change", () => {
  const promotional = body("Your order {{1}} is ready. Enjoy 20% off the next one.");
  it("the severity of a rule, or whether it runs", () => {
    const severity = (rules: LintOptions["rules"]) =>
      lintTemplate(promotional, { rules }).find(({ rule }) => rule === "C01")?.severity;
    expect([severity({}), severity({ C01: "error" }), severity({ C01: "off" })]).toEqual([
      "warning",
      "error",
      undefined,
    ]);
  });
  it("who reads the language", () => {
    const rules = lintTemplate(request(), { detectLanguage: () => "fr" }).map(({ rule }) => rule);
    expect(rules).toContain("L21");
  });
});

describe("whatever it is given, it answers", () => {
  it.each([
    [{}],
    [{ name: "x" }],
    [{ name: 1, components: "x" }],
    [{ category: "UTILITY", components: [null, 1, { type: 5 }, { type: "BODY", text: 7 }] }],
    [{ category: "utility", body: 5 }],
    [
      {
        components: [
          { type: "CAROUSEL", cards: [null, { components: [{ type: "BUTTONS", buttons: [null] }] }] },
        ],
      },
    ],
    [{ status: "APPROVED", name: "only_a_webhook_told_of_it", language: "en" }],
    [null],
  ])("%j", (template) => {
    expect(Array.isArray(lintTemplate(template as never))).toBe(true);
  });
});
