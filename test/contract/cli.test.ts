/** The command's other parts, and what holds for all of them. */
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { defineTemplate, Waypost } from "waypost";
import { createSimulator, type Simulator, type SimulatorServer } from "waypost/simulator";
import { sqliteStore } from "waypost/sqlite";
import { signPayload } from "waypost/webhooks";
import { COMMANDS } from "../../src/cli/commands.js";
import { cli, type CliRun, type CliSetting, environmentOf, scratchFolder, spawnCli } from "../support/cli.js";

const RAVI = "+919812345678";
const folder = scratchFolder();
let sim: Simulator;
let server: SimulatorServer;
let cwd: string;
let tests = 0;
beforeEach(async () => {
  sim = createSimulator({ startAt: new Date().getTime() });
  server = await sim.listen();
  cwd = join(folder.path, `t${String(++tests)}`);
  mkdirSync(cwd);
});
afterEach(() => server.close());
afterAll(() => {
  folder.remove();
});

const run = (args: readonly string[], more: Partial<CliSetting> = {}): Promise<CliRun> =>
  cli(args, { cwd, env: { ...environmentOf(sim, server.url), WAYPOST_STORE: "sqlite:shop.db" }, ...more });

const shipped = defineTemplate({
  name: "order_shipped",
  language: "en",
  category: "utility",
  body: "Hi {{name}}, your order {{order}} left our shop today.",
  examples: { name: "Asha", order: "A-1001" },
});

/** The shop's own process, which uses the same store. */
async function inTheShop(work: (waypost: Waypost) => Promise<unknown>): Promise<void> {
  const store = sqliteStore({ path: join(cwd, "shop.db") });
  const waypost = new Waypost({
    ...sim.credentials,
    business: { name: "Asha Stores", escalation: { kind: "phone", value: "+91 141 555 0100" } },
    store,
    transport: sim.transport(),
    clock: sim.clock,
  });
  try {
    await store.init();
    await work(waypost);
  } finally {
    await waypost.close();
    await store.close();
  }
}

const optIn = (waypost: Waypost): Promise<unknown> =>
  waypost.consent.grant({
    user: RAVI,
    scopes: ["utility", "marketing"],
    method: "web_form",
    evidence: {
      disclosureText: "Asha Stores may message me",
      language: "en",
      pageUrl: "https://asha.example/join",
    },
  });

describe("explain", () => {
  const question = [
    "explain",
    "--to",
    RAVI,
    "--template",
    "order_shipped",
    "--param",
    "name=Ravi",
    "--param",
    "order=A-1",
    "--cause",
    "shipment:A-1",
  ];
  it("says what the policy would decide now, and sends nothing", async () => {
    sim.templates.add(shipped);
    const refused = await run(question);
    expect(refused).toMatchObject({ code: 1, err: "" });
    expect(refused.out).toMatch(/^It would be refused with CONSENT_REQUIRED \(row-11\)/);
    await inTheShop(optIn);
    expect(await run(question)).toEqual({ code: 0, out: "It would pass (row-9).", err: "" });
    const json = JSON.parse((await run([...question, "--json"])).out) as unknown;
    expect(json).toMatchObject({ action: "allow" });
    expect((await run(question.slice(0, 7))).out).toMatch(/TEMPLATE_PARAMS|CAUSE_REQUIRED/);
    expect(sim.sent).toEqual([]);
  });

  it("says what happened to one person's messages, without the number", async () => {
    sim.templates.add(shipped);
    const send = (waypost: Waypost, order: string) =>
      waypost.messages.sendTemplate({
        to: RAVI,
        template: shipped,
        params: { name: "Ravi", order },
        cause: { kind: "shipment", ref: order, at: sim.now },
      });
    await inTheShop(async (waypost) => {
      await send(waypost, "A-1").catch(() => undefined);
      await optIn(waypost);
      await send(waypost, "A-2");
    });
    const all = await run(["explain", "--to", RAVI]);
    expect(all.code).toBe(0);
    expect(all.out).toMatch(/Consent for utility: granted/);
    expect(all.out).toMatch(/A-1: Refused with CONSENT_REQUIRED/);
    const one = await run(["explain", "--to", RAVI, "--cause-ref", "A-2", "--json"]);
    expect(JSON.parse(one.out)).toMatchObject({ sends: [{ send: { cause: { ref: "A-2" } } }] });
    for (const { out, err } of [all, one]) expect(out + err).not.toContain(RAVI.slice(1));
  });

  it("refuses questions that are none", async () => {
    for (const args of [
      ["explain"],
      [...question.slice(0, 3), "--template", "nobody"],
      [...question, "--cause-at", "soon"],
    ])
      expect((await run(args)).code).toBe(2);
    expect((await run(["explain", "--to", "12", "--store", "sqlite:shop.db"])).code).toBe(1);
  });
});

