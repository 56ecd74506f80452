import type { DecisionWarning, Facts, HoldCode, RefuseCode, TemplateCategory } from "../core/index.js";
import { docsUrl } from "../core/index.js";
import type { HoldDecision, RefuseDecision } from "../core/index.js";
import type { WindowView } from "../windows/index.js";
import type { PolicyConfig } from "./policy-config.js";
import type { FreeFormRequest, PolicyRequest, PolicySnapshot, TemplateRequest } from "./policy-request.js";

/** What every rule may look at. Built once per decision. */
export interface RuleContext<Request extends PolicyRequest = PolicyRequest> {
  readonly request: Request;
  readonly snapshot: PolicySnapshot;
  readonly config: PolicyConfig;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly window: WindowView;
  /** The category that counts: the account's current one, or the stricter declared one (row 17). Templates have one, nothing else. */
  readonly category: Request extends TemplateRequest ? TemplateCategory : undefined;
  /** True when the person wrote after the instant (milliseconds since the epoch). */
  readonly wroteAfter: (instant: number) => boolean;
}

export type Stop = HoldDecision | RefuseDecision;

/** One rule: undefined lets the send pass on to the next. First stop wins. */
export interface Rule {
  /** Rows of the truth table and guards that it implements. */
  readonly ids: readonly string[];
  readonly evaluate: (context: RuleContext) => Stop | undefined;
  /** What it noticed about a send that no rule stopped. */
  readonly warn?: ((context: RuleContext) => DecisionWarning | undefined) | undefined;
}

/** A refusal, with the docs link filled in. */
export function refuse(
  code: RefuseCode,
  rule: string,
  text: { readonly message: string; readonly fix: string; readonly facts?: Facts },
): RefuseDecision {
  return {
    action: "refuse",
    code,
    rule,
    message: text.message,
    fix: text.fix,
    facts: text.facts ?? {},
    warnings: NO_WARNINGS,
    docsUrl: docsUrl(code),
  };
}

/** A hold, with the docs link filled in. `retryAfterMs` is at least one second. */
export function hold(
  code: HoldCode,
  rule: string,
  text: {
    readonly message: string;
    readonly fix: string;
    readonly facts?: Facts;
    readonly retryAfterMs: number;
  },
): HoldDecision {
  return {
    action: "hold",
    code,
    rule,
    message: text.message,
    fix: text.fix,
    facts: text.facts ?? {},
    warnings: NO_WARNINGS,
    docsUrl: docsUrl(code),
    retryAfterMs: Math.max(1_000, Math.ceil(text.retryAfterMs)),
  };
}

const NO_WARNINGS: readonly DecisionWarning[] = [];

export function isTemplate(context: RuleContext): context is RuleContext<TemplateRequest> {
  return context.request.kind === "template";
}

export function isFreeForm(context: RuleContext): context is RuleContext<FreeFormRequest> {
  return context.request.kind === "free_form";
}

/** An ISO instant of the consent view in milliseconds; `NaN`, with which no comparison holds, where there is none. */
export function instantOf(iso: string | undefined): number {
  return Date.parse(String(iso));
}
