import { describe, expect, it } from "vitest";
import { graphUsageOf, listing, type Page, pageOf } from "../../../src/graph/index.js";

const pages = (count: number) => {
  const asked: (string | undefined)[] = [];
  return {
    asked,
    load: async (after: string | undefined): Promise<Page<number>> => {
      asked.push(after);
      const at = Number(after ?? 0);
      return { data: at === 1 ? [] : [at], ...(at + 1 < count ? { after: String(at + 1) } : {}) };
    },
  };
};

describe("a listing", () => {
  it("asks for nothing until it is wanted; awaited it is the first page, once", async () => {
    const { asked, load } = pages(4);
    const list = listing(load);
    expect(asked).toEqual([]);
    expect(await list).toEqual({ data: [0], after: "1" });
    expect((await list).data).toEqual([0]);
    expect(asked).toEqual([undefined]);
  });
  it("goes over every page, also past one that is empty, and takes the first one over", async () => {
    const { asked, load } = pages(4);
    const list = listing(load);
    await list;
    const all: number[] = [];
    for await (const item of list) all.push(item);
    expect([all, asked]).toEqual([
      [0, 2, 3],
      [undefined, "1", "2", "3"],
    ]);
  });
  it("stops asking when the reader stops", async () => {
    const { asked, load } = pages(100);
    for await (const item of listing(load)) if (item === 2) break;
    expect(asked).toHaveLength(3);
  });
  it.each([
    [3, "answered"],
    [2, "BAD_ANSWER"],
  ])("three pages with a cap of %i: %s", async (maxPages, expected) => {
    const { load } = pages(3);
    const read = async (): Promise<string> => {
      for await (const _ of listing(load, { maxPages }));
      return "answered";
    };
    expect(await read().catch((error: { code: string }) => error.code)).toBe(expected);
  });
  it("gives up on a cursor that leads to itself", async () => {
    const read = async (): Promise<void> => {
      for await (const _ of listing(async () => ({ data: [1], after: "same" })));
    };
    await expect(read()).rejects.toMatchObject({ code: "BAD_ANSWER" });
  });
  it("a failure reaches whoever waits", async () => {
    const list = listing(async () => {
      throw new Error("down");
    });
    await expect(list).rejects.toThrow("down");
  });
});

describe("pageOf", () => {
  const next = "https://graph.facebook.com/v26.0/1/flows?access_token=SECRET&after=B";
  it.each([
    [{ data: [1] }, { data: [1] }],
    [
      { data: [], paging: { cursors: { after: "A", before: "Z" } } },
      { data: [], before: "Z" },
    ],
    [
      { data: [1], paging: { cursors: { after: "A" }, next } },
      { data: [1], after: "A" },
    ],
    [
      { data: [1], paging: { next } },
      { data: [1], after: "B" },
    ],
    [{ data: [1], paging: { next: "nonsense", cursors: { after: "A" } } }, { data: [1] }],
    [
      { data: [], summary: { total_count: 7 } },
      { data: [], summary: { total_count: 7 } },
    ],
  ])("%j", (json, expected) => {
    expect(pageOf(json)).toEqual(expected);
  });
  it.each([{}, { data: {} }, { data: null }, { data: "x" }])("%j is no list", (json) => {
    expect(() => pageOf(json)).toThrow(expect.objectContaining({ code: "BAD_ANSWER" }) as Error);
  });
});

describe("graphUsageOf", () => {
  it("reads both headers", () => {
    expect(
      graphUsageOf({
        "x-app-usage": '{"call_count":28,"total_time":25,"total_cputime":24}',
        "x-business-use-case-usage":
          '{"200":[{"type":"whatsapp_business_management","call_count":91,"total_cputime":1,"total_time":2,"estimated_time_to_regain_access":3}],"201":[{"type":"new","call_count":"5"}]}',
      }),
    ).toEqual({
      app: { callCount: 28, totalTime: 25, totalCputime: 24 },
      businessUseCases: [
        {
          id: "200",
          type: "whatsapp_business_management",
          callCount: 91,
          totalCputime: 1,
          totalTime: 2,
          regainAccessMs: 180_000,
        },
        { id: "201", type: "new", callCount: 5, totalCputime: 0, totalTime: 0, regainAccessMs: 0 },
      ],
      highest: 91,
    });
  });
  it.each<Record<string, string>>([
    {},
    { "x-app-usage": "nonsense" },
    { "x-app-usage": "[]" },
    { "x-business-use-case-usage": '{"1":7}' },
    { "x-business-use-case-usage": '{"1":[null]}' },
  ])("%j says nothing", (headers) => {
    expect(graphUsageOf(headers)).toBeUndefined();
  });
});
