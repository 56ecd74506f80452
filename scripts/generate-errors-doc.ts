/**
 * Writes docs/errors.md: one heading per error code, so that every `docsUrl` has its anchor. The compiler sees to it
 * that no code is forgotten.
 *
 *   npm run docs:errors             writes the page
 *   npm run docs:errors -- --check  fails when the page is not up to date
 */
import { readFileSync, writeFileSync } from "node:fs";
import type { StoreCode, TransportCode, WebhookSignatureCode } from "../src/core/delivery-errors.js";
import type { FlowCode } from "../src/core/flow-error.js";
import type { MediaCode } from "../src/core/media-error.js";
import type { HoldCode, RefuseCode } from "../src/core/policy-code.js";
import type { UnansweredCode } from "../src/core/unanswered-error.js";
import type { ValidationCode } from "../src/core/validation-error.js";
import { GRAPH_ERRORS } from "../src/graph/error-codes.js";

/** What happened, and what to do. */
type Text = readonly [what: string, fix: string];

const VALIDATION: Record<ValidationCode, Text> = {
  INVALID_OPTIONS: [
    "An option of `new Waypost`, of the webhook receiver or of the simulator is missing or unusable; `problems` lists each.",
    "Correct the options named.",
  ],
  INVALID_PHONE_NUMBER: [
    "The recipient is not an E.164 phone number.",
    "Write `+`, the country calling code and the number.",
  ],
  INVALID_RECIPIENT: [
    "The recipient is missing, or neither a number nor a user id.",
    "Give one E.164 number, one `PhoneNumber`, or one business-scoped user id.",
  ],
  INVALID_MESSAGE: [
    "A field of the message breaks one of Meta's limits; `problems` names field, limit and what was given.",
    "Correct the fields named.",
  ],
  INVALID_TEMPLATE: [
    "A template definition holds what Meta would refuse; each problem names its lint rule.",
    "Correct the definition.",
  ],
  INVALID_CAUSE: [
    "The cause has no known kind, no reference or no time.",
    "Say what happened to this person: `{ kind, ref, at }`.",
  ],
  INVALID_WEBHOOK: [
    "A signed body is no JSON, or the simulator's handshake failed.",
    "Only Meta's deliveries belong at the callback URL; client and simulator need the same verify token.",
  ],
  EVIDENCE_MISSING: [
    "The opt-in lacks the evidence that its method needs; `problems` names what.",
    "Keep what proves it. See [Consent](consent.md).",
  ],
  INVALID_CONSENT: [
    "A consent event has no known scope or method, or a time that cannot be.",
    "Correct the field named.",
  ],
  INVALID_INPUT: [
    "A field given to a resource breaks one of Meta's limits or is unknown; `problems` names field, limit and what was given.",
    "Correct the fields named. See [Resources](resources.md).",
  ],
  GRAPH_PATH_REFUSED: [
    "The raw Graph access was given a path or field that could send.",
    "Use `messages.sendTemplate()` or a `Chat`.",
  ],
  PACKAGE_MISSING: [
    "A feature needs a package that is not installed beside Waypost, for example `qrcode` for QR codes.",
    "Install the package that the error names.",
  ],
};

