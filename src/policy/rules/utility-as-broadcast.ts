import { isTemplate, refuse, type Rule, type RuleContext } from "../rule.js";

/** Kinds whose messages may read alike: what happened is the same for many, or the person asked. */
const ALIKE: readonly string[] = ["incident", "consent"];
/** Kinds for which a template needs no parameters. */
const WITHOUT_PARAMETERS: readonly string[] = ["incident", "consent", "ticket", "account", "reply"];

/**
 * Guard G5: order numbers, dates and amounts differ from person to person; a disguised offer differs in the name only.
 * Measured over who was told what: three messages about one order to one person are one.
 */
export const utilityAsBroadcast: Rule = {
  ids: ["G5"],
  evaluate: (context) => {
    const failing = uniformSends(context, context.config.guards.utility.refuseAfter);
    if (failing === undefined) return undefined;
    return refuse("UTILITY_AS_BROADCAST", "G5", {
      message: `The last ${String(failing.sends)} messages of this utility template say nearly the same to everybody.`,
      fix: "Say what happened to this person: their order, their date, their amount. News and offers are marketing, with an opt-in for it.",
      facts: {
        "template.sends": failing.sends,
        "template.distinctParameters": failing.distinct,
        "limit.minDistinctShare": failing.least,
      },
    });
  },
  warn: (context) => {
    const failing = uniformSends(context, context.config.guards.utility.warnAfter);
    return (
      failing && {
        rule: "G5",
        message: `Only ${String(failing.distinct)} of the last ${String(failing.sends)} messages of this utility template differ. It will be refused if this goes on.`,
      }
    );
  },
};

/** The last sends of the template when too few of them differ; undefined while there are fewer than `after`. */
export function uniformSends(
  context: RuleContext,
  after: number,
): { readonly sends: number; readonly distinct: number; readonly least: number } | undefined {
  const entropy = context.snapshot.guards?.entropy;
  if (!isTemplate(context) || context.category !== "utility" || entropy === undefined) return undefined;
  const kind = String(context.request.cause?.kind);
  const exempt = entropy.hasParameters ? ALIKE : WITHOUT_PARAMETERS;
  if (exempt.includes(kind) || entropy.sends < after) return undefined;
  const { minDistinctShare, minDistinctShareAppointment } = context.config.guards.utility;
  const least = kind === "appointment" ? minDistinctShareAppointment : minDistinctShare;
  return entropy.distinct / (entropy.sends - entropy.repeats) >= least ? undefined : { ...entropy, least };
}
