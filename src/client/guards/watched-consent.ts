import type { GrantInput, GrantResult, InternalConsentRegistry } from "../../consent/index.js";
import { parseRecipient } from "../../core/recipients.js";
import type { PersonKey } from "../../core/index.js";
import type { Engine } from "../engine.js";
import { noteGrant, noteOptOut } from "./guard-facts.js";

/**
 * The registry, with the guards listening: opt-ins that a program stores in a row (G16), opt-outs after a template (G19).
 * What webhooks tell as an opt-in is not counted: each is an act of a person.
 */
export function watchedConsent(
  registry: InternalConsentRegistry,
  engineOf: () => Engine,
): InternalConsentRegistry {
  const giving =
    (give: (input: GrantInput) => Promise<GrantResult>) =>
    async (input: GrantInput): Promise<GrantResult> => {
      const result = await give(input);
      if (result.accepted && input.scopes.some(isMarketing))
        await noteGrant(engineOf(), { eventId: result.eventId, actor: input.actor, method: input.method });
      return result;
    };
  const optedOut = async (subject: PersonKey): Promise<void> => {
    const engine = engineOf();
    try {
      await noteOptOut(engine, await engine.store.identity.resolve(subject));
    } catch (error) {
      // The opt-out itself is stored, and that is what counts.
      engine.logger.error({ error }, "an opt-out could not be counted for its template");
    }
  };
  return {
    ...registry,
    grant: giving(registry.grant),
    confirm: giving(registry.confirm),
    reconfirm: giving(registry.reconfirm),
    withdraw: async (input) => {
      const result = await registry.withdraw(input);
      if (result.accepted) await optedOut(parseRecipient(input.user).key);
      return result;
    },
    record: async (facts) => {
      const result = await registry.record(facts);
      if (result.accepted && facts.action === "withdraw") await optedOut(facts.subject);
      return result;
    },
  };
}

function isMarketing(scope: string): boolean {
  return scope.startsWith("marketing") || scope.startsWith("topic:");
}
