import { isTemplate, refuse, type Rule } from "../rule.js";

/** Guard G3: one cause, a few people. One reason shared by many is what an unlawful sender looks like. */
export const causeFanout: Rule = {
  ids: ["G3"],
  evaluate: (context) => {
    if (!isTemplate(context) || context.request.cause === undefined) return undefined;
    const { kind } = context.request.cause;
    const limit = context.config.causeFanout[kind];
    const persons = context.snapshot.counts.causeOtherPersons;
    if (persons < limit) return undefined;
    return refuse("CAUSE_FANOUT", "G3", {
      message: `This cause (${kind}) has already reached ${String(persons)} other ${persons === 1 ? "person" : "people"}.`,
      fix: "Name what happened to this person. If one event touches many people, an incident with its description is the cause.",
      facts: { "cause.kind": kind, "cause.otherPersons": persons, "limit.persons": limit },
    });
  },
};
