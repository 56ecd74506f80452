/** Properties P1 to P9 of the policy, each by name; P1 also in histories and in the opt-out race, P3 and P7 also in the tests of fold and keywords. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "../support/seeded-properties.js";
import { afterEach, describe, expect, it } from "vitest";
import { memoryStore } from "waypost";
import { sqliteStore } from "waypost/sqlite";
import {
  classifyKeyword,
  type ConsentEvent,
  createConsentRegistry,
  foldConsent,
  keywordEvent,
} from "../../src/consent/index.js";
import { KEYWORD_LISTS, type KeywordList } from "../../src/consent/keywords/index.js";
import { CAUSE_KINDS } from "../../src/core/cause.js";
import { DAY, seededRandom, virtualClock } from "../../src/core/index.js";
import {
  decide,
  NO_COUNTS,
  type PolicyRequest,
  type PolicySnapshot,
  STRICT_POLICY,
} from "../../src/policy/index.js";
import { openWorld, optIn, RAVI, SEEN, shipped, somebody } from "../scenario/setup.js";

const NOW = Date.UTC(2026, 5, 1, 6);
const MEENA = "+919812345679";
const erasureKeys = [{ id: "k", secret: "s".repeat(40) }];

const openRegistry = (store = memoryStore({ erasureKeys })) => {
  const clock = virtualClock(NOW);
  const parts = { store, clock, random: seededRandom(1), namespace: "default", businessName: "Asha Stores" };
  return { store, clock, consent: createConsentRegistry(parts) };
};

/** Lines of a file that somebody may hand us: sense and nonsense. */
const fileRow = fc.record({
  user: fc.constantFrom(
    RAVI,
    MEENA,
    "91 98123 45678",
    "+91-98123-45678",
    "IN.ravi",
    "nobody",
    `${RAVI},${MEENA}`,
  ),
  action: fc.constantFrom("grant", "subscribed", "opt_in", "withdraw", "deny", "", "?"),
  scopes: fc.constantFrom("utility", "marketing", "utility marketing", "all", "topic:x", "", "x"),
  occurredAt: fc.constantFrom(
    "2020-01-01",
    "2025-06-01T10:00:00Z",
    "2026-05-31",
    "1780000000",
    "2030-01-01",
    "",
    "soon",
  ),
});
const file = fc.array(fileRow, { maxLength: 8 });
const csvOf = (rows: readonly Readonly<Record<string, string>>[]): string =>
  [
    "user,action,scopes,occurredAt",
    ...rows.map((row) =>
      Object.values(row)
        .map((value) => `"${value}"`)
        .join(","),
    ),
  ].join("\n");
const batch = { source: "s", collectedFrom: "2019-01-01", collectedTo: "2026-05-31", attestedBy: "m" };

