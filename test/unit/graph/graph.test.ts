import { describe, expect, it } from "vitest";
import { seededRandom, silentLogger, TransportError, virtualClock } from "../../../src/core/index.js";
import {
  AuthenticationError,
  createGraphClient,
  GRAPH_ERRORS,
  GraphApiError,
  graphErrorOf,
  guardGraphBody,
  guardGraphQuery,
  guardGraphPath,
  RateLimitError,
  retryDelay,
  type TransportRequest,
} from "../../../src/graph/index.js";

const envelope = (error: Record<string, unknown>, headers = {}, status = 400) =>
  graphErrorOf({ status, headers, json: { error } });

describe("errors", () => {
  it("reads Meta's envelope and masks the number that Meta quotes", () => {
    const error = envelope({
      message: "(#131026) to 919812345678",
      code: 131026,
      error_data: { details: "no user 919812345678" },
      fbtrace_id: "A1",
    });
    expect(error).toMatchObject({
      code: "META_131026",
      graphCode: 131026,
      status: 400,
      fbtraceId: "A1",
      family: "recipient",
      retry: "never",
    });
    expect(error?.metaMessage).toBe("(#131026) to +91********78");
    expect(JSON.stringify(error) + String(error?.message)).not.toContain("919812345678");
  });
  it.each([
    [{ code: "190" }, { graphCode: 190 }],
    [{ code: 100, error_data: "plain text" }, { details: "plain text" }],
    [
      { code: 100, error_subcode: 2388299 },
      { subcode: 2388299, family: "template" },
    ],
    [{ code: 999_999 }, { family: "unknown", retry: "fix" }],
    [
      { code: 999_999, is_transient: true },
      { family: "service", retry: "backoff" },
    ],
    [{ code: 250 }, { family: "permission" }],
  ])("%j is read as %j", (given, expected) => {
    expect(envelope(given)).toMatchObject(expected);
  });
  it.each([undefined, null, "x", {}, { error: "x" }, { error: { message: "no code" } }, []])(
    "%j is no envelope",
    (json) => {
      expect(graphErrorOf({ status: 500, headers: {}, json })).toBeUndefined();
    },
  );
  it("takes Meta's hints how long to wait", () => {
    expect(envelope({ code: 4 }, { "retry-after": "7" })?.retryAfterMs).toBe(7_000);
    const usage =
      '{"1":[{"type":"x","estimated_time_to_regain_access":3}],"2":[{"estimated_time_to_regain_access":9}]}';
    expect(envelope({ code: 80007 }, { "x-business-use-case-usage": usage })?.retryAfterMs).toBe(540_000);
  });
  it.each([...GRAPH_ERRORS.keys()])("%i has a class, a meaning and advice", (code) => {
    const error = envelope({ code });
    expect(GraphApiError.is(error)).toBe(true);
    expect(error?.title.length).toBeGreaterThan(10);
    expect(error?.fix.length).toBeGreaterThan(3);
  });
});

/**
 * Every code of Meta's pages on errors (September 2026), of Graph itself, and what peers observed: the class that it must
 * come as, and what those pages say of repeating it.
 */
