import fc from "../support/seeded-properties.js";
import { describe, expect, it } from "vitest";
import {
  CONSENT_METHODS,
  type ConsentAction,
  type ConsentEvent,
  foldConsent,
  isUserOriginated,
  type Scope,
  scopeStateAt,
} from "../../src/consent/index.js";

const T0 = Date.parse("2026-03-01T00:00:00.000Z");
const HOUR = 3_600_000;
const SCOPES: readonly Scope[] = [
  "utility",
  "marketing",
  "marketing_night",
  "authentication",
  "topic:a",
  "topic:b",
];
const GIVES: readonly string[] = ["grant", "confirm", "reconfirm"];
const ACTIONS: readonly ConsentAction[] = [
  "request",
  "grant",
  "confirm",
  "deny",
  "withdraw",
  "expire",
  "invalidate",
  "suppress",
  "unsuppress",
  "erase",
  "reconfirm",
  "hold",
  "release",
];

const iso = (hours: number): string => new Date(T0 + hours * HOUR).toISOString();
/** Few instants, so that ties are common; wide enough for 72-hour holds and 7-day requests to run out in between. */
const hours = fc.constantFrom(0, 1, 2, 50, 74, 75, 100, 200, 300);
const scopes = fc.oneof(
  { weight: 4, arbitrary: fc.subarray([...SCOPES], { minLength: 1, maxLength: 3 }) },
  { weight: 1, arbitrary: fc.constant("all" as const) },
);

const eventOf = (actions: fc.Arbitrary<ConsentAction>): fc.Arbitrary<ConsentEvent> =>
  fc
    .record({
      id: fc.uuid(),
      action: actions,
      scopes,
      at: hours,
      storedAfter: fc.constantFrom(0, 0, 1, 400),
      subject: fc.constantFrom("919812345678", "IN.abc123"),
      actor: fc.constantFrom("user" as const, "user" as const, "operator" as const, "platform" as const),
      method: fc.constantFrom(...CONSENT_METHODS, "web_form" as const, "web_form" as const),
      documented: fc.boolean(),
      lasts: fc.option(fc.constantFrom(1, 72, 150), { nil: undefined }),
      suppression: fc.constantFrom("objection" as const, "legal" as const, "erased" as const),
    })
    .map(({ at, storedAfter, actor, lasts, documented, suppression, ...rest }) => ({
      ...rest,
      namespace: "brand",
      occurredAt: iso(at),
      recordedAt: iso(at + storedAfter),
      actor: { kind: actor },
      basis: "consent",
      ...(documented ? { evidence: { documentRef: "d" } } : {}),
      ...(rest.action === "suppress" ? { suppression } : {}),
      ...(lasts === undefined ? {} : { expiresAt: iso(at + lasts) }),
    }));

const anyEvent = eventOf(fc.constantFrom(...ACTIONS, "grant", "grant", "withdraw", "hold"));
const history = fc.uniqueArray(anyEvent, { selector: ({ id }) => id, maxLength: 10 });
const withdrawal = eventOf(fc.constantFrom("withdraw", "deny")).map((event): ConsentEvent => ({
  ...event,
  id: `end:${event.id}`,
}));
const imports = fc.array(
  eventOf(fc.constantFrom("grant", "confirm", "reconfirm", "request")).map((event): ConsentEvent => ({
    ...event,
    id: `import:${event.id}`,
    method: "import",
  })),
  { minLength: 1, maxLength: 5 },
);
const now = fc.constantFrom(0, 1, 3, 60, 74, 76, 147, 250, 301, 500, 1_000).map((h) => T0 + h * HOUR);

const fold = (events: readonly ConsentEvent[]) => foldConsent(events, "p", "brand");
const states = (events: readonly ConsentEvent[], at: number): Record<string, string> =>
  Object.fromEntries(
    [...SCOPES, "calls" as const].map((scope) => [scope, scopeStateAt(fold(events), scope, at).state]),
  );

/** A view is asked about now, and now is not before what it holds. */
const notBefore = (events: readonly ConsentEvent[], at: number): number =>
  Math.max(at, ...events.map(({ occurredAt }) => Date.parse(occurredAt)));

/** What the words of compliance 3.4 rule 6 say, apart from the code under test. */
function ends(event: ConsentEvent, scope: Scope): boolean {
  if (event.action === "erase") return true;
  if (event.action !== "withdraw" && event.action !== "deny") return false;
  if (event.scopes === "all" || event.scopes.includes(scope)) return true;
  const underMarketing = scope === "marketing" || scope === "marketing_night" || scope.startsWith("topic:");
  return underMarketing && (event.scopes.includes("marketing") || event.scopes.includes("utility"));
}

