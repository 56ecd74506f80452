import type { CliIo } from "./cli-io.js";

/** One option of a command, as `node:util` parseArgs takes it, with what the help says. */
export interface CliOption {
  readonly type: "string" | "boolean";
  readonly short?: string;
  /** May be given several times. */
  readonly multiple?: boolean;
  /** What stands for the value in the help: `<dir>`. */
  readonly value?: string;
  readonly help: string;
}

export type CliValues = Readonly<
  Record<string, string | boolean | readonly (string | boolean)[] | undefined>
>;

/** What a command gets. */
export interface CommandInput {
  readonly values: CliValues;
  readonly files: readonly string[];
  readonly io: CliIo;
}

/** One command of `waypost`. */
export interface Command {
  /** `templates pull`. */
  readonly name: string;
  /** One line. */
  readonly summary: string;
  /** What stands behind the name: `[files...]`. */
  readonly args?: string;
  /** More for its own help. */
  readonly details?: string;
  /** Whether files (or other words) may follow. */
  readonly takesFiles?: boolean;
  readonly options: Readonly<Record<string, CliOption>>;
  readonly run: (input: CommandInput) => Promise<ExitCode>;
}

/** 0: done, nothing found. 1: findings, differences, a refusal, a failure. 2: used wrongly. */
export type ExitCode = 0 | 1 | 2;

/** The value of an option that takes a text. */
export function textOf(values: CliValues, name: string): string | undefined {
  const value = values[name];
  return typeof value === "string" ? value : undefined;
}

/** All values of an option that may be repeated. */
export function textsOf(values: CliValues, name: string): readonly string[] {
  const value = values[name];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];
}

export function isSet(values: CliValues, name: string): boolean {
  return values[name] === true;
}
