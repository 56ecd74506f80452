import { once, type Open } from "../core/index.js";
import { answer, success } from "./answer.js";
import { get, post, remove } from "./endpoint.js";
import { oneOf, text } from "./fields.js";
import { resource } from "./resource.js";

/** The name under which people find the number (2026). */
export interface Username {
  readonly username?: string;
  readonly status?: Open<"approved" | "reserved" | "deleted">;
}

const name = once(() =>
  text(35, 3, {
    pattern: /^(?!www)(?!\.)(?!.*\.\.)(?!.*\.$)(?=.*[a-z])[a-z0-9._]*$/i,
    what: "letters, digits, . and _, with at least one letter, no www in front, and no dot that leads, ends or doubles",
  }),
);

/** Business usernames (Meta, 2026). Errors 147001 to 147005. */
export const createUsernames = resource("usernames", () => ({
  get: get({ path: "/{phoneNumberId}/username", answer: answer<Username>() }),
  /** Asks for a name. `force_transfer` takes it from a sibling number (147005). */
  set: post({
    path: "/{phoneNumberId}/username",
    input: { username: name(), transferAction: oneOf("none", "force_transfer").optional() },
    repeatable: true,
    answer: answer<Username>("status"),
  }),
  delete: remove({ path: "/{phoneNumberId}/username", answer: success }),
  /** Names that Meta keeps for this business. */
  suggestions: get({
    path: "/{phoneNumberId}/username_suggestions",
    answer: (json) => ({
      usernameSuggestions: [(json as { data?: unknown }).data ?? []]
        .flat()
        .flatMap(
          (entry) =>
            (entry as { username_suggestions?: readonly string[] } | null)?.username_suggestions ?? [],
        ),
    }),
  }),
}));