const REFUSALS: Record<RefuseCode, Text> = {
  MULTIPLE_RECIPIENTS: [
    "One call names several people (guard G1).",
    "One call per person, when something happened to them. See [Can I send to many at once?](many-recipients.md).",
  ],
  USER_BLOCKED_BY_US: [
    "This business blocked the person on WhatsApp (row 51).",
    "Unblock them with `waypost.blockList.unblock`, if that is right.",
  ],
  SUPPRESSED: [
    "The person objected, was erased, said no, or the number went to somebody else (rows 4, 16, 31, 33).",
    "Only the person can lift it. Free form may answer what they write later.",
  ],
  WINDOW_CLOSED: [
    "Free form outside the customer service window (row 5). The class is `WindowClosedError`.",
    "Send an approved template, or wait until they write.",
  ],
  HANDED_OFF: [
    "Free form by automation in a chat that is handed off to a person.",
    'Give the chat back (`chats.giveBack`), or send `by: "agent"` where a person writes.',
  ],
  OPTED_OUT: [
    "The person asked to stop (rows 3, 14, 22, 23, 31).",
    "Only a later opt-in by the person themselves lifts it.",
  ],
  TEMPLATE_NOT_APPROVED: [
    "The account has no such template in this language, or it is not approved (row 40; Meta: 132001).",
    "Correct name or language, or wait for the approval.",
  ],
  TEMPLATE_PAUSED: [
    "Meta paused the template for low quality (row 41; Meta: 132015).",
    "Wait, or improve it.",
  ],
  TEMPLATE_DISABLED: [
    "Meta disabled the template (row 41; Meta: 132016).",
    "Create a better one under another name.",
  ],
  TEMPLATE_PARAMS: [
    "The parameters do not fit the template (row 42; Meta: 132000, 132012, 132005).",
    "Give exactly its variables, one line of text each.",
  ],
  TEMPLATE_MISMATCH: ["The definition in code differs from the account's (row 42).", "Bring both in step."],
  CONSENT_REQUIRED: [
    "No stored opt-in covers the category (rows 11, 21).",
    'Record it with its evidence; for an order, `cause.basis: "contract"`.',
  ],
  CONSENT_UNVERIFIED: [
    "Marketing on the strength of an import (row 20, guard G15).",
    "Let the person confirm it.",
  ],
  DOI_REPEAT: [
    "The double opt-in question and its one reminder went out already (row 37).",
    "Do not ask again. The question lapses after seven days; only an act of their own opens it anew.",
  ],
  CAUSE_REQUIRED: [
    "The cause is missing, or does not fit the category (guards G2, G4; rows 19, 32).",
    "Name what happened; for marketing the person's own opt-in; for a code their own request.",
  ],
  CAUSE_STALE: ["The cause is too old, or lies in the future (guard G7, row 32).", "Send when it happens."],
  CAUSE_FANOUT: ["One cause reached too many people (guard G3).", "Name what happened to this person."],
  CAUSE_REPEATED: ["Too many messages about one cause (guard G8).", "Wait until something new happens."],
  MARKETING_US: [
    "Marketing to a US number (row 24; Meta: 131049).",
    "Reach the person in another way that they agreed to.",
  ],
  QUALITY: [
    "Marketing with a template or from a number of low quality; any use of a FLAGGED template (row 27).",
    "Find out why people block or report it, and submit a better one.",
  ],
  BSUID_UNSUPPORTED: ["A one-time code to a user id (row 53; Meta: 131062).", "Send it to the phone number."],
  CONFIRMATION_LATE: [
    "An opt-out may be confirmed once, within five minutes (rows 38, 39).",
    "Send nothing.",
  ],
  ACCOUNT_RESTRICTED: [
    "Meta disabled, locked or restricted the account, or stopped its utility templates (rows 7, 18, 44; Meta: 368, 131031, 131064, 131042).",
    "`account.state()` says what, until when and what ends it. See [Policy](policy.md).",
  ],
  SPAM_LIMIT: [
    "People blocked or reported the number too often (row 45; Meta: 131048).",
    "Find out why; after 24 hours, with a quality that is not RED, `account.release()`.",
  ],
  COUNTRY_RESTRICTED: [
    "Meta delivers nothing to this country: for this business, for its trade, or for anybody (row 46; Meta: 130497).",
    "Reach the person in another way that they agreed to.",
  ],
  MARKETING_ROUTE: [
    "The account takes marketing over the Marketing Messages API only (row 52; Meta: 131063).",
    "Set the `marketingMessages` option.",
  ],
  PROMO_IN_SESSION: [
    "An offer in an open chat, to somebody who did not agree to marketing (row 6).",
    "Leave the offer out, or ask for their opt-in first. A desk that answers questions about prices loosens `content.promotion` to `warn`, with its reason.",
  ],
  SENSITIVE_CONTENT: [
    "The message holds what WhatsApp's policy keeps out of chats, such as a whole payment card number.",
    "Show the last four digits at most.",
  ],
  TEMPLATE_POLICY: [
    "With these values the template breaks WhatsApp's policy (row 43; Meta: 132007).",
    "Keep card numbers, offers and codes out of the values.",
  ],
  DEADLINE_PASSED: [
    "The `deadline` of the send passed while it waited for its turn (row 49).",
    "Nothing was sent. Send again with fresh content, for example a new code.",
  ],
  CONSENT_SUSPECT: [
    "The opt-in was stored in a row with many others by one actor within a minute (guard G16).",
    "Store opt-ins when people give them; those you hold already come in with `consent.import()`.",
  ],
  CONTENT_FANOUT: [
    "The same marketing content already reached the most people that it may (guard G4).",
    "Tell people about what they subscribed to when it happens. See [Can I send to many at once?](many-recipients.md)",
  ],
  UTILITY_AS_BROADCAST: [
    "The last messages of a utility template say nearly the same to everybody (guard G5).",
    "Say what happened to this person. News and offers are marketing, with an opt-in for it.",
  ],
  CAUSE_IMPLAUSIBLE: [
    "The cause is a random id made for the send, of a template that says the same to everybody (guard G6).",
    "Name what happened by the id that your own system has for it.",
  ],
  FREEFORM_FANOUT: [
    "The same content already went into many open chats (guard G13).",
    "Answer what each person wrote; the first reply to a message is never counted.",
  ],
  SEQUENTIAL_NUMBERS: [
    "Many of the last new people have numbers next to one another (guard G17).",
    "Write only to numbers that people gave you.",
  ],
  LIST_QUALITY: [
    "Too many messages to new people could not be delivered (guard G18).",
    "Check numbers when people give them. It goes on after 24 hours.",
  ],
  OPT_OUT_RATE: [
    "Too many of those who got this template opted out (guard G19).",
    "Find out why, then acknowledge it with `waypost.policy.acknowledge()`.",
  ],
  NO_ENGAGEMENT: [
    "Hardly anybody reads or answers this marketing template (guard G20).",
    "Send it to those who asked for it, say something else, or leave it.",
  ],
  STRANGER_BURST: [
    "Many messages within 15 seconds to people who never wrote (guard G11): utility is held (`HeldError`), marketing refused for 15 minutes.",
    "Utility: call again after `retryAfterMs`. Marketing: tell each person when what they subscribed to happens.",
  ],
};

