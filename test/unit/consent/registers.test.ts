import { describe, expect, it } from "vitest";
import { createRegisterChecks, emptyView, type SuppressionRegister } from "../../../src/consent/index.js";
import { DAY, StoreError, ValidationError, virtualClock } from "../../../src/core/index.js";

const NOW = Date.parse("2026-03-01T10:00:00.000Z");
const SINGAPORE = "6581234567";
const INDIA = "919812345678";

/** A register that lists `listed`, and keeps what it was asked. */
function register(listed: readonly string[], other: Partial<SuppressionRegister> = {}) {
  const asked: string[] = [];
  const list: SuppressionRegister = {
    name: "SG DNC",
    maxAge: 21 * DAY,
    check: (number) => {
      asked.push(number.reveal());
      return listed.includes(number.reveal());
    },
    ...other,
  };
  return { list, asked };
}

const see = (lists: readonly SuppressionRegister[], aliases: readonly string[], clock = virtualClock(NOW)) =>
  createRegisterChecks(lists, clock).forMarketing(emptyView(aliases[0] ?? "", "brand"), aliases);

describe("who is on a register", () => {
  it("is suppressed for marketing, since the register said so and by its name", async () => {
    const { list } = register([`+${SINGAPORE}`]);
    expect(await see([list], [SINGAPORE])).toEqual({
      ...emptyView(SINGAPORE, "brand"),
      suppression: { kind: "registry", since: "2026-03-01T10:00:00.000Z", eventId: "register:SG DNC" },
    });
  });

  it("is suppressed as of the day of the register's data, where it tells that day", async () => {
    const check = () => ({ listed: true, checkedAt: NOW - DAY });
    const { suppression } = await see([register([], { check }).list], [SINGAPORE]);
    expect(suppression?.since).toBe("2026-02-28T10:00:00.000Z");
  });

  it("is suppressed by any of their numbers and by any of the registers", async () => {
    const [first, second] = [register([]), register([`+${INDIA}`], { name: "group" })];
    const view = await see([first.list, second.list], [SINGAPORE, INDIA]);
    expect(view.suppression?.eventId).toBe("register:group");
    expect(first.asked).toEqual([`+${SINGAPORE}`, `+${INDIA}`]);
  });

  it("keeps the suppression that stands already", async () => {
    const view = {
      ...emptyView(SINGAPORE, "brand"),
      suppression: { kind: "legal", since: "2026-01-01T00:00:00.000Z", eventId: "cev_1" },
    } as const;
    const checks = createRegisterChecks([register([`+${SINGAPORE}`]).list], virtualClock(NOW));
    expect(await checks.forMarketing(view, [SINGAPORE])).toBe(view);
  });

  it("anything but a clear no counts as a yes", async () => {
    const check = () => ({ listed: undefined as unknown as boolean });
    expect((await see([register([], { check }).list], [SINGAPORE])).suppression?.kind).toBe("registry");
  });
});

it("who is on no register stays as they are", async () => {
  const view = await see([register([]).list, register([], { name: "group" }).list], [SINGAPORE]);
  expect(view).toEqual(emptyView(SINGAPORE, "brand"));
});

describe("countries", () => {
  it("a register is asked only about the countries it speaks of", async () => {
    const { list, asked } = register([`+${INDIA}`], { countries: ["SG"] });
    expect((await see([list], [INDIA])).suppression).toBeUndefined();
    expect(asked).toEqual([]);
    await see([list], [SINGAPORE]);
    expect(asked).toEqual([`+${SINGAPORE}`]);
  });

  it("a number whose country nobody can tell is asked about all the same", async () => {
    const { list, asked } = register([], { countries: ["SG"] });
    await see([list], ["999999999"]);
    expect(asked).toEqual(["+999999999"]);
  });

  it("a user id of a country that the register does not speak of needs no number", async () => {
    const { list } = register([], { countries: ["SG"] });
    expect((await see([list], ["IN.abc123"])).suppression).toBeUndefined();
    await expect(see([list], ["SG.abc123"])).rejects.toMatchObject({ code: "REGISTER_UNAVAILABLE" });
  });

  it("a user id alone is in doubt, whatever the register would say of it", async () => {
    await expect(see([register([], { check: () => false }).list], ["SG.abc123"])).rejects.toMatchObject({
      code: "REGISTER_UNAVAILABLE",
    });
  });

  it("beside a number, the user id is not asked about", async () => {
    const { list, asked } = register([]);
    expect((await see([list], ["SG.abc123", SINGAPORE])).suppression).toBeUndefined();
    expect(asked).toEqual([`+${SINGAPORE}`]);
  });
});

