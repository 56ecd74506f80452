/** The account as a whole. State. */
export interface AccountState {
  accessToken: string;
  tokenExpired: boolean;
  /** Numbers of restrictions by type, with the instant at which they end. */
  readonly restrictions: Map<string, number>;
  locked: boolean;
  spamLimited: boolean;
  /** Countries to which sends fail with 130497. */
  readonly blockedCountries: Set<string>;
  /** Marketing templates on `/messages` fail with 131063. */
  marketingDisabled: boolean;
  /** Announced messaging limit; undefined: the one of the options. */
  tier: string | undefined;
  overrideCallback: string | undefined;
}

/** Types of restriction that Meta puts on an account. */
export type RestrictionType =
  | "RESTRICTED_BIZ_INITIATED_MESSAGING"
  | "RESTRICTED_CUSTOMER_INITIATED_MESSAGING"
  | "RESTRICTED_UTILITY_TEMPLATES"
  | "RESTRICTED_DIRECT_SEND_UTILITY_TEMPLATES"
  | "RESTRICTED_ADD_PHONE_NUMBER_ACTION";

export function createAccount(accessToken: string): AccountState {
  return {
    accessToken,
    tokenExpired: false,
    restrictions: new Map(),
    locked: false,
    spamLimited: false,
    blockedCountries: new Set(),
    marketingDisabled: false,
    tier: undefined,
    overrideCallback: undefined,
  };
}

export function isRestricted(account: AccountState, type: RestrictionType, now: number): boolean {
  return (account.restrictions.get(type) ?? 0) > now;
}
