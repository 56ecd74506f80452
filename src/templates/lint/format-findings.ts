import type { LintFinding } from "./lint-finding.js";
import { type FindingLocation, sarifLog } from "./sarif-log.js";

/** How findings are written. */
export interface FormatOptions {
  /** Where a finding stands in a file, for SARIF and text. */
  readonly locate?: ((finding: LintFinding) => FindingLocation | undefined) | undefined;
}

/**
 * Findings for people (`text`), for programs (`json`) or for code scanning (`sarif`, version 2.1.0). The same findings
 * give the same text.
 */
export function formatFindings(
  findings: readonly LintFinding[],
  format: "text" | "json" | "sarif",
  options: FormatOptions = {},
): string {
  switch (format) {
    case "json":
      return JSON.stringify(findings, undefined, 2);
    case "sarif":
      return JSON.stringify(sarifLog(findings, options.locate), undefined, 2);
    case "text":
      return textOf(findings, options);
  }
}

function textOf(findings: readonly LintFinding[], { locate }: FormatOptions): string {
  const count = (severity: string): number =>
    findings.filter((finding) => finding.severity === severity).length;
  const lines: string[] = [];
  let heading = "";
  for (const finding of findings) {
    const location = locate?.(finding);
    const { name, language } = finding.template;
    const next = `${name} (${language})${location === undefined ? "" : `  ${place(location)}`}`;
    if (next !== heading) lines.push(...(heading === "" ? [] : [""]), next);
    heading = next;
    const field = finding.field === undefined ? "" : `${finding.field}: `;
    lines.push(`  ${finding.severity.padEnd(7)} ${finding.rule}  ${field}${finding.message} ${finding.fix}`);
  }
  const sum = `${plural(count("error"), "error")}, ${plural(count("warning"), "warning")}`;
  return [...lines, ...(lines.length === 0 ? [] : [""]), sum].join("\n");
}

function place({ uri, line }: FindingLocation): string {
  return line === undefined ? uri : `${uri}:${String(line)}`;
}

function plural(count: number, noun: string): string {
  return `${String(count)} ${noun}${count === 1 ? "" : "s"}`;
}