/** `STRANGER_BURST` stands with the refusals: it holds utility and refuses marketing. */
const HOLDS: Record<Exclude<HoldCode, RefuseCode>, Text> = {
  REACH_LIMIT: [
    "The portfolio reached the part of Meta's messaging limit that may be used (guard G10, row 47).",
    "Try again after `retryAfterMs`. Meta raises the limit by itself when messages are welcome.",
  ],
  WARMUP_LIMIT: [
    "A new number reached the most people for now (guard G9).",
    "Try again after `retryAfterMs`. After a clean day it may reach twice as many.",
  ],
  UNANSWERED: ["The person got many messages since they last wrote (guard G14).", "Wait for their answer."],
  RECIPIENT_CAP: [
    "The person got the most that one person gets (guard G12, row 34).",
    "Try again after `retryAfterMs`, if it still matters.",
  ],
  OPT_OUT_PENDING: [
    "The person wrote a word that may mean stop, and was asked (keyword tier T2).",
    "Wait for the answer; silence ends marketing.",
  ],
  QUIET_HOURS: [
    "It is not the time for marketing where the person is (rows 25, 28, guard G22).",
    "Try again after `retryAfterMs`.",
  ],
  RECIPIENT_COOLDOWN: [
    "Meta held back the last marketing message to this person (row 26; Meta: 131049).",
    "Try again after `retryAfterMs`, if it still matters.",
  ],
  TEMPLATE_COOLDOWN: [
    "Meta held back more than a tenth of this template's marketing of an hour (guard G21; Meta: 131049).",
    "Wait a day, and write to fewer people, less often.",
  ],
  UNDELIVERABLE: [
    "The last messages to this person could not be delivered (row 50; Meta: 131026).",
    "Check the number with the person; a message from them opens the way.",
  ],
  PAIR_RATE: [
    "Too many messages to this one person within seconds (row 48; Meta: 131056).",
    "Wait `retryAfterMs`.",
  ],
  QUEUE_FULL: [
    "Too many sends wait for this number (row 49).",
    "Send more slowly, or keep the work in your own queue.",
  ],
  LIMITS_UNAVAILABLE: [
    "The limits that processes share cannot be reached (row 54).",
    "Nothing was sent; sends go on by themselves when Redis is back. `whenAway: { share }` lets each process go on with a part.",
  ],
  SEND_IN_PROGRESS: [
    "Another worker is sending this message (guard G23).",
    "Call again later: you get its result, or the claim when it died.",
  ],
  TEMPLATE_QUOTA: [
    "A hundred templates were created within the hour, as many as Meta lets an account create.",
    "Nothing was created; call again after `retryAfterMs`.",
  ],
};