describe("P2: no file lifts anything", () => {
  it("importing any file changes no subject from withdrawn, denied or erased to granted", async () => {
    await fc.assert(
      fc.asyncProperty(file, fc.constantFrom("withdraw", "deny", "erase", "suppress"), async (rows, end) => {
        const { consent, clock } = openRegistry();
        const scopes = ["utility", "marketing"] as const;
        await consent.grant({ user: RAVI, scopes, method: "web_form", evidence: SEEN });
        await clock.advance(1_000);
        if (end === "withdraw") await consent.withdraw({ user: RAVI });
        if (end === "deny") await consent.deny({ user: RAVI, scopes: "all" });
        if (end === "erase") await consent.erase(RAVI);
        if (end === "suppress") await consent.suppress({ user: RAVI, kind: "legal", reason: "letter" });
        const before = await consent.get(RAVI);
        await clock.advance(1_000);
        await consent.import(csvOf(rows), { format: "csv", batch: { ...batch, id: "b" } });
        const after = await consent.get(RAVI);
        for (const scope of [...scopes, "topic:x", "calls"] as const) {
          if (end !== "suppress") expect(after.state(scope).state).not.toBe("granted");
        }
        expect(after.suppression).toEqual(before.suppression);
        expect((await consent.verify()).intact).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

const recipient = fc.record({
  kind: fc.constantFrom("phone" as const, "bsuid" as const),
  country: fc.constantFrom(undefined, "IN", "US", "DE"),
});
const request: fc.Arbitrary<PolicyRequest> = fc.oneof(
  recipient.map((to): PolicyRequest => ({ kind: "free_form", recipient: to })),
  fc
    .record({
      to: recipient,
      category: fc.constantFrom("utility" as const, "marketing" as const, "authentication" as const),
      cause: fc.option(
        fc.record({
          kind: fc.constantFrom(...CAUSE_KINDS),
          ref: fc.constantFrom("A-1", "e0"),
          at: fc.integer({ min: NOW - 40 * DAY, max: NOW + DAY }),
          userInitiated: fc.boolean(),
        }),
        { nil: undefined },
      ),
      problems: fc.constantFrom([], ["name is missing"]),
    })
    .map(({ to, category, cause, problems }): PolicyRequest => ({
      kind: "template",
      recipient: to,
      name: "t",
      language: "en",
      declaredCategory: category,
      parameterProblems: problems,
      cause,
    })),
);
const consentEvents: fc.Arbitrary<readonly ConsentEvent[]> = fc.uniqueArray(
  fc
    .record({
      id: fc.nat(8).map((n) => `e${String(n)}`),
      minute: fc.nat(500),
      action: fc.constantFrom(
        "grant" as const,
        "withdraw" as const,
        "deny" as const,
        "suppress" as const,
        "hold" as const,
        "request" as const,
      ),
      method: fc.constantFrom("web_form" as const, "import" as const, "whatsapp_keyword" as const),
      scopes: fc.constantFrom(
        ["utility"] as const,
        ["marketing"] as const,
        ["utility", "marketing"] as const,
        "all" as const,
      ),
    })
    .map(({ minute, ...rest }): ConsentEvent => ({
      ...rest,
      subject: "919812345678",
      namespace: "b",
      occurredAt: new Date(NOW - minute * 60_000).toISOString(),
      recordedAt: new Date(NOW).toISOString(),
      actor: { kind: "user" },
      basis: "consent",
      ...(rest.action === "suppress" ? { suppression: "objection" as const } : {}),
    })),
  { selector: ({ id }) => id, maxLength: 5 },
);
const snapshot: fc.Arbitrary<PolicySnapshot> = fc
  .record({
    events: consentEvents,
    inbound: fc.option(fc.integer({ min: NOW - 3 * DAY, max: NOW }), { nil: undefined }),
    status: fc.constantFrom("APPROVED", "PAUSED", "DISABLED", "PENDING", undefined),
    category: fc.constantFrom("utility" as const, "marketing" as const, "authentication" as const),
    quality: fc.constantFrom("GREEN", "RED"),
    mismatch: fc.constantFrom([], ["the body differs"]),
    counts: fc.constantFrom(0, 1, 20),
  })
  .map(({ events, inbound, status, category, quality, mismatch, counts }) => ({
    consent: foldConsent(events, "919812345678", "b"),
    window:
      inbound === undefined
        ? undefined
        : { person: "919812345678", phoneNumberId: "1", lastInboundAt: inbound, lastInboundMessageId: "m" },
    template:
      status === undefined
        ? undefined
        : {
            businessAccountId: "9",
            name: "t",
            language: "en",
            status,
            category,
            quality,
            parameterFormat: "NAMED",
            updatedAt: 1,
          },
    templateMismatches: mismatch,
    counts: Object.fromEntries(
      Object.keys(NO_COUNTS).map((name) => [name, counts]),
    ) as unknown as typeof NO_COUNTS,
  }));

describe("P1 and P3 of stored events", () => {
  it("P3: every permutation of the order of arrival gives the same view, from the fold and from a store", async () => {
    await fc.assert(
      fc.asyncProperty(consentEvents, async (all) => {
        const events = all.slice(0, 4);
        const expected = foldConsent(events, "919812345678", "b");
        for (const order of permutations(events)) {
          expect(foldConsent(order, "919812345678", "b")).toEqual(expected);
          const { consent } = memoryStore();
          for (const event of order) await consent.append(event);
          expect(await consent.view("919812345678", "b")).toEqual(expected);
        }
      }),
      { numRuns: 150 },
    );
  });

  it("P1: whatever is stored before the wire check, no marketing passes after a withdrawal that nothing of the person's own follows", () => {
    fc.assert(
      fc.property(consentEvents, (events) => {
        const decision = decide(
          {
            kind: "template",
            recipient: { kind: "phone", country: "IN" },
            name: "t",
            language: "en",
            declaredCategory: "marketing",
            parameterProblems: [],
            cause: { kind: "subscription", ref: "e0", at: NOW },
          },
          {
            consent: foldConsent(events, "919812345678", "b"),
            window: undefined,
            templateMismatches: [],
            template: {
              businessAccountId: "9",
              name: "t",
              language: "en",
              status: "APPROVED",
              category: "marketing",
              quality: "GREEN",
              parameterFormat: "NAMED",
              updatedAt: 1,
            },
            counts: NO_COUNTS,
          },
          NOW,
        );
        const ends = events.filter(
          ({ action, scopes }) =>
            (action === "withdraw" || action === "deny") && (scopes === "all" || scopes.length > 0),
        );
        const standing = ends.some(
          (end) =>
            !events.some(
              (other) =>
                other.action === "grant" && other.method !== "import" && other.occurredAt > end.occurredAt,
            ),
        );
        if (standing) expect(decision.action).not.toBe("allow");
      }),
      { numRuns: 3_000 },
    );
  });
});

describe("P4 and P8: decisions", () => {
  it("P4: decide is deterministic, changes nothing it is given and asks nobody: no clock, no dice, no store", () => {
    fc.assert(
      fc.property(request, snapshot, (ask, world) => {
        const [frozenAsk, frozenWorld] = [
          deepFreeze(structuredClone(ask)),
          deepFreeze(structuredClone(world)),
        ];
        const first = undisturbed(() => decide(frozenAsk, frozenWorld, NOW));
        expect(first).not.toBeInstanceOf(Promise);
        expect(decide(structuredClone(ask), structuredClone(world), NOW)).toEqual(first);
      }),
      { numRuns: 1_500 },
    );
  });

  it("P8: every refusal and every hold has a rule, a stable code, what would make it pass and where to read on", () => {
    const codes = new Set<string>();
    const page = readFileSync(new URL("../../docs/errors.md", import.meta.url), "utf8");
    fc.assert(
      fc.property(request, snapshot, (ask, world) => {
        const decision = decide(ask, world, NOW);
        if (decision.action === "allow") return;
        codes.add(decision.code);
        expect(decision.rule).toMatch(/^[A-Za-z]+-?\d+$/);
        expect(decision.message.length).toBeGreaterThan(10);
        expect(decision.fix.length).toBeGreaterThan(10);
        expect(decision.docsUrl.endsWith(`errors.md#${decision.code.toLowerCase()}`)).toBe(true);
        expect(page).toContain(`### ${decision.code.toLowerCase()}\n`);
        expect(JSON.stringify(decision)).not.toContain("919812345678");
      }),
      { numRuns: 3_000 },
    );
    expect(codes.size).toBeGreaterThan(10);
  });
});

describe("P5: one cause, a few people", () => {
  it("for any number of people and one cause, no more are reached than its cap", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom("order" as const, "shipment" as const, "payment" as const, "ticket" as const),
        fc.integer({ min: 1, max: 12 }),
        async (kind, people) => {
          const { sim, waypost } = await openWorld();
          const users = Array.from({ length: people }, (_, i) => `+9198123456${String(10 + i)}`);
          for (const user of users) await optIn(waypost, user);
          const cause = { kind, ref: "one thing", at: sim.now } as const;
          await Promise.allSettled(
            users.map((to) => waypost.messages.sendTemplate({ ...shipped(sim, "A", to), cause })),
          );
          expect(sim.sent.length).toBeLessThanOrEqual(STRICT_POLICY.causeFanout[kind]);
          if (people <= STRICT_POLICY.causeFanout[kind]) expect(sim.sent.length).toBe(people);
          await waypost.close();
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe("P6: erasure", () => {
  let folder: string | undefined;
  afterEach(() => {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  });

  it("erase, then any import: the file holds no plaintext number of that person", async () => {
    await fc.assert(
      fc.asyncProperty(file, file, async (before, after) => {
        folder = mkdtempSync(join(tmpdir(), "waypost-p6-"));
        const path = join(folder, "store.db");
        const store = sqliteStore({ path, erasureKeys });
        const { consent, clock } = openRegistry(store);
        await consent.grant({ user: RAVI, scopes: ["utility"], method: "web_form", evidence: SEEN });
        await store.identity.link(["919812345678", "IN.ravi"]);
        await consent.import(csvOf(before), { format: "csv", batch: { ...batch, id: "before" } });
        await clock.advance(1_000);
        await consent.erase(RAVI);
        await consent.import(csvOf(after), { format: "csv", batch: { ...batch, id: "after" } });
        expect((await consent.verify()).intact).toBe(true);
        await store.close();
        const bytes = ["", "-wal"]
          .map((suffix) => {
            try {
              return readFileSync(path + suffix, "latin1");
            } catch {
              return "";
            }
          })
          .join("");
        expect(bytes.includes("919812345678")).toBe(false);
        expect(bytes.includes("IN.ravi")).toBe(false);
        rmSync(folder, { recursive: true, force: true });
      }),
      { numRuns: 40 },
    );
  });
});

describe("P7: ambiguous words", () => {
  const words = Object.entries(KEYWORD_LISTS as Readonly<Record<string, KeywordList>>).flatMap(
    ([language, { t2 }]) => t2.split(",").map((word) => [language, word.trim()] as const),
  );

  it("a T2 word alone never makes a withdrawal outside +1, nor anywhere while a prompt owns it", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...words),
        fc.boolean(),
        fc.constantFrom("1", "44", "91"),
        ([language, text], owned, callingCode) => {
          const match = classifyKeyword({
            source: "text",
            text,
            languages: [language],
            callingCode,
            prompt: owned ? { ownedWords: [text] } : undefined,
          });
          const event = keywordEvent({
            match,
            method: "whatsapp_keyword",
            subject: "919812345678",
            namespace: "b",
            at: NOW,
            messageId: "w",
            businessName: "Asha Stores",
            restores: ["marketing"],
          });
          if (owned) expect(event).toBeUndefined();
          else if (callingCode !== "1") expect(event?.action).not.toBe("withdraw");
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

describe("P9: an honest shop is not in the way of itself", () => {
  it("5,000 utility sends, each with its own cause and person, all pass", async () => {
    const { sim, waypost } = await openWorld(
      { messagesPerSecond: 1_000 },
      {
        messagingLimit: 10_000,
        phoneNumbers: [
          { id: "1", displayPhoneNumber: "+91 141 555 0100", throughput: Number.POSITIVE_INFINITY },
        ],
      },
    );
    let failed = 0;
    // At most a hundred in fifteen seconds go to people who never wrote (G11): ten hours with five such moments each.
    for (let lot = 0; lot < 50; lot++) {
      const numbers = Array.from({ length: 100 }, (_, i) => lot * 100 + i);
      await Promise.all(numbers.map((n) => optIn(waypost, somebody(n))));
      const sends = Promise.all(
        numbers.map((n) =>
          waypost.messages.sendTemplate(shipped(sim, `A-${String(n)}`, somebody(n))).catch(() => failed++),
        ),
      );
      await sim.advance("12m");
      await sends;
    }
    expect(failed).toBe(0);
    expect(sim.sent.length).toBe(5_000);
    await waypost.close();
  });
});

function permutations<T>(items: readonly T[]): readonly (readonly T[])[] {
  if (items.length < 2) return [items];
  return items.flatMap((item, index) =>
    permutations(items.filter((_other, at) => at !== index)).map((rest) => [item, ...rest]),
  );
}

function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null) Object.values(value).forEach(deepFreeze);
  return Object.freeze(value);
}

/** Runs `work` in a world where asking for the time or for luck fails. */
function undisturbed<T>(work: () => T): T {
  const { now } = Date;
  const { random } = Math;
  const forbidden = (): never => {
    throw new Error("a decision asked the world");
  };
  Date.now = forbidden;
  Math.random = forbidden;
  try {
    return work();
  } finally {
    Date.now = now;
    Math.random = random;
  }
}
