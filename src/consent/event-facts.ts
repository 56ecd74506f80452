import type { PersonKey } from "../core/index.js";
import type {
  ConsentAction,
  ConsentActor,
  ConsentBasis,
  ConsentMethod,
  Evidence,
  Scope,
  SuppressionKind,
} from "./types.js";

/** One act, as a caller or a webhook tells it. Instants are Dates or milliseconds since the epoch. */
export interface EventFacts {
  readonly subject: PersonKey;
  readonly namespace: string;
  readonly action: ConsentAction;
  readonly scopes: readonly Scope[] | "all";
  readonly method: ConsentMethod;
  readonly actor: ConsentActor;
  readonly basis?: ConsentBasis | undefined;
  readonly evidence?: Evidence | undefined;
  readonly occurredAt?: Date | number | undefined;
  readonly expiresAt?: Date | number | undefined;
  readonly reason?: string | undefined;
  readonly suppression?: SuppressionKind | undefined;
  readonly jurisdiction?: string | undefined;
  /** Idempotency: the same key, person, action and scopes are the same act. */
  readonly key?: string | undefined;
}