const DELIVERY: Record<TransportCode | "IN_DOUBT", Text> = {
  IN_DOUBT: [
    "The request left and no answer came: the message may or may not have been accepted.",
    "Do not send it again; the status webhook settles it. See [Ledger](ledger.md).",
  ],
  CONNECTION_FAILED: [
    "No connection could be made; nothing was sent.",
    "Check network and base URL; call again.",
  ],
  REQUEST_TIMEOUT: [
    "No complete answer came in time.",
    "Look before you repeat: it may have been carried out.",
  ],
  CONNECTION_LOST: [
    "The connection broke before the answer was complete.",
    "Look before you repeat: it may have been carried out.",
  ],
  BAD_ANSWER: [
    "The answer is not one of Graph's: a proxy's page, half a body, nothing.",
    "Look before you repeat; check the proxies on the way.",
  ],
  ABORTED: [
    "The caller aborted the request. `requestLeft` tells whether it had started.",
    "When it had, look before you repeat.",
  ],
};

const STORES: Record<StoreCode, Text> = {
  STORE_UNAVAILABLE: [
    "The store could not be read or written. Nothing was sent (row 54).",
    "Look at the cause: a full disk, a file taken away, a lock; a PostgreSQL that is down, which the store finds again by itself.",
  ],
  STORE_OPEN_FAILED: [
    "The store could not be opened.",
    "SQLite: check that the folder exists, that the process may write there, and that the file is a database. PostgreSQL: check address, user and password, and the right to make tables. The next call tries again.",
  ],
  STORE_DRIVER_MISSING: [
    "No driver of the store can be loaded.",
    "SQLite: use Node 22.13 or newer, or `npm install libsql`. PostgreSQL: `npm install pg`.",
  ],
  STORE_SCHEMA_NEWER: ["A newer Waypost wrote the store.", "Update Waypost on this machine."],
  ERASURE_KEY_MISSING: [
    "The store holds marks of erased people and was not given the key that made them, or `consent.erase` was called without any key.",
    "Give the store its `erasureKeys`, old ones included. See [Consent](consent.md).",
  ],
  REGISTER_UNAVAILABLE: [
    "A suppression register could not be asked and its last answer is too old. Marketing fails closed.",
    "Try again when the register answers; other messages are not affected.",
  ],
};

const UNANSWERED: Record<UnansweredCode, Text> = {
  ANSWER_TIMEOUT: ["Nobody answered within the question's time.", "Go on without the answer."],
  ANSWER_UNFIT: [
    "No answer fitted, however often the question was put.",
    "Offer another way, for example `chat.handOff()`.",
  ],
  ANSWER_ELSEWHERE: [
    "The answer came to another process, which took it.",
    "With several processes use `chat.pose` and `onAnswer`.",
  ],
  ANSWER_UNROUTED: [
    "The code that waited for the answer failed with it, and no `onAnswer` handler takes it over.",
    "Correct the code; register `onAnswer` for what must survive.",
  ],
  QUESTION_REPLACED: [
    "Another question was put to the same person meanwhile: a chat has one open question.",
    "Ask one after the other.",
  ],
  QUESTION_ABORTED: ["The signal given to `chat.ask` was aborted.", "Nothing."],
  QUESTION_OPTED_OUT: ["The person sent a stop word instead of answering.", "Do not ask again."],
  QUESTION_HANDED_OFF: [
    "The chat was handed off while the question waited.",
    "Ask again when it is given back.",
  ],
};

const SIGNATURES: Record<WebhookSignatureCode, Text> = {
  SECRET_MISSING: [
    "There is no app secret to check signatures with.",
    "Give it; without it every delivery is rejected.",
  ],
  SIGNATURE_MISSING: [
    "The request has no `X-Hub-Signature-256` header.",
    "Let your proxy pass it on. A request without it is not from Meta.",
  ],
  SIGNATURE_MALFORMED: [
    "The header is not `sha256=` and 64 hex digits.",
    "Pass it as it came; SHA-1 is not accepted.",
  ],
  SIGNATURE_MISMATCH: [
    "The signature does not fit the body: it was parsed and written again, re-encoded on the way, or the secret is another.",
    "The error's `fix` says which it probably was. Hand over the raw bytes. See [Webhooks](webhooks.md).",
  ],
};

const MEDIA: Record<MediaCode, Text> = {
  MEDIA_HOST_REFUSED: [
    "The media URL leads to a host that is not Meta's; the token was not sent.",
    "Take the URL from `media.get()`. See [Media](media.md).",
  ],
  MEDIA_URL_EXPIRED: [
    "The URL is older than five minutes, or the file is gone.",
    "Ask for a new URL with the media id, as `media.download({ mediaId })` does by itself.",
  ],
  MEDIA_TOO_LARGE: [
    "The file is larger than `maxBytes`, or than Meta takes.",
    "Raise `maxBytes`, or send a smaller file.",
  ],
  MEDIA_CORRUPT: [
    "The bytes do not fit the SHA-256 or the size that Meta named. Nothing is left behind.",
    "Download it again.",
  ],
  MEDIA_UNREADABLE: [
    "The file to upload could not be read, or is not as long as it was said to be.",
    "Check path, permissions and size.",
  ],
};