describe("doctor", () => {
  it("finds what is wrong, and changes nothing", async () => {
    const { out, code } = await run(["doctor"]);
    expect(code).toBe(1);
    expect(out).toMatch(/ok +token/);
    expect(out).toMatch(/warning +profile: no e-mail and no website/);
    expect(out).toMatch(/warning +store: the SQLite file is not there yet/);
    expect(existsSync(join(cwd, "shop.db"))).toBe(false);
    expect(sim.requests.filter(({ method }) => method !== "GET")).toEqual([]);
  });

  it("is content with an account that is in order", async () => {
    sim.templates.add(shipped);
    await inTheShop((waypost) =>
      waypost.businessProfile.update({ email: "help@asha.example", websites: ["https://asha.example"] }),
    );
    writeFileSync(
      join(cwd, "waypost.config.json"),
      JSON.stringify({ business: { name: "Asha Stores", escalation: { kind: "phone", value: "1" } } }),
    );
    const { out, code } = await run(["doctor", "--json"]);
    const checks = JSON.parse(out) as { name: string; result: string }[];
    expect(checks.filter(({ result }) => result !== "ok")).toEqual([]);
    expect(code).toBe(0);
    await sim.templates.pause("order_shipped");
    await sim.account.spamLimit();
    const worse = await run(["doctor"]);
    expect(worse.out).toMatch(/error +quality: RED/);
    expect(worse.out).toMatch(/warning +templates: order_shipped \(en\) PAUSED/);
  });

  it("says so when the token is none, and never shows it", async () => {
    sim.expireToken();
    const { out, err } = await run(["doctor"]);
    expect(out).toMatch(/error +token and number: META_190/);
    expect(out + err).not.toContain(sim.credentials.accessToken);
  });
});

describe("consent", () => {
  it("shows, withdraws, checks and exports, one person at a time", async () => {
    await inTheShop(optIn);
    expect((await run(["consent", "history", "--user", RAVI])).out).toMatch(
      /grant {2}utility,marketing {2}web_form/,
    );
    const checked = await run(["consent", "verify"]);
    const head = /Head (\S+)$/.exec(checked.out)?.[1] ?? "";
    expect(checked.code).toBe(0);
    const { code, out } = await run(["consent", "withdraw", "--user", RAVI, "--reason", "phoned us"]);
    expect([code, out]).toEqual([0, expect.stringContaining("Stored")]);
    expect((await run(["consent", "history", "--user", RAVI])).out).toMatch(/withdraw/);
    expect((await run(["consent", "verify", "--head", head])).code).toBe(0);
    expect((await run(["consent", "verify", "--head", `1:${"0".repeat(64)}`])).code).toBe(1);
    expect((await run(["consent", "export"])).code).toBe(2);
    expect((await run(["consent", "export", "--out", "all.jsonl"])).code).toBe(0);
    const file = join(cwd, "all.jsonl");
    expect(readFileSync(file, "utf8")).toContain("withdrawn");
    expect(statSync(file).mode & 0o077).toBe(0);
    // Never over a file that is there.
    expect((await run(["consent", "export", "--out", "all.jsonl"])).code).toBe(1);
    expect((await run(["consent", "withdraw", "--user", `${RAVI},+919800000000`])).code).toBe(1);
  });

  it("imports with its origin, and names bad rows by line", async () => {
    writeFileSync(
      join(cwd, "old.csv"),
      `phone,disclosureText,language\n${RAVI},Asha Stores may message me,en\nnobody,Asha Stores may message me,en\n`,
    );
    const args = [
      "consent",
      "import",
      "old.csv",
      "--batch",
      "old-1",
      "--source",
      "old shop",
      "--from",
      "2025-01-01",
      "--until",
      "2025-06-30",
      "--attested-by",
      "Asha",
      "--column",
      "user=phone",
      "--scope",
      "utility",
      "--default",
      "action=grant",
    ];
    const dry = await run([...args, "--dry-run"]);
    expect(dry.out).toMatch(/^Dry run: 2 rows/);
    expect(dry).toMatchObject({ code: 1, err: expect.stringContaining("old.csv:3: user") });
    expect((await run(args)).out).toMatch(/2 rows, 1 stored, 0 known, 1 refused/);
    expect((await run(["consent", "history", "--user", RAVI])).out).toMatch(/grant/);
    expect((await run(["consent", "import", "old.csv"])).code).toBe(1);
  });
});

