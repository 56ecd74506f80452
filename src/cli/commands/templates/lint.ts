import { formatFindings, type LintFinding, type LintOptions, lintTemplates } from "waypost";
import type { CliConfig } from "../../config.js";
import { type Command, isSet, textOf, textsOf } from "../../command.js";
import { CONFIG_OPTION, readConfig } from "../../config.js";
import { loadTemplates } from "../../template-files/load-templates.js";
import type { LocalTemplate } from "../../template-files/local-template.js";
import { UsageError } from "../../usage-error.js";

const FORMATS = ["text", "json", "sarif"] as const;

export const templatesLint: Command = {
  name: "templates lint",
  summary: "Say what Meta would refuse in template files, and what costs category or quality",
  args: "[files or folders...]",
  details: [
    "Asks nobody: needs no account. Exit code 1 for an error, and with --strict for a warning too. Each finding links to its",
    "rule.",
  ].join("\n"),
  takesFiles: true,
  options: {
    format: { type: "string", value: "<text|json|sarif>", help: "default text; sarif for code scanning" },
    json: { type: "boolean", help: "the same as --format json" },
    strict: { type: "boolean", help: "warnings count as errors" },
    off: { type: "string", value: "<rule>", multiple: true, help: "leave a rule out, for example L24" },
    domain: {
      type: "string",
      value: "<domain>",
      multiple: true,
      help: "domain that links should lead to (L23)",
    },
    ...CONFIG_OPTION,
  },
  run: async ({ values, files, io }) => {
    const format = isSet(values, "json") ? "json" : (textOf(values, "format") ?? "text");
    if (!isFormat(format)) throw new UsageError(`--format is one of ${FORMATS.join(", ")}.`);
    const config = await readConfig(values, io);
    const locals = await loadTemplates(files.length > 0 ? files : config.templates, io.cwd);
    const findings = lintLocals(locals, config, {
      rules: Object.fromEntries(textsOf(values, "off").map((rule) => [rule, "off"])),
      domains: textsOf(values, "domain"),
    });
    io.out(formatFindings(findings, format, { locate: locator(locals) }));
    const counts = isSet(values, "strict") ? findings : errorsOf(findings);
    return counts.length === 0 ? 0 : 1;
  },
};

/** Findings in template files, by what the settings tell of the business. */
export function lintLocals(
  locals: readonly LocalTemplate[],
  config: CliConfig,
  { rules = {}, domains = [] }: { rules?: LintOptions["rules"]; domains?: readonly string[] } = {},
): readonly LintFinding[] {
  const known = [...domains, ...(config.domains ?? [])];
  return lintTemplates(
    locals.map(({ definition, json }) => definition ?? json),
    {
      business: {
        ...(config.business === undefined ? {} : { names: [config.business.name] }),
        ...(known.length === 0 ? {} : { domains: known }),
      },
      rules,
    },
  );
}

export function errorsOf(findings: readonly LintFinding[]): readonly LintFinding[] {
  return findings.filter(({ severity }) => severity === "error");
}

/** Where a finding stands: the file of its template. */
export function locator(locals: readonly LocalTemplate[]) {
  return ({ template }: LintFinding): { readonly uri: string } | undefined => {
    const local = locals.find(
      ({ name, language }) => name === template.name && language === template.language,
    );
    return local && { uri: local.file.replaceAll("\\", "/") };
  };
}

function isFormat(value: string): value is (typeof FORMATS)[number] {
  return (FORMATS as readonly string[]).includes(value);
}