const DOCUMENTED: readonly (readonly [name: string, retry: string, codes: string])[] = [
  ["AuthenticationError", "never", "0 104 190"],
  ["PermissionError", "never", "3 10 200 250 299 131005 139200 2494165 2494191 2593109"],
  [
    "AccountRestrictedError",
    "never",
    "368 130497 131031 131037 131042 131044 131064 134011 147002 2593079 2593085",
  ],
  ["AccountRestrictedError", "fix", "147003 147004"],
  ["RateLimitError", "later", "4 613 80007 80008 131048 131208 133016 138002 138005 138009 138012"],
  ["RateLimitError", "backoff", "130429 131056"],
  ["ServiceError", "backoff", "1 2 131000 131016 131057 133004 138004 138007 139103 2494100"],
  ["RecipientError", "never", "2040 130403 130472 131021 131026 131030 131060 139100 139101"],
  ["RecipientError", "later", "131049"],
  ["RecipientError", "fix", "131062 137000 139102"],
  ["ReengagementError", "fix", "131047"],
  ["MarketingStoppedError", "never", "131050"],
  [
    "TemplateError",
    "fix",
    "131061 131063 132000 132001 132005 132007 132008 132012 132018 200007 2388024 2388040 2388047 2388072 2388073 2388293 2388299",
  ],
  ["TemplateError", "never", "132015 132016 134100 134102 200005 200006 2388019 2388318 2388330"],
  ["TemplateError", "later", "134101 2388023 2388039"],
  [
    "ParameterError",
    "fix",
    "33 100 2046 131008 131009 135000 147005 2388077 2494164 2494166 2494167 2494168 2494177 2494179",
  ],
  ["ParameterError", "never", "2047 131051 131055 147001 1752041 2494176 2593107 2593108"],
  ["MediaRejectedError", "fix", "131052 131053 131209 131210"],
  ["RegistrationError", "fix", "133000 133005 133006 133010 2388001 2388091 2388093 2388103"],
  ["RegistrationError", "never", "131045 2388012"],
  ["RegistrationError", "later", "133008 133009 133015"],
  ["FlowRejectedError", "fix", "132068 139000 139001 139002 139003 139004 139006"],
  ["FlowRejectedError", "later", "132069"],
  ["GroupError", "fix", "131059 131202 131204"],
  ["GroupError", "never", "131020 131041 131201 131207 131211 131212 131213 131215"],
  ["GroupError", "later", "131214"],
  ["CallingError", "fix", "138000 138006 138015 138018 138021"],
  ["CallingError", "never", "138001 138013 138017"],
  ["CallingError", "later", "138003 138014 138019 138020 138022 138023"],
];
const CODES = DOCUMENTED.flatMap(([name, retry, codes]) =>
  codes.split(" ").map((code) => [Number(code), name, retry] as const),
);
describe("the documented codes", () => {
  it.each(CODES)("%i is a %s, to be repeated: %s", (code, name, retry) => {
    const error = envelope({ code });
    expect([error?.constructor.name, error?.retry, error?.code]).toEqual([
      name,
      retry,
      `META_${String(code)}`,
    ]);
    expect(error?.title.length).toBeGreaterThan(10);
    expect(error?.fix.length).toBeGreaterThan(3);
    // Alone and as what Meta puts behind its code 100.
    if (GRAPH_ERRORS.has(code))
      expect(envelope({ code: 100, error_subcode: code })?.title).toBe(error?.title);
    for (const idempotent of [true, false]) {
      const delay = retryDelay({
        error: envelope({ code }, { "retry-after": "2" }),
        attempt: 1,
        maxRetries: 2,
        idempotent,
        random: () => 0.5,
      });
      // Only what Meta did not take, and Graph's own quotas when Meta says when.
      expect(delay).toBe(retry === "backoff" || [4, 613, 80007, 80008].includes(code) ? 2_000 : undefined);
    }
  });
  it("no code of ours is missing from the list", () => {
    const listed = new Set(CODES.map(([code]) => code));
    // Seen on accounts under enforcement, on no page.
    expect([...GRAPH_ERRORS.keys()].filter((code) => !listed.has(code))).toEqual([141008, 141014]);
  });
  it("a code that nobody knows survives whole and is not repeated, but for what may be done twice", () => {
    const error = { code: 424_242, error_subcode: 7, error_data: { details: "new" }, fbtrace_id: "T" };
    expect(envelope(error)).toMatchObject({ graphCode: 424_242, subcode: 7, details: "new", fbtraceId: "T" });
    expect(envelope(error)?.raw).toEqual({ error });
    const ask = (status: number, idempotent: boolean) =>
      retryDelay({
        error: envelope(error, {}, status),
        attempt: 1,
        maxRetries: 2,
        idempotent,
        random: () => 0,
      });
    expect([ask(400, true), ask(500, false), ask(500, true)]).toEqual([undefined, undefined, 500]);
  });
});