describe("webhook", () => {
  const body = '{"object":"whatsapp_business_account","entry":[]}';
  it("signs and verifies a body, and names the mistake", async () => {
    const { appSecret } = sim.credentials;
    const signature = await signPayload({ rawBody: body, appSecret });
    expect(await run(["webhook", "sign"], { input: body })).toEqual({ code: 0, out: signature, err: "" });
    writeFileSync(join(cwd, "body.json"), body);
    const verify = ["webhook", "verify", "--signature", signature];
    expect((await run([...verify, "body.json"])).code).toBe(0);
    const parsed = await run(verify, { input: JSON.stringify(JSON.parse(body), undefined, 2) });
    expect(parsed).toMatchObject({ code: 1, err: expect.stringMatching(/SIGNATURE_MISMATCH.*raw bytes/) });
    expect(parsed.out + parsed.err).not.toContain(appSecret);
    expect((await run(["webhook", "sign"], { env: {}, input: body })).code).toBe(2);
  });
});

describe("simulator", () => {
  it("serves, tells how to reach it, and plays what is typed", async () => {
    const { code, out } = await run(["simulator", "--port", "0"], { input: `${RAVI} Namaste\nnonsense\n` });
    expect(code).toBe(0);
    expect(out).toMatch(/WAYPOST_BASE_URL=http:\/\/127\.0\.0\.1:\d+/);
    expect(out).toMatch(/WAYPOST_ACCESS_TOKEN=EAA/);
    expect((await run(["simulator", "--port", "x"])).code).toBe(2);
  });
});

describe("every command", () => {
  it.each(COMMANDS.map(({ name, summary }) => [name, summary] as const))(
    "%s has its help",
    async (name, summary) => {
      const { code, out } = await run([...name.split(" "), "--help"]);
      expect(code).toBe(0);
      expect(out).toContain(summary);
      expect((await run([...name.split(" "), "--no-such-option"])).code).toBe(2);
    },
  );

  it("there is none that sends, and none that takes people as a list", () => {
    const words = COMMANDS.flatMap(({ name, options }) => [name, ...Object.keys(options)]);
    expect(words.filter((word) => /send|recipients|people|audience|segment/.test(word))).toEqual([]);
    for (const { options } of COMMANDS) {
      expect(options.to?.multiple ?? false).toBe(false);
      expect(options.user?.multiple ?? false).toBe(false);
    }
  });

  it("takes no secret on the command line, and says where a setting is missing", async () => {
    const flags = COMMANDS.flatMap(({ options }) => Object.keys(options));
    expect(flags.filter((flag) => /token|secret/.test(flag))).toEqual([]);
    expect(await run(["templates", "status"], { env: {} })).toMatchObject({
      code: 2,
      err: expect.stringContaining("WAYPOST_"),
    });
  });

  it("reads settings from flags before the environment before the file", async () => {
    writeFileSync(
      join(cwd, "waypost.config.json"),
      JSON.stringify({ businessAccountId: "1", phoneNumberId: "2" }),
    );
    const env = environmentOf(sim, server.url);
    const { WAYPOST_BUSINESS_ACCOUNT_ID: account = "", ...rest } = env;
    expect((await run(["templates", "status"], { env: rest })).code).toBe(1);
    expect((await run(["templates", "status"], { env })).code).toBe(0);
    expect((await run(["templates", "status", "--business-account-id", "3"], { env })).code).toBe(1);
    expect((await run(["templates", "status", "--business-account-id", account], { env: rest })).code).toBe(
      0,
    );
  });

  it("unknown words are told, and groups list their commands", async () => {
    expect((await run(["frobnicate"])).code).toBe(2);
    expect((await run([])).code).toBe(2);
    expect((await run(["templates"])).out).toContain("templates pull");
    expect((await run(["--help"])).out).toContain("consent export");
  });
});

it("as a child process: version, exit codes and streams", async () => {
  const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
  const [told, wrong] = await Promise.all([
    spawnCli(["--version"], { cwd }),
    spawnCli(["templates", "lint", "nowhere"], { cwd }),
  ]);
  expect(told).toEqual({ code: 0, out: `${version}\n`, err: "" });
  expect(wrong).toMatchObject({ code: 2, out: "", err: expect.stringContaining("nowhere") });
});
