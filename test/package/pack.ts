import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

export interface PackedProject {
  readonly folder: string;
  /** Writes a file and runs it with Node: the one that runs the tests, or a version through the npm package `node`. */
  run(file: string, source: string, nodeVersion?: string): Promise<string>;
  /** Runs the package's own command in the project. */
  command(args: readonly string[]): Promise<{ readonly code: number; readonly stdout: string }>;
  /** Type-checks a file as a consumer with this module resolution would. */
  typecheck(file: string, source: string, options: Readonly<Record<string, string>>): Promise<void>;
  remove(): Promise<void>;
}

/** Packs what would be published and installs it in an empty project, as a user does. */
export async function packedProject(): Promise<PackedProject> {
  const folder = await mkdtemp(join(tmpdir(), "waypost-package-"));
  const { stdout } = await run("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder], {
    cwd: ROOT,
  });
  const [packed] = JSON.parse(stdout) as { filename: string }[];
  await writeFile(
    join(folder, "package.json"),
    JSON.stringify({ name: "consumer", version: "1.0.0", private: true }),
  );
  const install = [
    "install",
    "--no-audit",
    "--no-fund",
    "--prefer-offline",
    join(folder, packed?.filename ?? ""),
  ];
  await run("npm", install, { cwd: folder });
  return {
    folder,
    run: async (file, source, nodeVersion) => {
      await writeFile(join(folder, file), source);
      const [command, args] =
        nodeVersion === undefined ? [process.execPath, [file]] : ["npx", ["-y", `node@${nodeVersion}`, file]];
      return (await run(command, args, { cwd: folder })).stdout;
    },
    command: async (args) => {
      const command = join(folder, "node_modules/.bin/waypost");
      try {
        return { code: 0, stdout: (await run(command, [...args], { cwd: folder })).stdout };
      } catch (error) {
        const { code, stdout } = error as { code: number; stdout: string };
        return { code, stdout };
      }
    },
    typecheck: async (file, source, options) => {
      await mkdir(join(folder, "node_modules/@types"), { recursive: true });
      await cp(join(ROOT, "node_modules/@types/node"), join(folder, "node_modules/@types/node"), {
        recursive: true,
      });
      await cp(join(ROOT, "node_modules/undici-types"), join(folder, "node_modules/undici-types"), {
        recursive: true,
      });
      await writeFile(join(folder, file), source);
      const flags = Object.entries({ target: "es2022", lib: "es2023", types: "node", ...options }).flatMap(
        ([name, value]) => [`--${name}`, value],
      );
      await run(
        process.execPath,
        [
          join(ROOT, "node_modules/typescript/bin/tsc"),
          "--noEmit",
          "--strict",
          "--skipLibCheck",
          ...flags,
          file,
        ],
        { cwd: folder },
      );
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
