import { describe, expect, it } from "vitest";
import type { ImportOptions } from "../../../src/consent/index.js";
import { ValidationError } from "../../../src/core/index.js";
import { CSV, importRows, JSONL, open, RAVI } from "./import-registry.js";

describe("JSON Lines", () => {
  const row = JSON.stringify({ user: RAVI, scopes: ["utility", "marketing"] });

  it.each<[string, string | readonly (string | Uint8Array)[]]>([
    ["with Windows line ends", `${row}\r\n`],
    ["without a last line end", row],
    ["with a byte order mark", `\uFEFF${row}\n`],
    ["cut within a row", [row.slice(0, 9), `${row.slice(9)}\n`]],
    ["with empty lines", `\n\n${row}\n \n`],
  ])("%s", async (_what, source) => {
    const consent = open();
    expect(await consent.import(source, JSONL)).toMatchObject({ rows: 1, stored: 1, invalid: 0 });
    expect((await consent.history(RAVI))[0]?.scopes).toEqual(["utility", "marketing"]);
  });

  it("with a byte order mark elsewhere than at its start", async () => {
    const consent = open();
    const report = await consent.import(`${row}\n\uFEFF${row}\n`, JSONL);
    expect(report.errors).toEqual([{ line: 2, field: "row", problem: "is no JSON" }]);
  });

  it("with a line as long as a line may be", async () => {
    const { report } = await importRows([row.padEnd(131_072)]);
    expect(report).toMatchObject({ stored: 1, invalid: 0 });
  });

  it("cut within a letter", async () => {
    const consent = open();
    const bytes = new TextEncoder().encode(JSON.stringify({ user: RAVI, scopes: "topic:रजाई" }));
    await consent.import(
      [...bytes].map((byte) => Uint8Array.of(byte)),
      JSONL,
    );
    expect((await consent.history(RAVI))[0]?.scopes).toEqual(["topic:रजाई"]);
  });

  it("takes numbers and truths for the texts they are, and null for nothing", async () => {
    const { events } = await importRows([
      { user: 919812345678, scopes: "utility", occurredAt: 1740825015, optOutOffered: true, formId: null },
    ]);
    // A number without its plus is no E.164 number: the row is refused as any such row is.
    expect(events).toEqual([]);
    const good = await importRows([
      { user: RAVI, scopes: "utility", occurredAt: 1740825015, optOutOffered: true, formId: null },
    ]);
    expect(good.events[0]).toMatchObject({
      occurredAt: "2025-03-01T10:30:15.000Z",
      evidence: { optOutOffered: "true" },
    });
    expect(good.events[0]?.evidence).not.toHaveProperty("formId");
  });
});

describe("CSV", () => {
  const read = async (text: string | readonly string[], options: Partial<ImportOptions> = {}) => {
    const consent = open();
    const report = await consent.import(text, { ...CSV, ...options });
    return { report, events: await consent.history(RAVI) };
  };

  it.each<[string, string | readonly string[]]>([
    ["with spaces about the names of its columns", ` user , scopes\n${RAVI},utility\n`],
    ["with columns that no import reads", `id,user,scopes\n7,${RAVI},utility\n`],
    ["with empty lines", `user,scopes\n\n${RAVI},utility\n\n`],
    ["cut within a row", ["user,sco", `pes\n${RAVI},uti`, "lity"]],
    ["with a byte order mark", `\uFEFFuser,scopes\n${RAVI},utility`],
  ])("%s", async (_what, text) => {
    const { report, events } = await read(text);
    expect(report).toMatchObject({ rows: 1, stored: 1, invalid: 0 });
    expect(events[0]?.scopes).toEqual(["utility"]);
  });

  it("with another delimiter", async () => {
    const { events } = await read(`user;scopes\n${RAVI};utility,marketing\n`, { delimiter: ";" });
    expect(events[0]?.scopes).toEqual(["utility", "marketing"]);
  });

  it("a row of another length is told with both lengths", async () => {
    const { report } = await read(`user,scopes\n${RAVI}\n${RAVI},utility,more\n`);
    expect(report.errors).toEqual([
      { line: 2, field: "row", problem: "has 1 values, the header names 2" },
      { line: 3, field: "row", problem: "has 3 values, the header names 2" },
    ]);
  });

  it("lines are counted as an editor counts them", async () => {
    const { report } = await read(
      `user,scopes,reason\n${RAVI},utility,"one\ntwo\nthree"\n1,utility,\n\n2,utility,\n`,
    );
    expect(report.errors.map(({ line }) => line)).toEqual([5, 7]);
  });

  it("a row whose first value is empty is a row, a line without any is none", async () => {
    const { report } = await read(`user,scopes\n,utility\n\n`);
    expect(report).toMatchObject({ rows: 1, errors: [{ line: 2, field: "user" }] });
  });

  it("an open quote is told where it opens", async () => {
    const { report } = await read(`user,scopes\n${RAVI},utility\n"1,utility\n`);
    expect(report.errors).toMatchObject([{ field: "row", problem: "a quote is opened and not closed" }]);
  });

  it("a value that goes on and on is told with the likely reason", async () => {
    const failure = await read(`user,scopes\n${RAVI},utility\n"${"x".repeat(140_000)}`).catch(
      (error: unknown) => error,
    );
    if (!ValidationError.is(failure)) throw failure;
    expect(failure.problems).toEqual([
      {
        field: "source",
        problem: "the row on line 3 is longer than 131072 characters: look for an open quote",
      },
    ]);
  });

  it("a column that the header lacks ends it before anything is stored", async () => {
    const columns = { user: "tel", scopes: "wants", reason: "why" };
    const failure = await read(`tel,scopes\n${RAVI},utility\n`, { columns }).catch((error: unknown) => error);
    if (!ValidationError.is(failure)) throw failure;
    expect(failure.problems).toEqual([
      { field: "columns.scopes", problem: "no such column in the header" },
      { field: "columns.reason", problem: "no such column in the header" },
    ]);
  });
});
