import { createWriteStream } from "node:fs";
import { resolve } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type Command, textOf } from "../command.js";
import { readConfig, STORE_OPTIONS } from "../config.js";
import { withWaypost } from "../connect.js";
import { UsageError } from "../usage-error.js";

export const consentExport: Command = {
  name: "consent export",
  summary: "Write the opt-in registry to a file, for a backup, an audit or a move",
  details: [
    "The file holds whole numbers: only its owner may read it. No command takes it as people to write to.",
    "--what events is everything, link by link (jsonl only); --what state is one line for each person, brand and scope.",
  ].join("\n"),
  options: {
    out: { type: "string", value: "<file>", help: "file to write; it must not be there yet" },
    what: { type: "string", value: "<events|state>", help: "default state" },
    format: { type: "string", value: "<jsonl|csv>", help: "default jsonl" },
    ...STORE_OPTIONS,
  },
  run: async ({ values, io }) => {
    const out = textOf(values, "out");
    if (out === undefined)
      throw new UsageError("This needs --out: numbers of people do not belong on a screen.");
    const what = textOf(values, "what") ?? "state";
    const format = textOf(values, "format") ?? "jsonl";
    if (what !== "events" && what !== "state") throw new UsageError("--what is events or state.");
    if (format !== "jsonl" && format !== "csv") throw new UsageError("--format is jsonl or csv.");
    if (what === "events" && format === "csv") throw new UsageError("Events are written as jsonl only.");
    const config = await readConfig(values, io);
    await withWaypost({ config, io, store: true }, async (waypost, store) => {
      await store.init();
      const lines = waypost.consent.export({
        what,
        format,
        ...(config.namespace === undefined ? {} : { namespace: config.namespace }),
      });
      const file = createWriteStream(resolve(io.cwd, out), { flags: "wx", mode: 0o600 });
      await pipeline(Readable.from(lines), file);
    });
    io.out(`Written: ${out}. It holds whole numbers: protect it.`);
    return 0;
  },
};
