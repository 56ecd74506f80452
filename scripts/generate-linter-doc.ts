/**
 * Writes docs/linter.md: one heading per rule, so that every `docsUrl` of a finding has its anchor.
 *
 *   npm run docs:linter             writes the page
 *   npm run docs:linter -- --check  fails when the page is not up to date
 */
import { readFileSync, writeFileSync } from "node:fs";
import { RULES } from "../src/templates/lint/rules.js";

const PAGE = new URL("../docs/linter.md", import.meta.url);

const INTRODUCTION = `# The template linter

What Meta would refuse in a template, and what costs its category, its quality or the trust of people.

\`\`\`ts
import { adviseCategory, formatFindings, lintTemplate, lintTemplates } from "waypost";

lintTemplate(orderShipped);                       // a definition, or Meta's JSON of a template
const findings = lintTemplates([orderShipped], {
  business: { names: ["Asha Stores"], domains: ["asha.example"] },
  account: { templates: await waypost.templates.list(), templateLimit: 250 },
  countries: ["IN", "KR"],
  now: Date.now(),
  rules: { C10: "off", M01: "error" },
});
console.log(formatFindings(findings, "text"));    // or "json", or "sarif" (2.1.0)

adviseCategory(orderShipped);                     // { category: "utility", strength: "strong", reasons: [...] }
\`\`\`

- A finding has \`rule\`, \`severity\`, \`message\`, \`fix\`, \`docsUrl\`, \`template\`, and where it can the \`field\` and the \`words\`.
- **Errors at creation** are what Meta refuses at once. \`defineTemplate\` throws [\`INVALID_TEMPLATE\`](errors.md#invalid_template) for them, and
  the simulator refuses them with the same subcode.
- **Errors in review** are what Meta's reviewers refuse. They are guesses from words and links: the linter reports them, \`defineTemplate\` does not throw.
- **Warnings** stop nothing. \`orderShipped.warnings\` has all of them, found when first asked for.
- Rules that need an account or a business say nothing without it: L02 to L05, L23, M02, M07.
- Words are looked up in lists of ours for up to thirty-five languages. They come from common usage; native readers have not gone over most of them
  yet. In other languages the rules on words find nothing.
- The language of a text (L21) is told from its script and its small words: silent rather than wrong. \`detectLanguage\` takes another reader.

## Category advice

\`adviseCategory\` reads a template by Meta's criteria: one-time codes are authentication; what names an order, an account or an appointment and promotes
nothing is utility; all else, and any mixture, is marketing. \`reasons\` names the rule and the words that decided, then what stands against it.
\`strength\` is \`weak\` when reasons stand against each other or there is none. Meta's own reading decides.
`;

const GROUPS = [
  { letter: "L", title: "Format", text: "What a template may look like." },
  { letter: "C", title: "Category", text: "What makes Meta read a utility template as something else." },
  { letter: "M", title: "Content", text: "What people, laws and reviewers expect." },
];

const BY = { creation: "Refused at creation", review: "Refused in review" };

function page(): string {
  const sections = GROUPS.map(({ letter, title, text }) => {
    const rules = RULES.filter(({ id }) => id.startsWith(letter)).map(
      ({ id, severity, title: headline, why, fix, refusedBy, subcodes = [] }) => {
        const facts = [
          severity === "error" ? "Error" : "Warning",
          ...(refusedBy === undefined ? [] : [BY[refusedBy]]),
          ...(subcodes.length === 0 ? [] : [`subcode ${subcodes.join(", ")}`]),
        ];
        return `### ${id.toLowerCase()}\n\n**${headline}.** ${facts.join(". ")}.\n\n${why}\n\nTo do: ${fix}\n`;
      },
    );
    return `## ${title}\n\n${text}\n\n${rules.join("\n")}`;
  });
  return `${INTRODUCTION}\n${sections.join("\n")}`;
}

const text = page();
if (process.argv.includes("--check")) {
  if (readFileSync(PAGE, "utf8") !== text) {
    console.error("docs/linter.md is not up to date: npm run docs:linter");
    process.exit(1);
  }
} else writeFileSync(PAGE, text);
