import fc from "../support/seeded-properties.js";
import { describe, expect, it } from "vitest";
import {
  eventEnvelope,
  eventNames,
  parseWebhook,
  signPayload,
  verifySignature,
} from "../../src/webhooks/index.js";
import { bodyOf, CASES } from "../support/webhook-corpus.js";

type Node = Record<string, unknown>;

/** Every place in a JSON tree: the container and the key. */
function places(root: object): { readonly node: Node; readonly key: string }[] {
  return Object.entries(root).flatMap(([key, value]) => [
    { node: root as Node, key },
    ...(typeof value === "object" && value !== null ? places(value as object) : []),
  ]);
}

const junk = fc.oneof(
  fc.constantFrom<unknown>(null, "", "x", 0, -1, 1e21, true, [], {}, [[]], "__proto__", "constructor"),
  fc.jsonValue(),
);

/** What may happen to a payload: members and items dropped, of another type, renamed, nested, added, doubled. */
const change = fc.oneof(
  fc.record({ kind: fc.constant("drop" as const) }),
  fc.record({ kind: fc.constant("retype" as const), to: junk }),
  fc.record({
    kind: fc.constant("rename" as const),
    name: fc.constantFrom("x", "id", "type", "__proto__", "errors"),
  }),
  fc.record({ kind: fc.constant("nest" as const), inArray: fc.boolean() }),
  fc.record({ kind: fc.constant("add" as const), name: fc.string(), to: junk }),
  fc.record({ kind: fc.constant("stringify" as const) }),
);

function apply(
  root: Node,
  pick: number,
  what: typeof change extends fc.Arbitrary<infer T> ? T : never,
): void {
  const all = places(root);
  const place = all[pick % Math.max(1, all.length)];
  if (place === undefined) return;
  const { node, key } = place;
  const set = (name: string, value: unknown): void => {
    Object.defineProperty(node, name, { value, enumerable: true, configurable: true, writable: true });
  };
  switch (what.kind) {
    case "drop":
      if (Array.isArray(node)) node.splice(Number(key), 1);
      else delete node[key];
      return;
    case "retype":
      set(key, structuredClone(what.to));
      return;
    case "rename": {
      const value = node[key];
      if (Array.isArray(node)) return;
      delete node[key];
      set(what.name, value);
      return;
    }
    case "nest":
      set(key, what.inArray ? [node[key]] : { value: node[key] });
      return;
    case "add":
      if (Array.isArray(node)) node.push(structuredClone(what.to));
      else set(what.name, structuredClone(what.to));
      return;
    case "stringify":
      set(key, typeof node[key] === "string" ? Number(node[key]) : JSON.stringify(node[key]));
  }
}

const body = fc.constantFrom(...CASES.map(bodyOf));
const mutated = fc
  .tuple(body, fc.array(fc.tuple(fc.nat(), change), { minLength: 1, maxLength: 5 }))
  .map(([original, changes]) => {
    const copy = structuredClone(original);
    for (const [pick, what] of changes) apply(copy, pick, what);
    // Only what JSON can hold comes over the wire: no holes, no undefined.
    return JSON.parse(JSON.stringify(copy)) as Node;
  });

const asList = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];

/** Names under which Meta lists events. */
const LISTS = [
  "messages",
  "statuses",
  "user_preferences",
  "user_id_update",
  "calls",
  "groups",
  "message_echoes",
  "history",
  "state_sync",
  "automatic_events",
] as const;
const LIST_FIELDS =
  /^(messages|user_preferences|user_id_update|calls|group_.*|(smb_)?message_echoes|history|smb_app_state_sync|automatic_events)$/;

/** Fewest events that a delivery may give: one for each item of a list, and one at least for each change. */
function fewest(delivery: Node): number {
  if (delivery.object !== "whatsapp_business_account") return 0;
  return asList(delivery.entry).reduce<number>((sum, entry) => {
    const changes = (entry as { changes?: unknown } | null)?.changes;
    if (changes === undefined || changes === null) return sum + 1;
    return asList(changes).reduce<number>((inner, item) => {
      const { field, value } = (item ?? {}) as { field?: unknown; value?: Node | null };
      const lists =
        typeof field === "string" && LIST_FIELDS.test(field) && !Array.isArray(value) ? LISTS : [];
      const count = lists.reduce((n, name) => n + (Array.isArray(value?.[name]) ? value[name].length : 0), 0);
      return inner + Math.max(1, count);
    }, sum);
  }, 0);
}

