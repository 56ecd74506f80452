import { WaypostError } from "../../core/index.js";
import type { Send } from "../send.js";
import { fail } from "./end-send.js";

/** After the first decision, so that nothing goes up for a message that is refused. */
export function uploadFiles(send: Send): Promise<void> | undefined {
  return send.prepare === undefined ? undefined : upload(send, send.prepare);
}

async function upload(send: Send, prepare: () => Promise<void>): Promise<void> {
  try {
    await prepare();
  } catch (error) {
    const code = WaypostError.is(error) ? error.code : "UPLOAD_FAILED";
    await fail(send, { code, message: "The file could not be uploaded; nothing was sent." });
    throw error;
  }
}
