import { isFreeForm, refuse, type Rule } from "../rule.js";
import { firstReached } from "./content-fanout.js";

/** Guard G13: one text pushed into many open windows. The first reply to what a person wrote is never counted. */
export const freeformFanout: Rule = {
  ids: ["G13"],
  evaluate: (context) => {
    const content = context.snapshot.guards?.content;
    if (!isFreeForm(context) || content === undefined) return undefined;
    const { maxSameContentPer10min, maxSameContentPer24h } = context.config.guards.freeForm;
    const reached = firstReached([
      ["10 min", content.last10min, maxSameContentPer10min],
      ["24 h", content.last24h, maxSameContentPer24h],
    ]);
    if (reached === undefined) return undefined;
    return refuse("FREEFORM_FANOUT", "G13", {
      message: `The same content already went into ${String(reached.people)} other open chats in ${reached.period}.`,
      fix: "Answer what each person wrote. A greeting or an answer to a common question passes as the first reply to their message; put what belongs together into one message.",
      facts: {
        "content.otherPersons": reached.people,
        "content.period": reached.period,
        "limit.persons": reached.limit,
      },
    });
  },
};