/** A topic may also live on marketing's consent. */
function gives(event: ConsentEvent, scope: Scope): boolean {
  if (!GIVES.includes(event.action)) return false;
  if (event.scopes === "all" || event.scopes.includes(scope)) return true;
  return scope.startsWith("topic:") && event.scopes.includes("marketing");
}

describe("the fold of consent events", () => {
  it("P3: is a function of the set of events: order and repetition never matter", () => {
    fc.assert(
      fc.property(
        history.chain((events) =>
          fc.tuple(
            fc.constant(events),
            fc.shuffledSubarray(events, { minLength: events.length }),
            fc.array(events.length === 0 ? fc.constant(undefined) : fc.constantFrom(...events)),
          ),
        ),
        ([events, permuted, repeated]) => {
          const again = [...permuted, ...repeated.filter((event) => event !== undefined)];
          expect(fold(again)).toEqual(fold(events));
        },
      ),
      { numRuns: 3_000 },
    );
  });

  it("P3: merging the events of two aliases gives one view, whoever is added to whom, above both revisions", () => {
    fc.assert(
      fc.property(history, history, (a, b) => {
        expect(fold([...a, ...b])).toEqual(fold([...b, ...a]));
        expect(fold([...a, ...b]).revision).toBe(a.length + b.length);
      }),
    );
  });

  it("P1: no withdrawal without a later user-originated grant leaves a scope granted, at any time", () => {
    fc.assert(
      fc.property(history, now, (events, at) => {
        const shown = states(events, at);
        for (const scope of SCOPES) {
          const stands = events.some(
            (end) =>
              ends(end, scope) &&
              !events.some(
                (grant) =>
                  gives(grant, scope) && isUserOriginated(grant) && grant.occurredAt > end.occurredAt,
              ),
          );
          if (stands) expect(shown[scope], scope).not.toBe("granted");
        }
      }),
      { numRuns: 5_000 },
    );
  });

  it("P2: importing anything changes no ended scope to granted, and lifts no erasure", () => {
    fc.assert(
      fc.property(history, imports, now, (events, added, moment) => {
        const at = notBefore([...events, ...added], moment);
        const before = states(events, at);
        const after = states([...events, ...added], at);
        for (const [scope, state] of Object.entries(before)) {
          if (state === "withdrawn" || state === "denied") expect(after[scope], scope).not.toBe("granted");
        }
        expect(fold([...events, ...added]).suppression).toEqual(fold(events).suppression);
      }),
      { numRuns: 5_000 },
    );
  });

  it("one more withdrawal never turns what is not granted into granted", () => {
    fc.assert(
      fc.property(history, withdrawal, now, (events, added, moment) => {
        const at = notBefore([...events, added], moment);
        const before = states(events, at);
        const after = states([...events, added], at);
        for (const [scope, state] of Object.entries(before)) {
          if (state !== "granted") expect(after[scope], scope).not.toBe("granted");
        }
      }),
      { numRuns: 5_000 },
    );
  });

  it("time never makes a consent: what is not granted stays so until the person, or anybody, acts", () => {
    fc.assert(
      fc.property(history, now, now, (events, a, b) => {
        const [early, late] = [notBefore(events, Math.min(a, b)), notBefore(events, Math.max(a, b))];
        const before = states(events, early);
        for (const [scope, state] of Object.entries(states(events, late))) {
          if (state === "granted") expect(before[scope], scope).toBe("granted");
        }
      }),
      { numRuns: 3_000 },
    );
  });

  it("silence after an ambiguous word ends marketing, unless the person or a release decided", () => {
    fc.assert(
      fc.property(history, hours, (events, at) => {
        const hold: ConsentEvent = {
          id: "the-hold",
          subject: "919812345678",
          namespace: "brand",
          action: "hold",
          scopes: ["marketing"],
          occurredAt: iso(at),
          recordedAt: iso(at),
          actor: { kind: "user" },
          method: "whatsapp_keyword",
          basis: "consent",
          expiresAt: iso(at + 72),
        };
        const decided = events.some(
          (event) =>
            event.occurredAt > hold.occurredAt &&
            (event.action === "release" || (gives(event, "marketing") && isUserOriginated(event))),
        );
        if (!decided) {
          const { state } = scopeStateAt(fold([...events, hold]), "marketing", T0 + 1_000 * HOUR);
          expect(state).not.toBe("granted");
        }
      }),
      { numRuns: 3_000 },
    );
  });
});
