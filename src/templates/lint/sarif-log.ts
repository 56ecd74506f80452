import { lintDocsUrl } from "./lint-docs-url.js";
import type { LintFinding } from "./lint-finding.js";
import { RULES } from "./rules.js";

/** A place in a file. */
export interface FindingLocation {
  /** Relative to the root of the repository, with forward slashes. */
  readonly uri: string;
  /** From 1. */
  readonly line?: number | undefined;
  readonly column?: number | undefined;
}

const SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/** The findings as a log of SARIF 2.1.0 (OASIS). A finding without a file stands at its template's name. */
export function sarifLog(
  findings: readonly LintFinding[],
  locate: (finding: LintFinding) => FindingLocation | undefined = () => undefined,
): Record<string, unknown> {
  return {
    $schema: SCHEMA,
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "waypost",
            informationUri: "https://github.com/waypost-sdk/waypost",
            rules: RULES.map(({ id, title, why, fix, severity }) => ({
              id,
              shortDescription: { text: title },
              fullDescription: { text: why },
              help: { text: fix },
              helpUri: lintDocsUrl(id),
              defaultConfiguration: { level: severity },
            })),
          },
        },
        columnKind: "utf16CodeUnits",
        results: findings.map((finding) => resultOf(finding, locate(finding))),
      },
    ],
  };
}

function resultOf(finding: LintFinding, location: FindingLocation | undefined): Record<string, unknown> {
  const { rule, severity, message, fix, template, field } = finding;
  const name = [`${template.name}/${template.language}`, ...(field === undefined ? [] : [field])].join("#");
  const index = RULES.findIndex(({ id }) => id === rule);
  return {
    ruleId: rule,
    ...(index < 0 ? {} : { ruleIndex: index }),
    level: severity,
    message: { text: `${message} ${fix}` },
    locations: [
      {
        logicalLocations: [{ fullyQualifiedName: name, kind: "resource" }],
        ...(location === undefined ? {} : { physicalLocation: physical(location) }),
      },
    ],
  };
}

function physical({ uri, line, column }: FindingLocation): Record<string, unknown> {
  return {
    artifactLocation: { uri },
    ...(line === undefined
      ? {}
      : { region: { startLine: line, ...(column === undefined ? {} : { startColumn: column }) } }),
  };
}
