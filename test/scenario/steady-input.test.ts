import { expect, it } from "vitest";
import { PhoneNumber, type Waypost } from "waypost";
import { openWorld, optIn, RAVI, shipped } from "./setup.js";

const STRANGER = "+919900112233";
const untyped = (waypost: Waypost) =>
  waypost.messages.sendTemplate as unknown as (input: unknown) => Promise<unknown>;

it("a recipient that changes between the registry and the wire reaches nobody else", async () => {
  const { sim, waypost } = await openWorld();
  await optIn(waypost);
  let looks = 0;
  const turning = Object.create(PhoneNumber.prototype, {
    revealWaId: { value: () => (looks++ === 0 ? RAVI : STRANGER).slice(1) },
  }) as PhoneNumber;
  await untyped(waypost)({ ...shipped(sim), to: turning });
  expect(sim.sent.map(({ to }) => to)).toEqual([RAVI.slice(1)]);
});

it("an object that only looks like a PhoneNumber is refused", async () => {
  const { sim, waypost } = await openWorld();
  for (const digits of ["", "12ab", 42, undefined]) {
    const fake = Object.create(PhoneNumber.prototype, { revealWaId: { value: () => digits } }) as PhoneNumber;
    await expect(untyped(waypost)({ ...shipped(sim), to: fake })).rejects.toMatchObject({ code: "INVALID_RECIPIENT" });
  }
});

it("a template and a cause are taken as they are at the call", async () => {
  const { sim, waypost } = await openWorld();
  await optIn(waypost, RAVI, ["utility"]);
  for (let turnsAfter = 0; turnsAfter < 12; turnsAfter++) {
    let looks = 0;
    const { template, ...rest } = shipped(sim, `A-${String(turnsAfter)}`);
    const turning = Object.create(template, {
      name: { get: () => (looks++ >= turnsAfter ? "new_arrival" : template.name), enumerable: true },
    }) as unknown;
    await untyped(waypost)({ ...rest, template: turning }).catch(() => undefined);
    await untyped(waypost)({
      ...shipped(sim),
      cause: Object.defineProperty({ ref: "A-1", at: sim.now }, "kind", {
        get: () => (looks++ % 2 === 0 ? "shipment" : "no kind at all"),
        enumerable: true,
      }),
    }).catch(() => undefined);
  }
  expect(sim.sent.filter(({ template }) => template?.name !== "order_shipped")).toEqual([]);
});
