import { ValidationError } from "waypost";
import { createSimulator, type Simulator } from "waypost/simulator";
import type { CliIo } from "../cli-io.js";
import { type Command, isSet, textOf } from "../command.js";
import { loadTemplates } from "../template-files/load-templates.js";
import { UsageError } from "../usage-error.js";

const TYPED = [
  "  +919812345678 Hello       this person writes to the business",
  "  advance 25h               time moves on",
  "  approve NAME, pause NAME, disable NAME, marketing NAME    what Meta does with a template",
];

export const simulator: Command = {
  name: "simulator",
  summary: "Serve the simulated Cloud API to any client, with a clock of its own",
  args: "[template files...]",
  details: [
    "Templates of the files are approved from the start. What is typed while it runs:",
    ...TYPED,
    "It listens on this machine only, and its credentials are no secrets.",
  ].join("\n"),
  takesFiles: true,
  options: {
    port: { type: "string", value: "<port>", help: "default 4004; 0 for any free one" },
    webhook: { type: "string", value: "<url>", help: "where webhooks go, after Meta's handshake" },
    seed: { type: "string", value: "<number>", help: "of ids and chance; default 1" },
    speed: { type: "string", value: "<number>", help: "simulated seconds per second; default 1" },
    json: {
      type: "boolean",
      help: "print address and credentials as one line of JSON, then a line per event",
    },
  },
  run: async ({ values, files, io }) => {
    const sim = createSimulator({ startAt: io.now(), seed: whole(textOf(values, "seed") ?? "1", "seed") });
    if (files.length > 0)
      for (const { json } of await loadTemplates(files, io.cwd)) sim.templates.add({ ...json });
    const server = await sim.listen({ port: whole(textOf(values, "port") ?? "4004", "port") });
    const speed = Number(textOf(values, "speed") ?? "1");
    if (!(speed > 0)) throw new UsageError("--speed is a number above 0.");
    const stopClock = sim.followWallClock({ speed, onError: (error) => complain(io, error) });
    try {
      const json = isSet(values, "json");
      introduce(sim, server.url, { io, json });
      transcribe(sim, { io, json });
      const webhook = textOf(values, "webhook");
      if (webhook !== undefined) await sim.deliverTo(webhook);
      void listenTo(sim, io);
      await io.interrupted();
      return 0;
    } finally {
      stopClock();
      await server.close();
    }
  },
};

interface Shown {
  readonly io: CliIo;
  readonly json: boolean;
}

function introduce(sim: Simulator, url: string, { io, json }: Shown): void {
  const { accessToken, phoneNumberId, businessAccountId, appSecret, verifyToken } = sim.credentials;
  const credentials = { accessToken, phoneNumberId, businessAccountId, appSecret, verifyToken };
  if (json) {
    io.out(JSON.stringify({ url, ...credentials }));
    return;
  }
  io.out(
    [
      `The simulated Cloud API listens on ${url}`,
      "",
      "For a client:",
      `  WAYPOST_BASE_URL=${url}`,
      `  WAYPOST_ACCESS_TOKEN=${accessToken}`,
      `  WAYPOST_PHONE_NUMBER_ID=${phoneNumberId}`,
      `  WAYPOST_BUSINESS_ACCOUNT_ID=${businessAccountId}`,
      `  WAYPOST_APP_SECRET=${appSecret}`,
      `  WAYPOST_VERIFY_TOKEN=${verifyToken}`,
      "",
      "Type to play the other side:",
      ...TYPED,
    ].join("\n"),
  );
}

function transcribe(sim: Simulator, { io, json }: Shown): void {
  sim.on("message", ({ from, user, message }) => {
    const text = "text" in message && typeof message.text === "string" ? message.text : "";
    if (json) io.out(JSON.stringify({ event: "message", from, userId: user.userId, text }));
    else io.out(`${from === "business" ? "->" : "<-"} ${user.name}: ${text}`);
  });
  sim.on("status", ({ messageId, status, errorCode }) => {
    if (json) io.out(JSON.stringify({ event: "status", messageId, status, errorCode }));
    else io.out(`   ${status}${errorCode === undefined ? "" : ` ${String(errorCode)}`}`);
  });
  sim.on("request", ({ method, path, status, errorCode }) => {
    if (json) io.out(JSON.stringify({ event: "request", method, path, status, errorCode }));
    else if (errorCode !== undefined)
      io.out(`   ${method} ${path}: ${String(status)}, code ${String(errorCode)}`);
  });
}

/** One line at a time: the next waits until the last was taken. */
async function listenTo(sim: Simulator, io: CliIo): Promise<void> {
  for await (const line of io.lines()) {
    try {
      await act(sim, line.trim());
    } catch (error) {
      complain(io, error);
    }
  }
}

async function act(sim: Simulator, line: string): Promise<void> {
  if (line === "") return;
  const [word = "", ...rest] = line.split(/\s+/);
  const argument = rest.join(" ");
  if (/^\+\d{7,15}$/.test(word)) {
    await sim.user(word).sendText(argument === "" ? "Hello" : argument);
    return;
  }
  switch (word) {
    case "advance":
      return sim.advance(argument as `${number}h`);
    case "approve":
      return sim.templates.approve(argument);
    case "pause":
      return sim.templates.pause(argument);
    case "disable":
      return sim.templates.disable(argument);
    case "marketing":
      return sim.templates.recategorise(argument, "MARKETING");
    default:
      throw new UsageError(`"${word}" is nothing to type here.`, TYPED.join("\n"));
  }
}

function complain(io: CliIo, error: unknown): void {
  if (UsageError.is(error)) io.error(`${error.message}\n${error.fix ?? ""}`);
  else io.error(ValidationError.is(error) || error instanceof Error ? error.message : String(error));
}

function whole(value: string, flag: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 0) throw new UsageError(`--${flag} is a whole number.`);
  return number;
}
