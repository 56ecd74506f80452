import { type PhoneNumber, type RecipientInput, ValidationError } from "../core/index.js";
import { parseRecipient } from "../core/recipients.js";
import { type ConsentStatus, type ScopeStanding, suppressionAt } from "../consent/index.js";
import type { SendRecord } from "../ledger/index.js";
import { windowAt, type WindowView } from "../windows/index.js";
import { describeSend, type SendStory } from "./describe-send.js";
import { type AccountState, stateOf } from "./account-api.js";
import type { Engine } from "./engine.js";
import { entryOf, type LedgerEntry } from "./ledger-api.js";
import { checkSender } from "./request-options.js";

/** Which messages the question is about; all of the person's when nothing is given. */
export interface ExplainQuery {
  /** Name of the template. */
  readonly template?: string | undefined;
  /** The cause's `ref`: the order, the booking, the ticket. */
  readonly causeRef?: string | undefined;
  /** Dates or milliseconds since the epoch. */
  readonly since?: Date | number | undefined;
  /** How many sends, newest first. Default 20. */
  readonly limit?: number | undefined;
  /** Another sender of the same account: windows are kept per business number. */
  readonly from?: string | undefined;
}

/** One send with what became of it. */
export interface ExplainedSend extends SendStory {
  readonly send: LedgerEntry;
}

/** Why a person got a message, or did not. Safe to print: a phone number is masked. */
export interface Explanation {
  readonly user: PhoneNumber | string;
  readonly consent: ConsentStatus;
  readonly window: WindowView;
  /** What Meta's enforcement says of the account and its numbers. */
  readonly account: AccountState;
  /** Newest first. */
  readonly sends: readonly ExplainedSend[];
  /** The same in sentences, one a line. */
  readonly lines: readonly string[];
}

/** How far back a filtered question looks. */
const MOST_READ = 1_000;

/** "Why did Ravi not get his message?": reads consent, window and the ledger of one person. Writes nothing. */
export async function explain(
  engine: Engine,
  user: RecipientInput,
  query: ExplainQuery = {},
): Promise<Explanation> {
  const recipient = parseRecipient(user);
  const { limit, since } = checkQuery(query);
  const phoneNumberId = checkSender(query.from) ?? engine.phoneNumberId;
  await engine.store.init();
  const person = await engine.store.identity.resolve(recipient.key);
  const [consent, windowState, records, facts] = await Promise.all([
    engine.consent.get(user),
    engine.store.windows.get(person, phoneNumberId),
    engine.store.ledger.list({ person, limit: MOST_READ }),
    engine.account.facts(),
  ]);
  const window = windowAt(windowState, engine.clock.now());
  const sends = records
    .filter((record) => record.createdAt >= since && concerns(record, query))
    .slice(0, limit)
    .map((record) => ({ send: entryOf(record), ...describeSend(record) }));
  const account = stateOf(facts, engine.clock.now());
  const lines = [
    ...consentLines(consent, engine.clock.now()),
    windowLine(window),
    ...accountLines(account),
    ...sendLines(sends),
  ];
  return { user: consent.user, consent, window, account, sends, lines };
}

function concerns(record: SendRecord, { template, causeRef }: ExplainQuery): boolean {
  return (
    (template === undefined || record.template?.name === template) &&
    (causeRef === undefined || record.cause?.ref === causeRef)
  );
}

function checkQuery(query: ExplainQuery): { readonly limit: number; readonly since: number } {
  const limit = query.limit ?? 20;
  const since = Number(query.since ?? 0);
  if (Number.isInteger(limit) && limit >= 1 && limit <= MOST_READ && Number.isFinite(since))
    return { limit, since };
  throw new ValidationError(
    "INVALID_OPTIONS",
    "The question cannot be answered: limit or since is unusable.",
    {
      fix: `Give limit as a whole number from 1 to ${String(MOST_READ)}, and since as a Date or milliseconds.`,
      problems: [{ field: "limit, since", problem: "out of range" }],
    },
  );
}

const SCOPES = ["utility", "marketing", "authentication"] as const;

function consentLines(consent: ConsentStatus, now: number): string[] {
  const suppression = suppressionAt(consent, now);
  if (suppression !== undefined)
    return [`Consent: suppressed (${suppression.kind}); nothing but an answer to them may go out.`];
  const lines = SCOPES.map((scope) => `Consent for ${scope}: ${standingText(consent.state(scope))}.`);
  const hold = consent.marketingHold;
  if (hold === undefined || Date.parse(hold.until) <= now) return lines;
  return [...lines, `Marketing waits until ${hold.until} for their answer to an ambiguous stop word.`];
}

function standingText({ state, verification, method, since }: ScopeStanding): string {
  if (state === "unknown") return "none on record";
  const how = [
    method === undefined ? "" : `by ${method}`,
    since ?? "",
    state === "granted" ? verification : "",
  ];
  return [state, ...how.filter((part) => part !== "")].join(", ");
}

function windowLine({ open, expiresAt }: WindowView): string {
  if (expiresAt === undefined) return "Customer service window: closed; they never wrote to this number.";
  return `Customer service window: ${open ? "open until" : "closed since"} ${new Date(expiresAt).toISOString()}.`;
}

function accountLines({ breakers }: AccountState): string[] {
  return breakers.map(({ topic, subject, since, until, stops, ends }) => {
    const what = subject === "" ? topic : `${topic} ${subject}`;
    const end = until === undefined ? ends : `Until ${new Date(until).toISOString()}. ${ends}`;
    return `Account: ${what} since ${new Date(since).toISOString()}. Stops: ${stops} Ends: ${end}`;
  });
}

function sendLines(sends: readonly ExplainedSend[]): string[] {
  if (sends.length === 0)
    return ["No such send is on record: it was never asked for, or its record has been pruned."];
  return sends.map(({ send, what, next }) => {
    const subject = send.template?.name ?? send.kind;
    const cause = send.cause === undefined ? "" : ` for ${send.cause.kind} ${send.cause.ref}`;
    return `${new Date(send.createdAt).toISOString()} ${subject}${cause}: ${what}${next === undefined ? "" : ` ${next}`}`;
  });
}
