/** Runs the command: in this process with a world of its own, or as a child process as people do. */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Simulator } from "waypost/simulator";
import { runCli } from "../../src/cli/run-cli.js";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

export interface CliRun {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface CliSetting {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  /** What somebody at the terminal answers; nobody is there unless given. */
  readonly answers?: boolean;
  readonly now?: number;
}

/** In this process. */
export async function cli(args: readonly string[], setting: CliSetting): Promise<CliRun> {
  const out: string[] = [];
  const err: string[] = [];
  const { answers } = setting;
  const code = await runCli(args, {
    out: (text) => void out.push(text),
    error: (text) => void err.push(text),
    env: setting.env ?? {},
    cwd: setting.cwd,
    now: () => setting.now ?? new Date().getTime(),
    readInput: async () => setting.input ?? "",
    lines: async function* () {
      await Promise.resolve();
      yield* (setting.input ?? "").split("\n");
    },
    confirm: answers === undefined ? undefined : async () => answers,
    interrupted: async () => undefined,
  });
  return { code, out: out.join("\n"), err: err.join("\n") };
}

/** As a child process, from the sources. */
export function spawnCli(args: readonly string[], setting: CliSetting): Promise<CliRun> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ["--import", "tsx", join(ROOT, "src/cli/main.ts"), ...args],
      {
        cwd: setting.cwd,
        env: { PATH: process.env.PATH, TSX_TSCONFIG_PATH: join(ROOT, "tsconfig.json"), ...setting.env },
      },
      (_error, out, err) => {
        resolve({ code: child.exitCode ?? -1, out, err });
      },
    );
    child.stdin?.end(setting.input ?? "");
  });
}

/** What points the command at a simulator that listens. */
export function environmentOf(sim: Simulator, url: string): Record<string, string> {
  const { accessToken, phoneNumberId, businessAccountId, appSecret, verifyToken } = sim.credentials;
  return {
    WAYPOST_BASE_URL: url,
    WAYPOST_ACCESS_TOKEN: accessToken,
    WAYPOST_PHONE_NUMBER_ID: phoneNumberId,
    WAYPOST_BUSINESS_ACCOUNT_ID: businessAccountId,
    WAYPOST_APP_SECRET: appSecret,
    WAYPOST_VERIFY_TOKEN: verifyToken,
  };
}

/** A folder inside the project, so that template files find `waypost` and tsx as in a user's project. */
export function scratchFolder(): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(ROOT, "test/contract/.cli-"));
  return {
    path,
    remove: () => {
      rmSync(path, { recursive: true, force: true });
    },
  };
}
