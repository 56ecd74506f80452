/** What an application that bundles `waypost/webhooks` pays for: minified, gzipped, zod beside it. */
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { expect, it } from "vitest";

const entry = fileURLToPath(new URL("../../../src/webhooks/index.ts", import.meta.url));

/** Bytes that are loaded with the entry; what it loads only when something is wrong is not among them. */
async function loaded(
  names: string,
): Promise<{ readonly bytes: number; readonly inputs: readonly string[] }> {
  const { metafile, outputFiles } = await build({
    stdin: { contents: `export ${names} from ${JSON.stringify(entry)}`, resolveDir: "." },
    bundle: true,
    minify: true,
    splitting: true,
    format: "esm",
    platform: "neutral",
    target: "node20",
    external: ["zod"],
    outdir: "out",
    entryNames: "entry",
    metafile: true,
    write: false,
  });
  const outputs = Object.entries(metafile.outputs);
  const chunks = new Set(
    outputs.filter(([, output]) => output.entryPoint === "<stdin>").map(([name]) => name),
  );
  for (const name of chunks)
    for (const { kind, path } of metafile.outputs[name]?.imports ?? [])
      if (kind === "import-statement") chunks.add(path);
  let bytes = 0;
  for (const name of chunks) {
    const file = outputFiles.find(({ path }) => path.replaceAll("\\", "/").endsWith(name));
    bytes += gzipSync(file?.contents ?? "", { level: 9 }).length;
  }
  return { bytes, inputs: [...chunks].flatMap((name) => Object.keys(metafile.outputs[name]?.inputs ?? {})) };
}

// The wish was 10,000 for all of it. What every field of Meta's costs does not fit into that; these lines are held.
it.each([
  ["everything", "*", 12_850],
  ["receiver, Fetch adapter and parser", "{ createWebhookReceiver, fetchHandler, parseWebhook }", 11_600],
  ["signature and parser", "{ verifySignature, parseWebhook }", 10_450],
  ["parser", "{ parseWebhook }", 9_650],
  ["signature", "{ verifySignature }", 1_100],
])("%s stays small", async (_name, names, most) => {
  const { bytes } = await loaded(names);
  expect(bytes).toBeGreaterThan(500);
  expect(bytes).toBeLessThanOrEqual(most);
});

it("loads nothing but its own files and the core's", async () => {
  const { inputs } = await loaded("*");
  expect(inputs.length).toBeGreaterThan(20);
  expect(inputs.filter((input) => !/src\/(webhooks|core)\/|<stdin>$/.test(input))).toEqual([]);
});
