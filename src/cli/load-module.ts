import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { UsageError } from "./usage-error.js";

export type LoadedModule = Readonly<Record<string, unknown>>;

/**
 * Loads JSON, JavaScript or TypeScript. TypeScript by Node itself where it strips types (22.18, 24 and newer), else by
 * tsx or jiti, if the project has one of them.
 */
export async function loadModule(path: string, cwd: string): Promise<LoadedModule> {
  if (path.endsWith(".json")) return { default: parseJson(await readFile(path, "utf8"), path) };
  const url = pathToFileURL(path).href;
  if (!/\.[mc]?ts$/.test(path)) return (await import(url)) as LoadedModule;
  if ((process.features as { typescript?: unknown }).typescript || loadsTypeScript())
    return (await import(url)) as LoadedModule;
  return loadWithHelp(path, url, cwd);
}

/** The CLI itself may run under a loader (`node --import tsx`), which takes TypeScript without saying so. */
function loadsTypeScript(): boolean {
  const flags = [...process.execArgv, process.env.NODE_OPTIONS ?? ""].join(" ");
  return /\b(tsx|jiti|ts-node|esbuild-register)\b/.test(flags);
}

async function loadWithHelp(path: string, url: string, cwd: string): Promise<LoadedModule> {
  const require = createRequire(join(cwd, "package.json"));
  const find = (name: string): string | undefined => {
    try {
      return require.resolve(name);
    } catch {
      return undefined;
    }
  };
  const tsx = find("tsx/esm/api");
  if (tsx !== undefined) {
    const { tsImport } = (await import(pathToFileURL(asModule(tsx)).href)) as {
      tsImport: (url: string, parent: string) => Promise<LoadedModule>;
    };
    return tsImport(url, pathToFileURL(join(cwd, "package.json")).href);
  }
  const jiti = find("jiti");
  if (jiti !== undefined) {
    const module = (await import(pathToFileURL(asModule(jiti)).href)) as JitiModule & {
      default?: JitiModule;
    };
    const createJiti = module.createJiti ?? module.default?.createJiti;
    if (createJiti !== undefined)
      return createJiti(pathToFileURL(join(cwd, "package.json")).href).import(path);
  }
  throw new UsageError(
    `Node ${process.versions.node} cannot read TypeScript, which ${path} is.`,
    "Use Node 22.18 or newer, or install tsx or jiti (npm install --save-dev tsx), or keep templates as JSON.",
  );
}

interface JitiModule {
  readonly createJiti?: (parent: string) => { import(id: string): Promise<LoadedModule> };
}

/** `require.resolve` finds the CommonJS form; the form for `import` lies beside it. */
function asModule(path: string): string {
  const beside = path.replace(/\.cjs$/, ".mjs");
  return existsSync(beside) ? beside : path;
}

function parseJson(source: string, path: string): unknown {
  try {
    return JSON.parse(source);
  } catch (cause) {
    throw new UsageError(`${path} is no JSON: ${cause instanceof Error ? cause.message : "unreadable"}.`);
  }
}
