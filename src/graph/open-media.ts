import { MediaError } from "../core/index.js";
import { badAnswer } from "./bad-answer.js";
import { invalid } from "./check-options.js";
import { mediaFailure } from "./media-failure.js";
import { isMetaUrl } from "./meta-host.js";
import type { Transport, TransportStream } from "./transport.js";

const MOST_REDIRECTS = 3;

/**
 * Makes what opens media URLs once. The token goes to the first address only, and only to Meta's hosts or the base URL.
 *
 * What it makes throws MediaError `MEDIA_HOST_REFUSED`, `MEDIA_URL_EXPIRED`; GraphApiError; TransportError.
 */
export function createMediaOpener({
  transport,
  base,
  timeoutMs,
  currentToken,
}: {
  readonly transport: Transport;
  readonly base: string;
  readonly timeoutMs: number;
  readonly currentToken: () => Promise<string>;
}): (url: string, signal: AbortSignal | undefined) => Promise<TransportStream> {
  const mayHaveToken = (url: string): boolean =>
    isMetaUrl(url) || (URL.canParse(url) && new URL(url).origin === new URL(base).origin);

  return async (url, signal) => {
    if (transport.stream === undefined) {
      throw invalid("transport", "expected a transport with `stream`, which media downloads need");
    }
    let address = url;
    for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
      if (!mayHaveToken(address)) throw hostRefused();
      const answer = await transport.stream({
        method: "GET",
        url: address,
        headers: {
          // The first address came from Graph; where it points on is reached without the token.
          ...(hop === 0 ? { authorization: `Bearer ${await currentToken()}` } : {}),
          // Without one, some of Meta's proxies answer with a page.
          "user-agent": "waypost",
        },
        timeoutMs,
        signal,
      });
      const location = answer.headers.location;
      if (answer.status === 200) return answer;
      if (answer.status < 300 || answer.status > 399 || location === undefined)
        throw await mediaFailure(answer);
      await answer.discard();
      address = URL.canParse(location, address) ? new URL(location, address).href : "";
    }
    throw badAnswer(310);
  };
}

function hostRefused(): MediaError {
  return new MediaError("MEDIA_HOST_REFUSED", "The media URL leads to a host that is not Meta's.", {
    fix: "Use the URL that media.get() returns; the access token is sent nowhere else.",
  });
}
