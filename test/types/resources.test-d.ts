import { expectTypeOf, test } from "vitest";
import type { Listing, Waypost } from "../../src/index.js";

declare const waypost: Waypost;

test("what the client knows may be left out; what it cannot know may not", () => {
  expectTypeOf(waypost.phoneNumbers.get).toBeCallableWith();
  expectTypeOf(waypost.phoneNumbers.get).toBeCallableWith({ phoneNumberId: "1", fields: ["id"] });
  expectTypeOf(waypost.qrCodes.get).toBeCallableWith({ code: "A" });
  // @ts-expect-error -- which code?
  void waypost.qrCodes.get({});
  // @ts-expect-error -- which code?
  void waypost.qrCodes.get();
  // @ts-expect-error -- a PIN is needed
  void waypost.phoneNumbers.setPin();
  // @ts-expect-error -- no such field
  void waypost.qrCodes.create({ prefilledMessage: "x", message: "y" });
  // @ts-expect-error -- this endpoint takes no fields
  void waypost.phoneNumbers.settings({ fields: ["calling"] });
  // @ts-expect-error -- a call goes to one person
  void waypost.calling.connect({ to: ["+919812345678"], sdp: "v=0" });
});

test("known values complete, unknown ones and unknown fields come through", async () => {
  const number = await waypost.phoneNumbers.get();
  expectTypeOf(number.id).toEqualTypeOf<string>();
  expectTypeOf(number.brandNewField).toEqualTypeOf<unknown>();
  expectTypeOf<"GREEN">().toExtend<typeof number.qualityRating>();
  expectTypeOf<string>().toExtend<typeof number.qualityRating>();
});

test("a list is awaitable and iterable", () => {
  const list = waypost.flows.list();
  expectTypeOf(list).toExtend<Listing<{ readonly id: string }>>();
  expectTypeOf(list).toExtend<AsyncIterable<{ readonly id: string }>>();
});

test("there is no resource that sends", () => {
  expectTypeOf<Extract<keyof Waypost, "marketingMessages" | "encryptedMessages">>().toEqualTypeOf<never>();
});
