import { type Command, isSet } from "../../command.js";
import { ACCOUNT_OPTIONS, need, readConfig } from "../../config.js";
import { withWaypost } from "../../connect.js";
import { type AccountTemplate, accountTemplates } from "../../template-files/account-templates.js";
import { loadTemplates } from "../../template-files/load-templates.js";

export const templatesStatus: Command = {
  name: "templates status",
  summary: "Show status, category and quality of the account's templates",
  args: "[files or folders...]",
  details:
    "With files only their templates, and exit code 1 when one of them cannot be sent now. Only reads.",
  takesFiles: true,
  options: { json: { type: "boolean", help: "print as JSON" }, ...ACCOUNT_OPTIONS },
  run: async ({ values, files, io }) => {
    const config = await readConfig(values, io);
    const locals = files.length > 0 ? await loadTemplates(files, io.cwd) : undefined;
    const all = await withWaypost({ config, io, graph: true }, (waypost) =>
      accountTemplates(waypost, need(config, "businessAccountId")),
    );
    const rows =
      locals === undefined
        ? all.map(rowOf)
        : locals.map(({ name, language }) => {
            const found = all.find((item) => item.name === name && item.language === language);
            return found === undefined
              ? {
                  name,
                  language,
                  status: "MISSING",
                  category: "",
                  quality: "",
                  note: "create it with templates push",
                }
              : rowOf(found);
          });
    if (isSet(values, "json")) io.out(JSON.stringify(rows, undefined, 2));
    else for (const line of table(rows)) io.out(line);
    const unsendable = rows.some(({ status }) => status !== "APPROVED");
    return locals !== undefined && unsendable ? 1 : 0;
  },
};

interface Row {
  readonly name: string;
  readonly language: string;
  readonly status: string;
  readonly category: string;
  readonly quality: string;
  readonly note: string;
}

function rowOf(template: AccountTemplate): Row {
  const { name, language, status, category, quality, correctCategory, previousCategory, reason } = template;
  const notes = [
    reason === undefined ? "" : `rejected: ${reason}`,
    correctCategory === undefined || correctCategory === category
      ? ""
      : `Meta will make it ${correctCategory}`,
    previousCategory === undefined || previousCategory === category ? "" : `was ${previousCategory}`,
  ];
  return { name, language, status, category, quality, note: notes.filter((note) => note !== "").join("; ") };
}

function table(rows: readonly Row[]): readonly string[] {
  if (rows.length === 0) return ["no templates"];
  const columns = ["name", "language", "status", "category", "quality", "note"] as const;
  const widths = columns.map((column) => Math.max(column.length, ...rows.map((row) => row[column].length)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join("  ")
      .trimEnd();
  return [line(columns), ...rows.map((row) => line(columns.map((column) => row[column])))];
}
