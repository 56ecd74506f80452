import { personKeyOf, PhoneNumber, refusalError } from "../core/index.js";
import { scopeStateAt, suppressionAt } from "../consent/index.js";
import { refuse } from "../policy/index.js";
import type { Resources } from "../resources/index.js";
import type { Engine } from "./engine.js";

type Calling = Resources["calling"];

/**
 * Calls reach a person, too: who is suppressed, or took back the consent to calls, is not called, whatever Meta's own
 * permission says.
 *
 * `connect` throws RefusedError `SUPPRESSED`, `OPTED_OUT`; StoreError when the registry cannot be asked.
 */
export function guardedCalls(engine: Engine, calling: Calling): Calling {
  return {
    ...calling,
    connect: async (input, options) => {
      // What is no person is the schema's to refuse.
      const phone = PhoneNumber.fromWaId(String(input.to ?? ""));
      for (const key of [input.recipient, phone && personKeyOf(phone)])
        if (key !== undefined) await refuseUnwilling(engine, key);
      return calling.connect(input, options);
    },
  };
}

async function refuseUnwilling(engine: Engine, key: string): Promise<void> {
  await engine.store.init();
  const now = engine.clock.now();
  const view = await engine.store.consent.view(await engine.store.identity.resolve(key), engine.namespace);
  const suppression = suppressionAt(view, now);
  if (suppression !== undefined) {
    throw refusalError(
      refuse("SUPPRESSED", "row-16", {
        message: "This person is suppressed in the opt-in registry.",
        fix: "Only the person can lift this, by an act of their own.",
        facts: { "suppression.kind": suppression.kind },
      }),
    );
  }
  if (scopeStateAt(view, "calls", now).state === "withdrawn") {
    throw refusalError(
      refuse("OPTED_OUT", "row-11", {
        message: "This person does not want to be called.",
        fix: "Write to them, if they agreed to that, or wait until they call.",
      }),
    );
  }
}
