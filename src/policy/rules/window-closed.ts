import { isFreeForm, refuse, type Rule } from "../rule.js";

/**
 * Row 5: free form needs an open customer service window. Meta would accept the send and fail it later with 131047.
 * A window that nothing is known of counts as closed.
 */
export const windowClosed: Rule = {
  ids: ["row-5"],
  evaluate: (context) => {
    if (!isFreeForm(context) || context.window.open) return undefined;
    const { expiresAt } = context.window;
    return refuse("WINDOW_CLOSED", "row-5", {
      message:
        expiresAt === undefined
          ? "Free-form messages need an open customer service window, and this person never wrote to this number."
          : "Free-form messages need an open customer service window, and this person's window is closed.",
      fix: "Send an approved template with messages.sendTemplate(), or wait until they write.",
      facts:
        expiresAt === undefined
          ? { "window.known": false }
          : { "window.closedForMs": Math.max(0, context.now - expiresAt) },
    });
  },
};
