import { spawn } from "node:child_process";

/**
 * Starts Node processes that write "ready" when they have loaded and then wait for their standard input. All of them begin when the
 * last one is ready: on a busy machine the first would have ended before that. Returns how each ended and what it wrote after it.
 */
export async function together(
  commands: readonly (readonly string[])[],
): Promise<readonly { readonly code: number | null; readonly output: string }[]> {
  const children = commands.map((args) =>
    spawn(process.execPath, ["--import", "tsx", ...args], { stdio: ["pipe", "pipe", "inherit"] }),
  );
  const outputs = children.map(() => "");
  let begun = false;
  const begin = (): void => {
    begun = true;
    for (const { stdin } of children) {
      // One that is gone already takes nothing; how it ended says the rest.
      stdin.on("error", () => undefined);
      stdin.end("go");
    }
  };
  return Promise.all(
    children.map(
      (child, index) =>
        new Promise<{ code: number | null; output: string }>((resolve) => {
          child.stdout.on("data", (chunk: Buffer) => {
            outputs[index] += chunk.toString();
            if (!begun && outputs.every((output) => output.startsWith("ready\n"))) begin();
          });
          child.once("close", (code) => {
            if (!begun) begin();
            resolve({ code, output: (outputs[index] ?? "").replace(/^ready\n/, "") });
          });
        }),
    ),
  );
}

/** In such a process: resolves when all of them are ready. */
export async function allReady(): Promise<void> {
  await new Promise<void>((resolve) => {
    process.stdin.once("data", () => {
      resolve();
    });
    process.stdout.write("ready\n");
  });
  process.stdin.destroy();
}
