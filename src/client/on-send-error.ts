import type { PersonKey } from "../core/index.js";
import { blockFromSendError, nativeStopFromSendError } from "../consent/index.js";
import { GraphApiError } from "../graph/index.js";
import type { SendRecord } from "../ledger/index.js";
import { applyAccountError } from "./account-breakers.js";
import type { Engine } from "./engine.js";
import { countryOfPerson } from "./country-of-person.js";

/** Meta's codes that change what we know of a person or a number (compliance 5.5, section 8). */
const THROUGHPUT = 130429;
const STOPPED_MARKETING = 131050;
const PAIR_RATE = 131056;
const BLOCKED_BY_US = 130403;

/** A send that Meta refused, at once or by a failed status. */
export interface SendErrorFact {
  readonly phoneNumberId: string;
  readonly person: PersonKey;
  /** Alias that the message was sent to. */
  readonly subject: PersonKey;
  readonly sendId: string;
  readonly template?: SendRecord["template"];
  readonly code: number | undefined;
  /** When Meta said so, milliseconds since the epoch. */
  readonly at: number;
}

/** Meta said "too fast" and the send is tried again: the number slows down at once, not with the last attempt. */
export function noteThroughput(engine: Engine, phoneNumberId: string, error: unknown): void {
  if (GraphApiError.is(error) && error.graphCode === THROUGHPUT) engine.limits.slowDown(phoneNumberId);
}

/** Lets an error code of Meta act: on consent (131050, 130403), on the pace (130429, 131056), on the account. */
export async function onSendError(engine: Engine, fact: SendErrorFact): Promise<void> {
  await applyAccountError(engine, { ...fact, country: countryOfPerson(fact.subject) });
  switch (fact.code) {
    case STOPPED_MARKETING:
      await engine.consent.record(
        nativeStopFromSendError({
          subject: fact.subject,
          namespace: engine.namespace,
          sendId: fact.sendId,
          phoneNumberId: fact.phoneNumberId,
          at: fact.at,
        }),
      );
      return;
    case BLOCKED_BY_US:
      await engine.consent.record(
        blockFromSendError({
          subject: fact.subject,
          namespace: engine.namespace,
          sendId: fact.sendId,
          at: fact.at,
        }),
      );
      return;
    case THROUGHPUT:
      engine.limits.slowDown(fact.phoneNumberId);
      return;
    case PAIR_RATE:
      await engine.limits.penalise(fact.phoneNumberId, fact.person);
      return;
    default:
  }
}
