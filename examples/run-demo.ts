import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Transcript } from "./transcript.js";

/** `--once`: nobody sits there to read along. */
export const once = process.argv.includes("--once");

export const transcript = new Transcript(
  (line) => console.log(line),
  process.stdout.isTTY && process.env.NO_COLOR === undefined,
);

/** Between two steps, so that a reader can follow. */
export const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, once ? 0 : 600));

/** Plays a demo in a folder of its own. The process exits with 0 when every step went as it should, with 1 when not. */
export async function runDemo(play: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "waypost-demo-"));
  try {
    await play(folder);
    transcript.title("Every step went as it should");
  } catch (error) {
    console.error(error);
    console.error("The demo went otherwise than it should.");
    process.exitCode = 1;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
