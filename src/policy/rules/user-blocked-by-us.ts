import { suppressionAt } from "../../consent/index.js";
import { refuse, type Rule } from "../rule.js";

/** Row 51: Meta delivers nothing to a person whom this business blocked, and they cannot write to it either. */
export const userBlockedByUs: Rule = {
  ids: ["row-51"],
  evaluate: ({ snapshot, now }) =>
    suppressionAt(snapshot.consent, now)?.kind === "blocked"
      ? refuse("USER_BLOCKED_BY_US", "row-51", {
          message: "This business has blocked the person on WhatsApp.",
          fix: "Unblock them first, if that is right: waypost.blockList.unblock.",
        })
      : undefined,
};