describe("parseWebhook", () => {
  it("never throws and loses no event, whatever a payload turns into", () => {
    fc.assert(
      fc.property(mutated, (delivery) => {
        const events = parseWebhook(delivery);
        expect(events.length).toBeGreaterThanOrEqual(fewest(delivery));
        for (const event of events) expect(eventNames(event).length).toBeGreaterThan(0);
      }),
      { numRuns: 10_000 },
    );
  });

  it("never throws on any JSON, inside an envelope or not", () => {
    const fields = fc.constantFrom(...CASES.map(({ field }) => field));
    const enveloped = fc.tuple(fields, fc.jsonValue({ maxDepth: 6 })).map(([field, value]) => ({
      object: "whatsapp_business_account",
      entry: [{ id: "1", changes: [{ field, value }] }],
    }));
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), enveloped), (value) => Array.isArray(parseWebhook(value))),
      { numRuns: 3_000 },
    );
  });

  it("survives nesting that no stack would", () => {
    let value: unknown = 1;
    for (let depth = 0; depth < 100_000; depth++) value = [value];
    const delivery = {
      object: "whatsapp_business_account",
      entry: [{ id: "1", changes: [{ field: "x", value }] }],
    };
    expect(parseWebhook(delivery).map(({ type }) => type)).toEqual(["unknown"]);
  });

  it("an event stored and read again is the same event, also a malformed one", () => {
    fc.assert(
      fc.property(mutated, (delivery) => {
        for (const event of parseWebhook(delivery)) {
          const again = parseWebhook(JSON.parse(eventEnvelope(event)));
          expect(again).toEqual([event]);
          expect([again[0]?.key, again[0]?.lane, again[0]?.raw]).toEqual([event.key, event.lane, event.raw]);
        }
      }),
      { numRuns: 5_000 },
    );
  });

  it("keeps what it does not know, wherever it stands", () => {
    fc.assert(
      fc.property(body, fc.nat(), (original, pick) => {
        const copy = structuredClone(original);
        // Beside the contacts of others an item is stored without them.
        const objects = [copy, ...places(copy).map(({ node, key }) => node[key])].filter(
          (node): node is Node => typeof node === "object" && node !== null && !Array.isArray(node),
        );
        const contacts = new Set(
          places(copy)
            .flatMap(({ node, key }) => (key === "contacts" ? places({ c: node[key] }) : []))
            .map(({ node, key }) => node[key]),
        );
        const places_ = objects.filter((node) => !contacts.has(node));
        const place = places_[pick % places_.length];
        if (place === undefined) return;
        place.brand_new = { marker: "kept-7d1f" };
        const events = parseWebhook(copy);
        expect(events.some((event) => eventEnvelope(event).includes("kept-7d1f"))).toBe(true);
      }),
      { numRuns: 3_000 },
    );
  });

  it("the order of members and of the deliveries changes no key", () => {
    const shuffled = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(shuffled);
      if (typeof value !== "object" || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, item]) => [key, shuffled(item)]),
      );
    };
    fc.assert(
      fc.property(body, (delivery) => {
        const keys = (from: unknown): string[] =>
          parseWebhook(from)
            .map(({ key }) => key)
            .sort();
        expect(keys(shuffled(delivery))).toEqual(keys(delivery));
      }),
    );
  });
});

describe("verifySignature", () => {
  it("rejects any one flipped bit of body, header or secret, and says nothing of the secret", async () => {
    const rawBody = JSON.stringify(bodyOf(CASES[0]!));
    const appSecret = "a1b2c3d4e5f60718";
    const signature = await signPayload({ rawBody, appSecret });
    const flip = (text: string, at: number, bit: number): Uint8Array => {
      const bytes = new TextEncoder().encode(text);
      const index = at % bytes.length;
      bytes[index] = (bytes[index] ?? 0) ^ (1 << bit);
      return bytes;
    };
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom("body", "header", "secret"),
        fc.nat(),
        fc.integer({ min: 0, max: 6 }),
        async (part, at, bit) => {
          const text = (value: string, wanted: string): string =>
            part === wanted ? new TextDecoder().decode(flip(value, at, bit)) : value;
          const input = {
            rawBody: part === "body" ? flip(rawBody, at, bit) : rawBody,
            signature: text(signature, "header"),
            appSecret: text(appSecret, "secret"),
          };
          const error: unknown = await verifySignature(input).catch((reason: unknown) => reason);
          expect(error).toMatchObject({ name: "WebhookSignatureError" });
          expect(`${String(error)}${JSON.stringify(error)}`).not.toContain(input.appSecret);
          expect(JSON.stringify(error)).not.toContain(signature.slice(7));
        },
      ),
      { numRuns: 500 },
    );
  });
});
