import { MediaError, TransportError } from "../core/index.js";
import { graphErrorOf } from "./graph-api-error.js";
import type { TransportStream } from "./transport.js";

const LONGEST_ERROR = 64 * 1024;

/** What an answer to a download that is not the file means. Reads as much of it as an error can be. */
export async function mediaFailure({ status, headers, body, discard }: TransportStream): Promise<Error> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > LONGEST_ERROR) break;
  }
  await discard();
  const graphError = graphErrorOf({ status, headers, json: parse(text) });
  if (graphError !== undefined) return graphError;
  if (status === 404 || status === 410) {
    return new MediaError("MEDIA_URL_EXPIRED", "The media URL has expired, or the file is gone.", {
      fix: "Call again with the media id; inbound files live 7 days, uploads 30.",
    });
  }
  return new TransportError("BAD_ANSWER", `The file was not served (HTTP ${String(status)}).`, {
    fix: "Call again a little later.",
    requestLeft: true,
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
