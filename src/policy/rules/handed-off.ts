import type { PolicyRequest } from "../policy-request.js";
import { refuse, type Rule } from "../rule.js";

/** Whether a message stays out of a chat that is handed off: what automation says, but the one confirmation that is owed. Pure. */
export function staysOutOfHandOff(request: PolicyRequest): boolean {
  if (request.kind !== "free_form") return false;
  return request.by !== "agent" && request.purpose !== "opt_out_confirmation";
}

/**
 * WhatsApp Business Messaging Policy, automation: people get a prompt, clear and direct path to a human. Once a chat is
 * handed off, automation stays out of it until it is given back; what a person of the business writes passes, and so does
 * the one confirmation of an opt-out, which is owed in any case.
 */
export const handedOff: Rule = {
  ids: ["automation"],
  evaluate: (context) => {
    const { request, snapshot, now } = context;
    if (snapshot.handOff?.active !== true || !staysOutOfHandOff(request)) return undefined;
    return refuse("HANDED_OFF", "automation", {
      message: "This chat is handed off: automation does not write in it.",
      fix: 'Give it back with chats.giveBack(user), or, where a person of yours writes, send with { by: "agent" }.',
      facts: {
        "handOff.holder": snapshot.handOff.holder,
        "handOff.forMs": Math.max(0, now - snapshot.handOff.at),
      },
    });
  },
};
