import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { eventEnvelope, parseWebhook, signPayload, verifySignature } from "../../src/webhooks/index.js";
import { CORPUS } from "../unit/webhooks/corpus.js";

type Node = Record<string, unknown> | unknown[];

/** Every place in a JSON tree: the container and the key. */
function places(root: Node): { readonly node: Node; readonly key: string }[] {
  return Object.entries(root).flatMap(([key, value]) => [
    { node: root, key },
    ...(typeof value === "object" && value !== null ? places(value as Node) : []),
  ]);
}

const junk = fc.oneof(fc.constantFrom(null, "", 0, -1, true, [], {}, "x", 1e21, "__proto__"), fc.jsonValue());
const mutated = fc
  .tuple(
    fc.constantFrom(...Object.values(CORPUS)),
    fc.array(fc.tuple(fc.nat(), fc.option(junk)), { minLength: 1, maxLength: 5 }),
  )
  .map(([body, changes]) => {
    const copy = structuredClone(body) as Record<string, unknown>;
    for (const [pick, replacement] of changes) {
      const all = places(copy);
      const place = all[pick % Math.max(1, all.length)];
      if (place === undefined) continue;
      if (replacement === null) delete (place.node as Record<string, unknown>)[place.key];
      else (place.node as Record<string, unknown>)[place.key] = replacement;
    }
    // Only what JSON can hold comes over the wire: no holes, no undefined.
    return JSON.parse(JSON.stringify(copy)) as Record<string, unknown>;
  });

const asList = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];

/** Lists that a value holds: each item must come out as an event, be it an unknown one. */
function items(value: unknown): number {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return 0;
  const { contacts: _contacts, standby, ...rest } = value as Record<string, unknown>;
  const nested = asList(standby).reduce<number>((sum, item) => sum + items(item), 0);
  return Object.entries(rest).reduce(
    (sum, [name, list]) => sum + (Array.isArray(list) && LISTS.has(name) ? list.length : 0),
    nested,
  );
}
const LISTS = new Set([
  "messages",
  "statuses",
  "user_preferences",
  "calls",
  "groups",
  "message_echoes",
  "history",
]);

/** Fewest events that a delivery may give: one for each item, and one at least for each change. */
function fewest(body: Record<string, unknown>): number {
  if (body.object !== "whatsapp_business_account") return 0;
  return asList(body.entry).reduce<number>((sum, entry) => {
    const changes = (entry as { changes?: unknown } | null)?.changes;
    if (changes === undefined || changes === null) return sum + 1;
    return asList(changes).reduce<number>((inner, change) => {
      const { field, value } = (change ?? {}) as { field?: unknown; value?: unknown };
      return inner + Math.max(1, LIST_FIELDS.has(String(field)) ? items(value) : 0);
    }, sum);
  }, 0);
}
const LIST_FIELDS = new Set(["messages", "user_preferences", "calls", "standby", "history"]);

describe("parseWebhook", () => {
  it("never throws and loses no item, whatever a payload turns into", () => {
    fc.assert(
      fc.property(mutated, (body) => {
        expect(parseWebhook(body).length).toBeGreaterThanOrEqual(fewest(body));
      }),
      { numRuns: 5_000 },
    );
  });

  it("never throws on any JSON", () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => Array.isArray(parseWebhook(value))));
  });

  it("an event stored and read again is the same event, also a malformed one", () => {
    fc.assert(
      fc.property(mutated, (body) => {
        for (const event of parseWebhook(body)) {
          const again = parseWebhook(JSON.parse(eventEnvelope(event)));
          expect(again).toEqual([event]);
          expect([again[0]?.key, again[0]?.lane]).toEqual([event.key, event.lane]);
        }
      }),
      { numRuns: 3_000 },
    );
  });
});

describe("verifySignature", () => {
  it("rejects any one flipped bit of body, header or secret", async () => {
    const rawBody = JSON.stringify(CORPUS.text);
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
          await expect(verifySignature(input)).rejects.toMatchObject({ name: "WebhookSignatureError" });
        },
      ),
      { numRuns: 500 },
    );
  });
});