describe("retryDelay", () => {
  const random = seededRandom(1);
  const ask = (error: unknown, more = {}) =>
    retryDelay({ error, attempt: 1, maxRetries: 2, idempotent: false, random, ...more });
  const lost = new TransportError("CONNECTION_LOST", "x", { fix: "x", requestLeft: true });
  const refused = new TransportError("CONNECTION_FAILED", "x", { fix: "x", requestLeft: false });

  it.each([131047, 131049, 131050, 130472, 131064, 190, 368, 131031, 132001, 100])(
    "a send that met %i is never repeated",
    (code) => {
      expect(ask(envelope({ code }))).toBeUndefined();
    },
  );
  it.each([130429, 131016, 131000, 131057, 2])(
    "a send that met %i is, because Meta did not take it",
    (code) => {
      expect(ask(envelope({ code }))).toBeGreaterThan(0);
    },
  );
  it("silence is doubt: only what never left, or may be done twice, is repeated", () => {
    expect(ask(lost)).toBeUndefined();
    expect(ask(lost, { idempotent: true })).toBeGreaterThan(0);
    expect(ask(refused)).toBeGreaterThan(0);
    expect(ask(new TypeError("ours"))).toBeUndefined();
  });
  it("131056 waits 1, 4, 16 seconds; a hint wins; a hint beyond a minute is the caller's", () => {
    expect([1, 2, 3].map((attempt) => ask(envelope({ code: 131056 }), { attempt, maxRetries: 9 }))).toEqual([
      1_000, 4_000, 16_000,
    ]);
    expect(ask(envelope({ code: 130429 }, { "retry-after": "3" }))).toBe(3_000);
    expect(ask(envelope({ code: 130429 }, { "retry-after": "120" }))).toBeUndefined();
  });
  it.each([131047, 131049, 131050, 130472, 131064])(
    "%i is final: not even a transient mark, a hint or a GET repeats it",
    (code) => {
      const error = envelope({ code, is_transient: true }, { "retry-after": "1" });
      expect(ask(error, { idempotent: true })).toBeUndefined();
    },
  );
  it.each([4, 613, 80007, 80008])("%i is repeated when Meta says when, within a minute", (code) => {
    expect(ask(envelope({ code }, { "retry-after": "30" }))).toBe(30_000);
    expect(ask(envelope({ code }, { "retry-after": "61" }))).toBeUndefined();
  });
  it("613 is a limit per second: a second is enough; other quotas need Meta's word", () => {
    expect(ask(envelope({ code: 613 }))).toBeGreaterThanOrEqual(1_000);
    expect(ask(envelope({ code: 80007 }))).toBeUndefined();
  });
  it("ends after the retries", () => {
    expect(ask(refused, { attempt: 3 })).toBeUndefined();
  });
});

