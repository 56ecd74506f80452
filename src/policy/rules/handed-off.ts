import { isFreeForm, refuse, type Rule } from "../rule.js";

/**
 * WhatsApp Business Messaging Policy, automation: people get a prompt, clear and direct path to a human. Once a chat is
 * handed off, automation stays out of it until it is given back; what a person of the business writes passes, and so does
 * the one confirmation of an opt-out, which is owed in any case.
 */
export const handedOff: Rule = {
  ids: ["automation"],
  evaluate: (context) => {
    if (!isFreeForm(context)) return undefined;
    const { request, snapshot, now } = context;
    if (snapshot.handOff?.active !== true) return undefined;
    if (request.by === "agent" || request.purpose === "opt_out_confirmation") return undefined;
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
