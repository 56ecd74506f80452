import { existsSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { ValidationError } from "waypost";
import { loadModule } from "../load-module.js";
import { UsageError } from "../usage-error.js";
import { type LocalTemplate, localTemplate } from "./local-template.js";

/** Where templates are looked for when nobody says where. */
export const DEFAULT_FOLDER = "templates";

/**
 * All templates of the files and folders, by name and language. Each file is JSON, JavaScript or TypeScript; of a module
 * every exported template counts.
 */
export async function loadTemplates(
  paths: readonly string[] | undefined,
  cwd: string,
): Promise<readonly LocalTemplate[]> {
  const asked = paths === undefined || paths.length === 0 ? [DEFAULT_FOLDER] : paths;
  const files = (await Promise.all(asked.map((path) => filesAt(resolve(cwd, path), path)))).flat();
  const found: LocalTemplate[] = [];
  for (const file of [...new Set(files)].sort()) found.push(...(await loadFile(file, cwd)));
  const byKey = new Map<string, LocalTemplate>();
  for (const template of found) {
    const key = `${template.name} (${template.language})`;
    const before = byKey.get(key);
    if (before !== undefined)
      throw new UsageError(`${key} stands in ${before.file} and in ${template.file}.`, "Keep one of them.");
    byKey.set(key, template);
  }
  return [...byKey.values()].sort((a, b) => compare(a.name, b.name) || compare(a.language, b.language));
}

/** The order in which everything is shown and written, the same on every machine. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

const READ = /\.(json|[mc]?js|[mc]?ts)$/;
const NOT_READ = /\.d\.[mc]?ts$|\.(test|spec)\.[mc]?[jt]s$/;

async function filesAt(path: string, given: string): Promise<readonly string[]> {
  if (!existsSync(path))
    throw new UsageError(`There is no file or folder ${given}.`, "Name your template files.");
  if (!(await stat(path)).isDirectory()) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && READ.test(entry.name) && !NOT_READ.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !file.includes("node_modules"));
}

/** Templates of one file. Named by its path from `cwd`. */
export async function loadFile(file: string, cwd: string): Promise<readonly LocalTemplate[]> {
  const name = relative(cwd, file) || file;
  let module: Readonly<Record<string, unknown>>;
  try {
    module = await loadModule(file, cwd);
  } catch (error) {
    if (UsageError.is(error)) throw error;
    if (ValidationError.is(error)) throw new UsageError(`${name}: ${error.message}`);
    throw new UsageError(
      `${name} cannot be loaded: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  const seen = new Set<unknown>();
  return Object.values(module)
    .flatMap((value) => candidates(value))
    .filter((value) => !seen.has(value) && seen.add(value))
    .flatMap((value) => localTemplate(value, name) ?? []);
}

/** A template, a list of them, or an object that holds some. */
function candidates(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value as unknown[];
  if (typeof value !== "object" || value === null) return [];
  const looksLikeOne = typeof (value as { name?: unknown }).name === "string";
  if (looksLikeOne) return [value];
  const items: readonly unknown[] = Object.values(value as Readonly<Record<string, unknown>>);
  return items.flatMap((item) => (Array.isArray(item) ? (item as unknown[]) : [item]));
}
