/**
 * A salon's appointments on the simulator: `npm run demo:appointments`. With `-- --once` it does not wait between the steps. Exits
 * with 0 when every step went as it should, with 1 when not.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Transcript } from "../transcript.js";
import { simulatedAccount } from "./salon-on-simulator.js";
import { play } from "./story.js";

const once = process.argv.includes("--once");
const transcript = new Transcript(
  (line) => console.log(line),
  process.stdout.isTTY && process.env.NO_COLOR === undefined,
);
const folder = await mkdtemp(join(tmpdir(), "waypost-salon-"));
try {
  const salon = await play({
    sim: simulatedAccount(),
    path: join(folder, "salon.db"),
    transcript,
    pause: () => new Promise((resolve) => setTimeout(resolve, once ? 0 : 600)),
  });
  await salon.close();
  transcript.title("Every step went as it should");
} catch (error) {
  console.error(error);
  console.error("The demo went otherwise than it should.");
  process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