describe("the client", () => {
  const answers = (
    ...list: (Error | { status?: number; body: unknown; headers?: Record<string, string> })[]
  ) => {
    const seen: TransportRequest[] = [];
    const clock = virtualClock();
    const client = createGraphClient({
      transport: {
        request: async (request) => {
          seen.push(request);
          const next = list.shift();
          if (next === undefined) throw new Error("no more answers");
          if (next instanceof Error) throw next;
          return {
            status: next.status ?? 200,
            headers: next.headers ?? {},
            body: typeof next.body === "string" ? next.body : JSON.stringify(next.body),
          };
        },
        close: async () => undefined,
      },
      accessToken: () => "TOKEN",
      clock: { now: clock.now, sleep: async () => undefined },
      logger: silentLogger,
      random: seededRandom(1),
      appSecret: "app-secret",
    });
    return { client, seen };
  };
  const accepted = {
    body: { messages: [{ id: "wamid.1", message_status: "accepted" }], contacts: [{ wa_id: "91" }] },
  };

  it("sends with the token in the header and the proof in the query, never the token in the URL", async () => {
    const { client, seen } = answers(accepted);
    expect(await client.sendMessage("1", { a: 1 })).toEqual({
      messageId: "wamid.1",
      messageStatus: "accepted",
      waId: "91",
      userId: undefined,
    });
    expect(seen[0]?.headers.authorization).toBe("Bearer TOKEN");
    expect(seen[0]?.url).toMatch(
      /^https:\/\/graph\.facebook\.com\/v26\.0\/1\/messages\?appsecret_proof=[0-9a-f]{64}$/,
    );
  });
  it("repeats what Meta did not take, and gives up on a no", async () => {
    const busy = { status: 429, body: { error: { code: 130429 } } };
    const first = answers(busy, busy, accepted);
    await first.client.sendMessage("1", {});
    expect(first.seen.length).toBe(3);
    const second = answers(busy, busy, busy);
    await expect(second.client.sendMessage("1", {})).rejects.toSatisfy((error) => RateLimitError.is(error));
    const third = answers({ status: 401, body: { error: { code: 190 } } });
    await expect(third.client.get("/1")).rejects.toSatisfy(
      (error) => AuthenticationError.is(error) && GraphApiError.is(error),
    );
  });
  it.each([
    ["a proxy's page", { body: "<html>" }],
    ["nothing", { body: "" }],
    ["half an answer", { body: '{"messages":[{"id":"wam' }],
    ["no message id", { body: { messages: [] } }],
    ["a failure without an envelope", { status: 502, body: "{}" }],
  ])("%s is doubt: the request may have been carried out, and is not repeated", async (_name, answer) => {
    const { client, seen } = answers(answer);
    await expect(client.sendMessage("1", {})).rejects.toSatisfy(
      (error) => TransportError.is(error) && error.code === "BAD_ANSWER" && error.requestLeft,
    );
    expect(seen.length).toBe(1);
  });
});

describe("guardGraphPath", () => {
  it.each([
    "/1",
    "1",
    "/123/settings",
    "/v26.0/123/message_templates",
    "123_456/flows",
    "/1/message_history",
  ])("%s passes", (path) => {
    expect(guardGraphPath(path)).toMatch(/^\/[^/]/);
  });
  it.each([
    "/1/messages",
    "1/messages",
    "/1/Messages",
    "/1/MESSAGES",
    "/v26.0/1/messages",
    "/V26.0/1/messages",
    "/1/messages/",
    "/1//messages",
    "//1/messages",
    "/1/messages?x=1",
    "/1/messages#x",
    "/1/%6dessages",
    "/1/messages%20",
    "/1/%2e/messages",
    "/1%2Fmessages",
    "/1%252Fmessages",
    "/1/./messages",
    "/1/../2/messages",
    "/1\\messages",
    "/1/messages\u0000",
    "/1/ｍessages",
    "/1/messages ",
    " /1/messages",
    "\t/1",
    "/1/marketing_messages",
    "/1/messages_encrypted",
    "/1/Marketing_Messages",
    "https://graph.facebook.com/1/messages",
    "http://evil.example",
    "HTTPS:/evil",
    "//evil.example/1",
    "/\\evil.example",
    "javascript:alert(1)/../x y",
    "",
    "/",
    "/v26.0",
    "/v26.0/",
    "/1/messages/x",
    "/messages",
    "/?batch=[]",
    "/1/settings?method=post",
    null,
    undefined,
    7,
    ["/1"],
    { toString: () => "/1/messages" },
  ])("%j is refused", (path) => {
    expect(() => guardGraphPath(path)).toThrow(
      expect.objectContaining({ code: "GRAPH_PATH_REFUSED" }) as Error,
    );
  });
  it.each(["method", "METHOD", "_method", "batch", "access_token", "relative_url"])(
    "the field %s is refused",
    (field) => {
      expect(() => {
        guardGraphBody({ [field]: "x" });
      }).toThrow(expect.objectContaining({ code: "GRAPH_PATH_REFUSED" }) as Error);
      expect(() => {
        guardGraphQuery({ [field]: "x" });
      }).toThrow(expect.objectContaining({ code: "GRAPH_PATH_REFUSED" }) as Error);
    },
  );
});