describe("how long an answer serves", () => {
  it("until it is as old as the register allows, and for its own number only", async () => {
    const clock = virtualClock(NOW);
    const { list, asked } = register([]);
    const checks = createRegisterChecks([list], clock);
    const look = (key: string) => checks.forMarketing(emptyView(key, "brand"), [key]);
    await look(SINGAPORE);
    await clock.advance(21 * DAY - 1);
    await look(SINGAPORE);
    expect(asked).toHaveLength(1);
    await look("6581234568");
    expect(asked).toHaveLength(2);
    await clock.advance(1);
    await look(SINGAPORE);
    expect(asked).toHaveLength(3);
  });

  it("counts from the day of the data, not of the question", async () => {
    const clock = virtualClock(NOW);
    let asked = 0;
    const check = () => ({ listed: false, checkedAt: NOW - 20 * DAY + asked++ });
    const checks = createRegisterChecks([register([], { check }).list], clock);
    const look = () => checks.forMarketing(emptyView(SINGAPORE, "brand"), [SINGAPORE]);
    await look();
    await clock.advance(DAY - 1);
    await look();
    expect(asked).toBe(1);
    await clock.advance(1);
    await look();
    expect(asked).toBe(2);
  });

  it("answers of two registers are kept apart", async () => {
    const clock = virtualClock(NOW);
    const checks = createRegisterChecks(
      [register([]).list, register([`+${SINGAPORE}`], { name: "group" }).list],
      clock,
    );
    for (let time = 0; time < 2; time++)
      expect(
        (await checks.forMarketing(emptyView(SINGAPORE, "brand"), [SINGAPORE])).suppression,
      ).toMatchObject({ eventId: "register:group" });
  });
});

describe("a register that cannot be asked", () => {
  const down = () => {
    throw new Error("connection refused");
  };

  it("stops marketing, says which one it is, and keeps the cause", async () => {
    const failure: unknown = await see([register([], { check: down }).list], [SINGAPORE]).catch(
      (error: unknown) => error,
    );
    if (!StoreError.is(failure)) throw failure;
    expect(failure).toMatchObject({
      code: "REGISTER_UNAVAILABLE",
      message: expect.stringContaining("The suppression register SG DNC gave no answer"),
      fix: expect.stringContaining("Marketing is not sent on doubt"),
      cause: expect.objectContaining({ message: "connection refused" }),
    });
  });

  it("stops marketing too when its data is too old already", async () => {
    const old = { listed: false, checkedAt: NOW - 21 * DAY };
    await expect(see([register([], { check: () => old }).list], [SINGAPORE])).rejects.toMatchObject({
      code: "REGISTER_UNAVAILABLE",
    });
    const fresh = { ...old, checkedAt: old.checkedAt + 1 };
    expect((await see([register([], { check: () => fresh }).list], [SINGAPORE])).suppression).toBeUndefined();
  });

  it("is not believed longer than its last answer serves", async () => {
    const clock = virtualClock(NOW);
    let up = true;
    const check = () => (up ? false : down());
    const checks = createRegisterChecks([register([], { check }).list], clock);
    const look = () => checks.forMarketing(emptyView(SINGAPORE, "brand"), [SINGAPORE]);
    await look();
    up = false;
    await clock.advance(21 * DAY - 1);
    await look();
    await clock.advance(1);
    await expect(look()).rejects.toMatchObject({ code: "REGISTER_UNAVAILABLE" });
    up = true;
    expect((await look()).suppression).toBeUndefined();
  });
});

describe("a register that is none", () => {
  it.each([
    ["name", { name: "" }, "expected a text"],
    ["name", { name: 7 }, "expected a text"],
    ["check", { check: true }, "expected a function"],
    ["maxAge", { maxAge: 0 }, "expected milliseconds, more than 0"],
    ["maxAge", { maxAge: "21" }, "expected milliseconds, more than 0"],
  ])("is refused for its %s: %o", (field, wrong, problem) => {
    const good = register([]).list;
    const open = () => createRegisterChecks([good, { ...good, ...wrong } as never], virtualClock(NOW));
    expect(open).toThrowError(ValidationError);
    expect(open).toThrowError(
      expect.objectContaining({
        code: "INVALID_OPTIONS",
        message: expect.stringContaining("The suppression registers cannot be used."),
        fix: "Give each register a name, a check and a maxAge.",
        problems: [{ field: `suppressionRegisters[1].${field}`, problem }],
      }),
    );
  });
});
