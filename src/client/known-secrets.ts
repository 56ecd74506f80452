import type { WaypostOptions } from "./options.js";

/** Tokens that were in use lately: an error may speak of the one before. */
const TOKENS_KEPT = 4;

export interface KnownSecrets {
  /** What must never appear in a log. */
  readonly list: () => readonly string[];
  /** The access token as given; a function's tokens are learned as they come. */
  readonly accessToken: WaypostOptions["accessToken"];
}

/** The secrets of this configuration, those included that are only known once they are used. */
export function knownSecrets(options: WaypostOptions): KnownSecrets {
  const { accessToken, appSecret, verifyToken } = options;
  const fixed = [...[appSecret].flat(), ...[verifyToken].flat()];
  if (typeof accessToken === "string") {
    const all = [accessToken, ...fixed];
    return { accessToken, list: () => all };
  }
  let all: readonly string[] = fixed;
  let tokens: readonly string[] = [];
  return {
    accessToken: async () => {
      const token = await accessToken();
      if (typeof token === "string" && !tokens.includes(token)) {
        tokens = [token, ...tokens].slice(0, TOKENS_KEPT);
        all = [...tokens, ...fixed];
      }
      return token;
    },
    list: () => all,
  };
}
