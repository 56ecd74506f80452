import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { eventEnvelope, eventNames, parseWebhook } from "../../../src/webhooks/index.js";
import { bodyOf, CASES } from "../../support/webhook-corpus.js";
import { EVERY_NAME } from "../../support/event-catalogue.js";

const named = CASES.map((one) => [`${one.field}: ${one.name}`, one] as const);
const parsed = (one: (typeof CASES)[number]) => parseWebhook(structuredClone(bodyOf(one)));

describe("the corpus", () => {
  it.each(named)("%s", (_name, one) => {
    const events = parsed(one);
    expect(events.map((event) => [event.type, eventNames(event)[0]])).toEqual(
      one.expect.map(({ type, name }) => [type, name]),
    );
    one.expect.forEach(({ event }, index) => {
      expect(JSON.parse(JSON.stringify(events[index]))).toMatchObject({
        field: one.field,
        businessAccountId: "102290129340398",
        ...event,
      });
    });
  });

  it.each(named)("%s: stored and read again it is exactly the same", (_name, one) => {
    for (const event of parsed(one)) {
      const again = parseWebhook(JSON.parse(eventEnvelope(event)));
      expect(again).toEqual([event]);
      expect([again[0]?.key, again[0]?.lane, again[0]?.raw]).toEqual([event.key, event.lane, event.raw]);
    }
  });

  it.each(named.filter(([, { field }]) => field !== "consumer_profile"))(
    "%s: printed it shows no whole number",
    (_name, one) => {
      for (const event of parsed(one)) {
        expect(`${inspect(event, { depth: 12 })}${JSON.stringify(event)}`).not.toMatch(
          /7700\D*9001\d\d|2125550100/,
        );
      }
    },
  );

  it("each event has a key of its own, and the same one when it comes again", () => {
    const keys = (): string[] =>
      CASES.flatMap((one) => parsed(one).map((event) => `${one.name}/${event.key}`));
    expect(new Set(keys()).size).toBe(keys().length);
    expect(keys()).toEqual(keys());
  });

  it("every name is given by some payload, and every field that is read has one", () => {
    const given = new Set<string>(CASES.flatMap((one) => parsed(one).flatMap(eventNames)));
    expect(EVERY_NAME.filter((name) => !given.has(name))).toEqual([]);
  });
});

describe("contacts", () => {
  const METADATA = { display_phone_number: "12125550100", phone_number_id: "1" };
  const change = (count: number) => ({
    object: "whatsapp_business_account",
    entry: [
      {
        id: "2",
        changes: [
          {
            field: "messages",
            value: {
              metadata: METADATA,
              contacts: Array.from({ length: count }, (_, i) => ({
                wa_id: `447700900${String(i).padStart(3, "0")}`,
                profile: { name: `Person ${String(i)}` },
              })).reverse(),
              messages: Array.from({ length: count }, (_, i) => ({
                from: `447700900${String(i).padStart(3, "0")}`,
                id: `wamid.${String(i)}`,
                timestamp: "1767603600",
                type: "text",
                text: { body: "x" },
              })),
            },
          },
        ],
      },
    ],
  });

  it("of a thousand items each gets its own, and an item is stored without the others'", () => {
    const events = parseWebhook(change(1_000));
    expect(events.map((event) => event.type === "message" && event.user.name)).toEqual(
      Array.from({ length: 1_000 }, (_, i) => `Person ${String(i)}`),
    );
    expect(events.every((event) => eventEnvelope(event).length < 600)).toBe(true);
  });

  it("the same number under another user id is somebody else", () => {
    const body = {
      object: "whatsapp_business_account",
      entry: [
        {
          id: "2",
          changes: [
            {
              field: "messages",
              value: {
                metadata: METADATA,
                contacts: [{ wa_id: "447700900123", user_id: "GB.1", profile: { name: "Before" } }],
                messages: [
                  {
                    from: "447700900123",
                    from_user_id: "GB.2",
                    id: "wamid.1",
                    timestamp: 1,
                    type: "text",
                    text: { body: "x" },
                  },
                ],
              },
            },
          ],
        },
      ],
    };
    const [event] = parseWebhook(body);
    expect(event?.type === "message" && [event.user.name, event.user.userId]).toEqual([undefined, "GB.2"]);
  });
});