const FLOWS: Record<FlowCode, Text> = {
  FLOW_TOKEN_EXPIRED: [
    "Throw it from a handler when the Flow token is no longer good: the person's Flow closes (HTTP 427).",
    "Start a new Flow with a new token. See [Flows](flows.md).",
  ],
  FLOW_DECRYPT_FAILED: [
    "The request was encrypted for another key (HTTP 421): the person's phone fetches the public key again.",
    "Upload the public key that belongs to your private key.",
  ],
  FLOW_SIGNATURE_INVALID: [
    "The request was not signed with the app secret (HTTP 432).",
    "Check the app secret, and that the bytes arrive as they were sent.",
  ],
  FLOW_REQUEST_INVALID: ["The request is not one of a Flow.", "Only WhatsApp belongs at this address."],
  FLOW_KEY_INVALID: [
    "The private key cannot be read.",
    "Give a PKCS#8 PEM of an RSA key (`generateFlowKeys()` makes one).",
  ],
  FLOW_MEDIA_CORRUPT: [
    "A file that a person picked in a Flow does not fit its hashes.",
    "Ask the person for it again.",
  ],
};

const page = new URL("../docs/errors.md", import.meta.url);
const text = render();
if (process.argv.includes("--check")) {
  const upToDate = readFileSync(page, "utf8") === text;
  console.log(
    upToDate ? "docs/errors.md is up to date" : "docs/errors.md is not up to date: npm run docs:errors",
  );
  process.exitCode = upToDate ? 0 : 1;
} else {
  writeFileSync(page, text);
}

function render(): string {
  const meta = [...GRAPH_ERRORS].map(([code, { title, fix, retry }]): [string, Text] => [
    `META_${String(code)}`,
    [
      title,
      `${fix} ${{ never: "Never repeat it.", fix: "Correct it, then send.", backoff: "Repeated by itself, a little later.", later: "Not before the limit's window is over." }[retry]}`,
    ],
  ]);
  return [
    "# Errors",
    "",
    "Made by `npm run docs:errors`; do not edit. Every error has a `code`, a message, a `fix` and a link to its paragraph here. Recognise a class with its",
    "static guard, which also works across ESM and CommonJS: `if (RefusedError.is(error)) error.code`.",
    section(
      "Bad input: `ValidationError`",
      "Thrown at the call, before anything is written or sent.",
      Object.entries(VALIDATION),
    ),
    section(
      "Refused: `RefusedError`",
      "The policy said no. `decision` has the rule and the facts. See [Policy](policy.md).",
      Object.entries(REFUSALS),
    ),
    section("Held: `HeldError`", "Not now: `retryAfterMs` says when.", Object.entries(HOLDS)),
    section("On the way: `InDoubtError`, `TransportError`", "Nobody answered.", Object.entries(DELIVERY)),
    section("Stores: `StoreError`", "See [Stores](stores.md).", Object.entries(STORES)),
    section(
      "Questions: `UnansweredError`",
      "Why `chat.ask` got no answer. See [Conversations](conversations.md).",
      Object.entries(UNANSWERED),
    ),
    section("Files: `MediaError`", "See [Media](media.md).", Object.entries(MEDIA)),
    section("Flow endpoints: `FlowError`", "See [Flows](flows.md).", Object.entries(FLOWS)),
    section(
      "Signatures: `WebhookSignatureError`",
      "See [Webhooks](webhooks.md).",
      Object.entries(SIGNATURES),
    ),
    section(
      "Meta said no: `GraphApiError`",
      "With `graphCode`, `details` and `fbtraceId` for Meta's support. An unknown code comes as `META_` and its number.",
      meta,
    ),
  ].join("\n");
}

function section(title: string, intro: string, entries: readonly [string, Text][]): string {
  return [
    "",
    `## ${title}`,
    "",
    intro,
    "",
    ...entries.flatMap(([code, [what, fix]]) => [
      `### ${code.toLowerCase()}`,
      "",
      `\`${code}\`: ${what} ${fix}`,
      "",
    ]),
  ].join("\n");
}
