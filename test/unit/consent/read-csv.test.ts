/** Up to the first quote records are found without a parser: they must be those that the parser finds. */
import { parse } from "csv-parse/sync";
import fc from "../../support/seeded-properties.js";
import { describe, expect, it } from "vitest";
import { readCsv } from "../../../src/consent/transfer/read-csv.js";
import type { SourceRow } from "../../../src/consent/transfer/source-row.js";

const HEADER = "user,scopes";

async function rowsOf(
  chunks: readonly (string | Uint8Array)[],
  delimiter = ",",
): Promise<readonly SourceRow[]> {
  const rows: SourceRow[] = [];
  const options = { columns: undefined, delimiter, onStart: () => undefined };
  for await (const some of readCsv(chunks, options)) rows.push(...some);
  return rows;
}

/** What the parser makes of the whole text: the values of good rows, the number of values of others. */
function expected(text: string | Uint8Array, delimiter = ","): readonly unknown[] {
  const records: string[][] = parse(Buffer.from(text as string), {
    bom: true,
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
    skip_records_with_error: true,
  });
  const [header, ...others] = records.filter((record) => record.length > 1 || record[0] !== "");
  return others.map((record) =>
    record.length === header?.length ? record.slice(0, 2) : `has ${String(record.length)} values`,
  );
}

const told = ({ fields, error }: SourceRow): unknown =>
  fields === undefined ? error?.problem.split(",")[0] : [fields.user, fields.scopes];

const cutAt = (bytes: Uint8Array, cuts: readonly number[]): Uint8Array[] => {
  const places = [...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
  return places.map((place, index) => bytes.subarray(index === 0 ? 0 : places[index - 1], place));
};

const pieces = (more: readonly string[]): fc.Arbitrary<string> =>
  fc
    .array(fc.constantFrom("a", ",", ",", "é", "😀", " ", ";", "\ufeff", ...more), { maxLength: 60 })
    .map((parts) => parts.join(""));

describe("rows of a CSV file", () => {
  it.each(["\n", "\r\n", "\r"])("are those of the parser, however the file is cut: %j", async (end) => {
    await fc.assert(
      fc.asyncProperty(
        pieces([end, end, end, "\n", "\r"]),
        fc.array(fc.nat(), { maxLength: 5 }),
        fc.boolean(),
        async (body, cuts, marked) => {
          const text = `${marked ? "\ufeff" : ""}${HEADER}${end}${body}`;
          const rows = await rowsOf(cutAt(new TextEncoder().encode(text), cuts));
          expect(rows.map(told)).toEqual(expected(text));
        },
      ),
      { numRuns: 300 },
    );
  });

  it("are those of the parser from the first quote on, too", async () => {
    await fc.assert(
      fc.asyncProperty(
        pieces(["\n", "\n", '"b,\nc"', '"d"', '""']),
        fc.array(fc.nat(), { maxLength: 5 }),
        async (body, cuts) => {
          const text = `${HEADER}\n${body}\n`;
          const rows = await rowsOf(cutAt(new TextEncoder().encode(text), cuts));
          expect(rows.map(told)).toEqual(expected(text));
        },
      ),
      { numRuns: 300 },
    );
  });

  it("begin on the lines of the file, before a quoted line end and behind it", async () => {
    const text = `${HEADER}\n1,a\n\n2,b\n3,"c\nd"\n4,e\n5\n`;
    expect((await rowsOf([text])).map(({ line }) => line)).toEqual([2, 4, 5, 7, 8]);
    const open = await rowsOf([`${HEADER}\n1,a\n2,b\n3,"c\n`]);
    expect(open.map(({ line, error }) => [line, error?.problem])).toEqual([
      [2, undefined],
      [3, undefined],
      [4, "a quote is opened and not closed"],
    ]);
  });

  it("are read from UTF-16 and with any delimiter as the parser reads them", async () => {
    const utf16 = Buffer.from(`\ufeff${HEADER}\n1,é\n`, "utf16le");
    expect((await rowsOf([utf16.subarray(0, 7), utf16.subarray(7)])).map(told)).toEqual([["1", "é"]]);
    expect((await rowsOf(["user||scopes\n1||a\n"], "||")).map(told)).toEqual([["1", "a"]]);
  });

  it("come a thousand at a time from one long text", async () => {
    const sizes: number[] = [];
    const text = `${HEADER}\n${"1,a\n".repeat(2_500)}`;
    const options = { columns: undefined, delimiter: ",", onStart: () => undefined };
    for await (const some of readCsv([text], options)) sizes.push(some.length);
    expect(sizes).toEqual([999, 1_000, 501]);
  });

  it("a record that is too long ends the reading, told with its line: what stands behind it would be lost", async () => {
    for (const value of ["x".repeat(140_000), `"${"x".repeat(140_000)}"`]) {
      const behind = "2,b\n".repeat(50);
      await expect(rowsOf([`${HEADER}\n1,a\n`, `${value},b\n${behind}`])).rejects.toMatchObject({
        problems: [
          {
            field: "source",
            problem: "the row on line 3 is longer than 131072 characters: look for an open quote",
          },
        ],
      });
    }
  });
});
