import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { WebhookSignatureError } from "waypost";
import { signPayload, verifySignature } from "waypost/webhooks";
import type { CliIo } from "../cli-io.js";
import { type Command, textOf } from "../command.js";
import { CONFIG_OPTION, need, readConfig } from "../config.js";
import { UsageError } from "../usage-error.js";

const BODY =
  "The body is a file, or standard input. Its bytes count: save them before any parser touches them.";

export const webhookSign: Command = {
  name: "webhook sign",
  summary: "Print the signature that Meta would send with a body",
  args: "[file]",
  details: `${BODY} The app secret comes from WAYPOST_APP_SECRET or the settings file.`,
  takesFiles: true,
  options: CONFIG_OPTION,
  run: async ({ values, files, io }) => {
    const appSecret = need(await readConfig(values, io), "appSecret");
    io.out(await signPayload({ rawBody: await bodyOf(files, io), appSecret }));
    return 0;
  },
};

export const webhookVerify: Command = {
  name: "webhook verify",
  summary: "Check a signature, and say which mistake a wrong one probably is",
  args: "[file]",
  details: `${BODY} Exit code 1 when the signature does not fit.`,
  takesFiles: true,
  options: {
    signature: { type: "string", value: "<sha256=...>", help: "value of the header X-Hub-Signature-256" },
    ...CONFIG_OPTION,
  },
  run: async ({ values, files, io }) => {
    const signature = textOf(values, "signature");
    if (signature === undefined)
      throw new UsageError("This needs --signature: the value of X-Hub-Signature-256.");
    const appSecret = need(await readConfig(values, io), "appSecret");
    try {
      await verifySignature({ rawBody: await bodyOf(files, io), signature, appSecret });
    } catch (error) {
      if (!WebhookSignatureError.is(error)) throw error;
      io.error(`${error.code}: ${error.message}`);
      return 1;
    }
    io.out("The signature fits the body.");
    return 0;
  },
};

async function bodyOf(files: readonly string[], io: CliIo): Promise<string | Uint8Array> {
  const [file, another] = files;
  if (another !== undefined) throw new UsageError("One body at a time.");
  return file === undefined || file === "-" ? io.readInput() : readFile(resolve(io.cwd, file));
}
