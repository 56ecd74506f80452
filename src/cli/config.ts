import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { BusinessOptions } from "waypost";
import type { CliIo } from "./cli-io.js";
import { type CliOption, type CliValues, textOf } from "./command.js";
import { loadModule } from "./load-module.js";
import { UsageError } from "./usage-error.js";

/** What the commands need to know. Every part may be missing; a command says which it needs. */
export interface CliConfig {
  readonly accessToken?: string | undefined;
  readonly phoneNumberId?: string | undefined;
  readonly businessAccountId?: string | undefined;
  readonly appSecret?: string | undefined;
  readonly verifyToken?: string | undefined;
  /** `sqlite:waypost.db`, a path, or `postgres://...`. */
  readonly store?: string | undefined;
  readonly namespace?: string | undefined;
  readonly baseUrl?: string | undefined;
  readonly apiVersion?: string | undefined;
  /** Files or folders with templates. */
  readonly templates?: readonly string[] | undefined;
  readonly business?: BusinessOptions | undefined;
  /** Domains that links should lead to (lint rule L23). */
  readonly domains?: readonly string[] | undefined;
}

type TextField = Exclude<keyof CliConfig, "templates" | "business" | "domains">;

/** Environment variable of each setting. */
export const ENVIRONMENT: Readonly<Record<TextField, string>> = {
  accessToken: "WAYPOST_ACCESS_TOKEN",
  phoneNumberId: "WAYPOST_PHONE_NUMBER_ID",
  businessAccountId: "WAYPOST_BUSINESS_ACCOUNT_ID",
  appSecret: "WAYPOST_APP_SECRET",
  verifyToken: "WAYPOST_VERIFY_TOKEN",
  store: "WAYPOST_STORE",
  namespace: "WAYPOST_NAMESPACE",
  baseUrl: "WAYPOST_BASE_URL",
  apiVersion: "WAYPOST_API_VERSION",
};

/** Flags of the settings. There is none for a token or a secret: a command line is seen by everybody on the machine. */
const FLAGS: Partial<Record<TextField, string>> = {
  phoneNumberId: "phone-number-id",
  businessAccountId: "business-account-id",
  store: "store",
  namespace: "namespace",
  baseUrl: "base-url",
  apiVersion: "api-version",
};

export const CONFIG_OPTION: Readonly<Record<string, CliOption>> = {
  config: {
    type: "string",
    value: "<file>",
    help: "settings file; default waypost.config.js, .mjs, .ts, .mts or .json here",
  },
};

/** Options of commands that talk to Graph. */
export const ACCOUNT_OPTIONS: Readonly<Record<string, CliOption>> = {
  "business-account-id": { type: "string", value: "<id>", help: "WhatsApp Business Account id" },
  "phone-number-id": { type: "string", value: "<id>", help: "id of the number, not the number" },
  "base-url": { type: "string", value: "<url>", help: "another Graph, for example of `waypost simulator`" },
  "api-version": { type: "string", value: "<v26.0>", help: "Graph version" },
  ...CONFIG_OPTION,
};

/** Options of commands that open a store. */
export const STORE_OPTIONS: Readonly<Record<string, CliOption>> = {
  store: { type: "string", value: "<url>", help: "sqlite:waypost.db, a path, or postgres://..." },
  namespace: { type: "string", value: "<name>", help: "brand that consent is given to" },
  ...CONFIG_OPTION,
};

const NAMES = ["js", "mjs", "cjs", "ts", "mts", "json"].map((ending) => `waypost.config.${ending}`);

/** Settings from flags, then the environment, then the settings file. */
export async function readConfig(values: CliValues, io: CliIo): Promise<CliConfig> {
  const file = await readFileConfig(textOf(values, "config"), io);
  const texts = Object.entries(ENVIRONMENT).map(([field, variable]) => {
    const flag = FLAGS[field as TextField];
    const given =
      (flag === undefined ? undefined : textOf(values, flag)) ??
      nonEmpty(io.env[variable]) ??
      file[field as TextField];
    return [field, given] as const;
  });
  return { ...file, ...Object.fromEntries(texts) };
}

async function readFileConfig(name: string | undefined, io: CliIo): Promise<CliConfig> {
  const path =
    name === undefined
      ? NAMES.map((candidate) => join(io.cwd, candidate)).find((candidate) => existsSync(candidate))
      : resolve(io.cwd, name);
  if (path === undefined) return {};
  if (!existsSync(path)) throw new UsageError(`There is no settings file ${name ?? path}.`);
  const loaded = await loadModule(path, io.cwd);
  const config = loaded.default ?? loaded;
  if (typeof config !== "object" || config === null)
    throw new UsageError(`The settings file ${path} exports no object.`, "Export the settings as default.");
  return config;
}

function nonEmpty(value: string | undefined): string | undefined {
  return value === undefined || value.trim() === "" ? undefined : value;
}

/** The setting, or an error that says where it can be given. */
export function need(config: CliConfig, field: TextField): string {
  const value = config[field];
  if (typeof value === "string" && value !== "") return value;
  const flag = FLAGS[field];
  throw new UsageError(
    `This needs ${field}.`,
    `Set ${ENVIRONMENT[field]}${flag === undefined ? "" : `, give --${flag}`}, or write it in waypost.config.js.`,
  );
}
