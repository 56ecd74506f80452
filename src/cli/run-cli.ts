import { parseArgs } from "node:util";
import { WaypostError } from "waypost";
import type { CliIo } from "./cli-io.js";
import type { Command, CommandInput, ExitCode } from "./command.js";
import { COMMANDS } from "./commands.js";
import { helpOf, overview } from "./help.js";
import { UsageError } from "./usage-error.js";
import { packageVersion } from "./version.js";

/** Runs one command line. Never throws; what it prints holds no secret and no whole phone number. */
export async function runCli(args: readonly string[], io: CliIo): Promise<ExitCode> {
  try {
    return await dispatch(args, io);
  } catch (error) {
    return report(error, io);
  }
}

async function dispatch(args: readonly string[], io: CliIo): Promise<ExitCode> {
  const [first] = args;
  if (first === undefined || first === "--help" || first === "-h" || first === "help") {
    io.out(overview(COMMANDS));
    return first === undefined ? 2 : 0;
  }
  if (first === "--version" || first === "-v") {
    io.out(packageVersion());
    return 0;
  }
  const command = find(args);
  if (command === undefined) {
    const group = COMMANDS.filter(({ name }) => name.startsWith(`${first} `));
    if (group.length === 0) throw new UsageError(`There is no command "${first}".`, "See waypost --help.");
    io.out(overview(group));
    return args[1] === "--help" || args[1] === "-h" ? 0 : 2;
  }
  const rest = args.slice(command.name.split(" ").length);
  if (rest.includes("--help") || rest.includes("-h")) {
    io.out(helpOf(command));
    return 0;
  }
  return command.run(parse(command, rest, io));
}

function find(args: readonly string[]): Command | undefined {
  return COMMANDS.find(({ name }) => {
    const words = name.split(" ");
    return words.every((word, index) => args[index] === word);
  });
}

function parse(command: Command, args: readonly string[], io: CliIo): CommandInput {
  try {
    const options = Object.fromEntries(
      Object.entries(command.options).map(([name, { type, short, multiple }]) => [
        name,
        { type, ...(short === undefined ? {} : { short }), multiple: multiple ?? false },
      ]),
    );
    const { values, positionals } = parseArgs({
      args: [...args],
      options,
      allowPositionals: command.takesFiles ?? false,
      strict: true,
    });
    return { values: values, files: positionals, io };
  } catch (error) {
    throw new UsageError(
      error instanceof Error ? error.message : "The options cannot be read.",
      `See waypost ${command.name} --help.`,
    );
  }
}

function report(error: unknown, io: CliIo): ExitCode {
  if (UsageError.is(error)) {
    io.error(`waypost: ${error.message}${error.fix === undefined ? "" : `\n  ${error.fix}`}`);
    return 2;
  }
  if (WaypostError.is(error)) {
    // Messages end with the fix already.
    io.error(`waypost: ${error.code}: ${error.message}\n  ${error.docsUrl}`);
    return 1;
  }
  io.error(`waypost: ${error instanceof Error ? error.message : String(error)}`);
  return 1;
}
