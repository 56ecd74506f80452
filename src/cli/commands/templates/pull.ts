import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { compareTemplates } from "waypost";
import { type Command, isSet, textOf } from "../../command.js";
import { ACCOUNT_OPTIONS, need, readConfig } from "../../config.js";
import { withWaypost } from "../../connect.js";
import { type AccountTemplate, accountTemplates } from "../../template-files/account-templates.js";
import { compare, DEFAULT_FOLDER, loadFile } from "../../template-files/load-templates.js";
import { templateJsonText, templateSource } from "../../template-files/template-source.js";
import { UsageError } from "../../usage-error.js";

/** What became of one file. `kept`: it says something else, and `--force` was not given. */
export interface PulledFile {
  readonly file: string;
  readonly name: string;
  readonly language: string;
  readonly result: "written" | "unchanged" | "kept";
  /** Why it is JSON, although TypeScript was asked for. */
  readonly notes: readonly string[];
}

export const templatesPull: Command = {
  name: "templates pull",
  summary: "Write the account's templates as typed definitions or as JSON",
  details: [
    "One file per name and language. A file that says what the account says is left as it is, however it says it; one that",
    "says something else is kept and named (exit code 1), unless --force is given. What a definition cannot say is written",
    "as Meta's JSON, with a warning. Only reads at Meta.",
  ].join("\n"),
  options: {
    out: { type: "string", value: "<dir>", help: `folder to write to; default ${DEFAULT_FOLDER}` },
    format: { type: "string", value: "<ts|json>", help: "ts (default): defineTemplate; json: Meta's JSON" },
    force: { type: "boolean", help: "write over files that say something else" },
    json: { type: "boolean", help: "print the result as JSON" },
    ...ACCOUNT_OPTIONS,
  },
  run: async ({ values, io }) => {
    const format = textOf(values, "format") ?? "ts";
    if (format !== "ts" && format !== "json") throw new UsageError("--format is ts or json.");
    const config = await readConfig(values, io);
    const templates = await withWaypost({ config, io, graph: true }, (waypost) =>
      accountTemplates(waypost, need(config, "businessAccountId")),
    );
    const folder = resolve(io.cwd, textOf(values, "out") ?? DEFAULT_FOLDER);
    await mkdir(folder, { recursive: true });
    const files: PulledFile[] = [];
    for (const template of templates.filter(({ status }) => status !== "DELETED"))
      files.push(await pullOne(template, { folder, format, force: isSet(values, "force"), cwd: io.cwd }));
    const stale = await staleFiles(folder, files, io.cwd);
    if (isSet(values, "json")) io.out(JSON.stringify({ files, stale }, undefined, 2));
    else {
      for (const { file, result, notes } of files) {
        if (result !== "unchanged") io.out(`${result.padEnd(9)} ${file}`);
        for (const note of notes) io.error(`warning: ${file}: ${note}`);
      }
      for (const file of stale) io.error(`warning: ${file}: the account has no such template any more`);
      const count = (result: string): number => files.filter((file) => file.result === result).length;
      io.out(
        `${String(files.length)} templates: ${String(count("written"))} written, ${String(count("unchanged"))} unchanged, ${String(count("kept"))} kept`,
      );
      if (count("kept") > 0) io.error("Kept files differ from the account. --force writes over them.");
    }
    return files.some(({ result }) => result === "kept") ? 1 : 0;
  },
};

async function pullOne(
  template: AccountTemplate,
  to: {
    readonly folder: string;
    readonly format: "ts" | "json";
    readonly force: boolean;
    readonly cwd: string;
  },
): Promise<PulledFile> {
  const { read } = template;
  const base = join(to.folder, fileName(template));
  const asCode = to.format === "ts" && read.ok;
  const path = `${base}.${asCode ? "ts" : "json"}`;
  const text = asCode ? templateSource(read.input, read.withoutSample) : templateJsonText(template.json);
  const notes =
    to.format === "ts" && !read.ok
      ? [`kept as JSON, for a definition cannot say all of it (${read.reasons.join("; ")})`]
      : [];
  const about = { file: relative(to.cwd, path), name: template.name, language: template.language, notes };
  const before = await contentOf(path);
  if (before === text) return { ...about, result: "unchanged" };
  if (before !== undefined && !to.force)
    return { ...about, result: (await says(path, template, to.cwd)) ? "unchanged" : "kept" };
  await writeFile(path, text);
  return { ...about, result: "written" };
}

async function contentOf(path: string): Promise<string | undefined> {
  return existsSync(path) ? readFile(path, "utf8") : undefined;
}

/** Whether the file says what the account says, in its own words. A file that cannot be read says nothing. */
async function says(path: string, template: AccountTemplate, cwd: string): Promise<boolean> {
  try {
    const locals = await loadFile(path, cwd);
    const local = locals.find(
      ({ name, language }) => name === template.name && language === template.language,
    );
    return local !== undefined && compareTemplates(local.json, template.json).length === 0;
  } catch {
    return false;
  }
}

/** Names of templates may be longer than names of files. */
function fileName({ name, language }: { readonly name: string; readonly language: string }): string {
  const short =
    name.length <= 150
      ? name
      : `${name.slice(0, 130)}_${createHash("sha256").update(name).digest("hex").slice(0, 12)}`;
  return `${short}.${language.replace(/[^A-Za-z0-9_-]/g, "_")}`;
}

/** Files of the folder that an earlier pull wrote, and for which the account has no template any more. */
async function staleFiles(
  folder: string,
  files: readonly PulledFile[],
  cwd: string,
): Promise<readonly string[]> {
  const current = new Set(files.map(({ file }) => file));
  return (await readdir(folder))
    .filter((name) => /^[a-z0-9_]+\.[A-Za-z0-9_-]+\.(ts|json)$/.test(name))
    .map((name) => relative(cwd, join(folder, name)))
    .filter((file) => !current.has(file))
    .sort(compare);
}
