import type { CliOption, Command } from "./command.js";

const COMMON: Readonly<Record<string, CliOption>> = {
  help: { type: "boolean", short: "h", help: "show this help" },
};

/** All commands, one a line. */
export function overview(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  return [
    "waypost <command> [options]",
    "",
    "Commands:",
    ...commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
    "",
    "Options:",
    "  -h, --help     show help; also behind a command",
    "  -v, --version  show the version",
    "",
    "Exit codes: 0 done and nothing found, 1 findings, differences, a refusal or a failure, 2 used wrongly.",
    "Settings come from flags, WAYPOST_... variables and waypost.config.js, in this order. See docs/cli.md.",
  ].join("\n");
}

/** The help of one command. */
export function helpOf(command: Command): string {
  const options = Object.entries({ ...command.options, ...COMMON });
  const rows = options.map(([name, option]) => [flagOf(name, option), option.help] as const);
  const width = Math.max(...rows.map(([flag]) => flag.length));
  return [
    `waypost ${command.name}${command.args === undefined ? "" : ` ${command.args}`} [options]`,
    "",
    `${command.summary}.`,
    ...(command.details === undefined ? [] : ["", command.details]),
    "",
    "Options:",
    ...rows.map(([flag, help]) => `  ${flag.padEnd(width)}  ${help}`),
  ].join("\n");
}

function flagOf(name: string, { short, value, multiple }: CliOption): string {
  const flag = `${short === undefined ? "" : `-${short}, `}--${name}`;
  return `${flag}${value === undefined ? "" : ` ${value}`}${multiple === true ? " ..." : ""}`;
}
