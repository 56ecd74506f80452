import { createReadStream } from "node:fs";
import { resolve } from "node:path";
import type { ImportOptions } from "waypost";
import { type CliValues, type Command, isSet, textOf, textsOf } from "../command.js";
import { readConfig, STORE_OPTIONS } from "../config.js";
import { withWaypost } from "../connect.js";
import { UsageError } from "../usage-error.js";

export const consentImport: Command = {
  name: "consent import",
  summary: "Read opt-ins and opt-outs of another system into the registry",
  args: "<file>",
  details: [
    "Only the registry is written; nobody is written to. Imported opt-ins are unverified and never lift an opt-out. The same",
    "--batch goes on where an earlier run ended. Exit code 1 when rows were refused; they are named by line.",
  ].join("\n"),
  takesFiles: true,
  options: {
    format: { type: "string", value: "<csv|jsonl>", help: "default by the file's ending" },
    batch: { type: "string", value: "<id>", help: "names this import for good" },
    source: { type: "string", value: "<text>", help: "where the opt-ins were collected" },
    from: { type: "string", value: "<date>", help: "first day of collection" },
    until: { type: "string", value: "<date>", help: "last day of collection" },
    "attested-by": { type: "string", value: "<who>", help: "who in the business answers for it" },
    column: { type: "string", value: "<field=column>", multiple: true, help: "column of a field" },
    default: { type: "string", value: "<field=value>", multiple: true, help: "for rows that do not say it" },
    scope: { type: "string", value: "<scope>", multiple: true, help: "scopes of rows that do not say it" },
    "dry-run": { type: "boolean", help: "read and check everything, write nothing" },
    json: { type: "boolean", help: "print the report as JSON" },
    ...STORE_OPTIONS,
  },
  run: async ({ values, files, io }) => {
    const [file, another] = files;
    if (file === undefined || another !== undefined) throw new UsageError("This needs one file.");
    const options = importOptions(values, file);
    const config = await readConfig(values, io);
    const report = await withWaypost({ config, io, store: true }, async (waypost, store) => {
      await store.init();
      return waypost.consent.import(createReadStream(resolve(io.cwd, file)), options);
    });
    if (isSet(values, "json")) io.out(JSON.stringify(report, undefined, 2));
    else {
      for (const { line, field, problem } of report.errors)
        io.error(`${file}:${String(line)}: ${field}: ${problem}`);
      io.out(
        `${report.dryRun ? "Dry run: " : ""}${String(report.rows)} rows, ${String(report.stored)} stored, ${String(report.alreadyStored)} known, ${String(report.invalid)} refused`,
      );
    }
    return report.invalid === 0 ? 0 : 1;
  },
};

function importOptions(values: CliValues, file: string): ImportOptions {
  const format = textOf(values, "format") ?? (file.endsWith(".csv") ? "csv" : "jsonl");
  const scopes = textsOf(values, "scope");
  return {
    format: format as ImportOptions["format"],
    batch: {
      id: textOf(values, "batch") ?? "",
      source: textOf(values, "source") ?? "",
      collectedFrom: textOf(values, "from") ?? "",
      collectedTo: textOf(values, "until") ?? "",
      attestedBy: textOf(values, "attested-by") ?? "",
    },
    columns: pairs(values, "column"),
    defaults: {
      ...pairs(values, "default"),
      ...(scopes.length === 0 ? {} : { scopes: scopes as NonNullable<ImportOptions["defaults"]>["scopes"] }),
    },
    dryRun: isSet(values, "dry-run"),
  };
}

function pairs(values: CliValues, name: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    textsOf(values, name).map((pair) => {
      const at = pair.indexOf("=");
      if (at < 1) throw new UsageError(`--${name} is field=value.`);
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}
