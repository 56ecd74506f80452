import { hashKey } from "../counters/index.js";
import { ValidationError, type ValidationProblem } from "../core/index.js";
import type { AuditEntry, Store } from "../ledger/index.js";
import type { CheckedPolicy, PolicyConfig } from "../policy/index.js";
import type { Engine } from "./engine.js";
import { clearBreaker } from "./guards/guard-facts.js";

/** An operator has looked at a breaker and lets the template go on. */
export interface AcknowledgeInput {
  /** Code of the refusal. */
  readonly guard: "OPT_OUT_RATE" | "NO_ENGAGEMENT";
  /** Name of the template. */
  readonly template: string;
  /** Who looked at it. */
  readonly by: string;
  /** What was found and done. */
  readonly reason: string;
}

/** The policy as it is configured, and who changed what. */
export interface PolicyApi {
  /** Every threshold and choice in force. */
  readonly config: PolicyConfig;
  /** What was loosened or acknowledged, newest first. `limit` defaults to 100. */
  audit(options?: { readonly limit?: number | undefined }): Promise<readonly AuditEntry[]>;
  /**
   * Lets a template go on that a guard stopped (G19, G20). Its measurements begin anew, and the act is in the audit log.
   * Resolves to false when the guard had not stopped it.
   *
   * @throws ValidationError `INVALID_INPUT` without `by` or `reason`.
   */
  acknowledge(input: AcknowledgeInput): Promise<boolean>;
}

export function createPolicyApi(engine: Engine): PolicyApi {
  return {
    config: engine.policy,
    audit: async ({ limit = 100 } = {}) => {
      await engine.store.init();
      await engine.audited();
      return engine.store.audit.list(limit);
    },
    acknowledge: async (input) => {
      const { guard, template, by, reason } = checkInput(input);
      await engine.store.init();
      const now = engine.clock.now();
      const cleared = await clearBreaker(engine, guard, template);
      await engine.store.audit.append({
        id: hashKey("acknowledged", guard, template, by, reason, String(now)),
        kind: "acknowledged",
        subject: guard,
        by,
        reason,
        at: now,
        recordedAt: now,
        facts: { template, cleared },
      });
      return cleared;
    },
  };
}

/** Writes what the configuration loosened to the audit log, once per client; the same loosening is one entry. Undefined: it is written. */
export function auditOnce(
  store: Store,
  { loosened }: CheckedPolicy,
  clock: { now(): number },
): () => Promise<void> | undefined {
  let written: Promise<void> | undefined;
  let isWritten = false;
  const write = async (): Promise<void> => {
    for (const { setting, from, to, by, at, reason } of loosened)
      await store.audit.append({
        id: hashKey("loosened", setting, String(to), by, String(at), reason),
        kind: "loosened",
        subject: setting,
        by,
        reason,
        at,
        recordedAt: clock.now(),
        facts: { from, to },
      });
  };
  return () => {
    if (isWritten) return undefined;
    written ??= write().then(
      () => {
        // Only now: of two sends that came before, none overtakes the other.
        isWritten = true;
      },
      (error: unknown) => {
        // The next send tries again: nothing goes out under a loosening that is not on record.
        written = undefined;
        throw error;
      },
    );
    return written;
  };
}

function checkInput(input: AcknowledgeInput): AcknowledgeInput {
  const given = (input ?? {}) as Partial<Record<keyof AcknowledgeInput, unknown>>;
  const wrong = (["template", "by", "reason"] as const).filter(
    (name) => typeof given[name] !== "string" || given[name].trim() === "",
  );
  const problems: ValidationProblem[] = wrong.map((field) => ({ field, problem: "expected a text" }));
  if (given.guard !== "OPT_OUT_RATE" && given.guard !== "NO_ENGAGEMENT")
    problems.push({ field: "guard", problem: "expected OPT_OUT_RATE or NO_ENGAGEMENT" });
  if (problems.length === 0) return input;
  throw new ValidationError("INVALID_INPUT", "The breaker cannot be acknowledged.", {
    fix: "Give guard, template, by and reason.",
    problems,
  });
}
