/** `waypost templates ...` against the simulator over HTTP. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "../support/seeded-properties.js";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { defineTemplate, type TemplateInput, templateFromJson, templateJson, toCreateRequest } from "waypost";
import { createSimulator, type Simulator, type SimulatorServer } from "waypost/simulator";
import { cli, type CliRun, environmentOf, scratchFolder, spawnCli } from "../support/cli.js";
import { templateInputs } from "../support/template-arbitrary.js";

const folders: ReturnType<typeof scratchFolder>[] = [];
const servers: SimulatorServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});
afterAll(() => {
  for (const folder of folders) folder.remove();
});

interface Desk {
  readonly sim: Simulator;
  readonly cwd: string;
  readonly run: (args: string, more?: { readonly answers?: boolean }) => Promise<CliRun>;
  readonly spawn: (args: string) => Promise<CliRun>;
  /** Calls that change something at Meta. */
  readonly writes: () => readonly string[];
}

async function desk(): Promise<Desk> {
  const sim = createSimulator();
  const server = await sim.listen();
  servers.push(server);
  const folder = scratchFolder();
  folders.push(folder);
  const env = environmentOf(sim, server.url);
  const cwd = folder.path;
  return {
    sim,
    cwd,
    run: (args, more) => cli(args.split(" "), { cwd, env, ...more }),
    spawn: (args) => spawnCli(args.split(" "), { cwd, env }),
    writes: () =>
      sim.requests.filter(({ method }) => method !== "GET").map(({ method, path }) => `${method} ${path}`),
  };
}

const shipped = {
  name: "order_shipped",
  language: "en_US",
  category: "utility",
  header: { text: "Order {{order}}" },
  body: "Hi {{name}}, your order {{order}} left our shop today.",
  footer: "Asha Stores",
  buttons: [{ type: "url", text: "Where is it", url: "https://asha.example/track/{{1}}" }],
  examples: { name: "Asha", order: "A-1001", url: "A-1001" },
} as const;
const code = {
  name: "login_code",
  language: "en",
  category: "authentication",
  securityRecommendation: true,
  codeExpirationMinutes: 10,
} as const;
const video = {
  name: "new_quilts",
  language: "en",
  category: "marketing",
  header: { format: "video", example: "4::aWsample" },
  body: "Our new quilts are here at Asha Stores. Reply STOP to get no more offers.",
} as const;
const unheardOf = {
  name: "from_the_future",
  language: "en",
  category: "UTILITY",
  parameter_format: "POSITIONAL",
  components: [
    { type: "BODY", text: "Your order is ready for you." },
    { type: "HOLOGRAM", shape: "cube", faces: [1, 2] },
  ],
};

function fill(sim: Simulator): void {
  for (const input of [shipped, code, video]) sim.templates.add(defineTemplate(input as never));
  sim.templates.add(unheardOf);
}

const files = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder)
      .sort()
      .map((name) => [name, readFileSync(join(folder, name), "utf8")]),
  );

describe("pull", () => {
  it("writes a definition for each template, JSON for what none can say, and the same bytes again", async () => {
    const { sim, cwd, run, writes } = await desk();
    fill(sim);
    const first = await run("templates pull");
    expect(first).toMatchObject({ code: 0, out: expect.stringContaining("4 templates: 4 written") });
    expect(first.err).toMatch(/from_the_future\.en\.json: kept as JSON.*hologram/);
    const written = files(join(cwd, "templates"));
    expect(Object.keys(written)).toEqual([
      "from_the_future.en.json",
      "login_code.en.ts",
      "new_quilts.en.ts",
      "order_shipped.en_US.ts",
    ]);
    expect(written["order_shipped.en_US.ts"])
      .toBe(`// Written by \`waypost templates pull\`: what the account says.
import { defineTemplate } from "waypost";

export const orderShippedEnUs = defineTemplate({
  name: "order_shipped",
  language: "en_US",
  category: "utility",
  header: {
    text: "Order {{order}}",
  },
  body: "Hi {{name}}, your order {{order}} left our shop today.",
  footer: "Asha Stores",
  buttons: [
    {
      type: "url",
      text: "Where is it",
      url: "https://asha.example/track/{{1}}",
    },
  ],
  examples: {
    order: "A-1001",
    name: "Asha",
    url: "A-1001",
  },
});
`);
    expect(JSON.parse(written["from_the_future.en.json"]!)).toEqual(unheardOf);
    // Links to samples are others at each read: they must not get into a file.
    await sim.advance("1d");
    expect(await run("templates pull")).toMatchObject({
      code: 0,
      out: expect.stringContaining("4 unchanged"),
    });
    expect(files(join(cwd, "templates"))).toEqual(written);
    await run("templates pull --out elsewhere");
    expect(files(join(cwd, "elsewhere"))).toEqual(written);
    await run("templates pull --out json --format json");
    expect(Object.keys(files(join(cwd, "json")))).toHaveLength(4);
    expect(writes()).toEqual([]);
  });

  it("leaves a file that says the same in other words, and one that says something else unless forced", async () => {
    const { sim, cwd, run } = await desk();
    sim.templates.add(defineTemplate(shipped));
    mkdirSync(join(cwd, "templates"));
    const file = join(cwd, "templates/order_shipped.en_US.json");
    // A variable of a URL has the name that the code gives it: Meta only knows {{1}}.
    const { url: parcel, ...examples } = shipped.examples;
    const buttons = [{ ...shipped.buttons[0], url: "https://asha.example/track/{{parcel}}" }];
    const own = JSON.stringify({ ...shipped, buttons, examples: { ...examples, parcel } });
    writeFileSync(file, own);
    expect(await run("templates pull --format json")).toMatchObject({
      code: 0,
      out: expect.stringContaining("1 unchanged"),
    });
    expect(readFileSync(file, "utf8")).toBe(own);
    writeFileSync(file, own.replace("left our shop today", "left our shop yesterday"));
    expect(await run("templates pull --format json")).toMatchObject({
      code: 1,
      out: expect.stringContaining("1 kept"),
    });
    expect(await run("templates pull --format json --force")).toMatchObject({
      code: 0,
      out: expect.stringContaining("1 written"),
    });
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(templateJson(toCreateRequest(shipped as never)));
  });
});

describe("push", () => {
  it("makes no call that writes after a pull of an unchanged account", async () => {
    const { sim, run, writes } = await desk();
    fill(sim);
    await run("templates pull --format json");
    const pushed = await run("templates push");
    expect(pushed).toEqual({ code: 0, out: "4 the same at Meta", err: "" });
    expect(writes()).toEqual([]);
    expect(await run("templates diff")).toMatchObject({ code: 0, out: "4 the same, 0 differ" });
  });

  it("creates what is missing, says what it would do before, and finds it the same afterwards", async () => {
    const { sim, cwd, run, writes } = await desk();
    writeFileSync(join(cwd, "orders.json"), JSON.stringify(shipped));
    writeFileSync(join(cwd, "code.json"), JSON.stringify([code]));
    expect(await run("templates push orders.json code.json --dry-run")).toMatchObject({
      code: 0,
      out: expect.stringMatching(/would create +login_code \(en\)\nwould create +order_shipped \(en_US\)/),
    });
    expect(writes()).toEqual([]);
    expect(await run("templates push orders.json code.json")).toMatchObject({ code: 0 });
    expect(writes()).toHaveLength(2);
    await sim.advance("5m");
    expect(sim.templates.list().map(({ name, status }) => [name, status])).toEqual([
      ["login_code", "APPROVED"],
      ["order_shipped", "APPROVED"],
    ]);
    expect(await run("templates push orders.json code.json")).toMatchObject({
      code: 0,
      out: "2 the same at Meta",
    });
    expect(await run("templates status orders.json")).toMatchObject({ code: 0 });
    expect(writes()).toHaveLength(2);
  });

  it("asks before it edits an approved template, edits once, and tells of Meta's limit", async () => {
    const { sim, cwd, run, writes } = await desk();
    sim.templates.add(defineTemplate(shipped));
    const write = (day: string): void => {
      const body = `Hi {{name}}, your order {{order}} left our shop ${day}.`;
      writeFileSync(join(cwd, "orders.json"), JSON.stringify({ ...shipped, body }));
    };
    write("on Monday");
    expect(await run("templates diff orders.json")).toMatchObject({
      code: 1,
      out: expect.stringContaining(
        'body.text: code "Hi {{name}}, your order {{order}} left our shop on Monday."',
      ),
    });
    for (const answers of [undefined, false])
      expect(await run("templates push orders.json", answers === undefined ? {} : { answers })).toMatchObject(
        {
          code: 1,
          out: expect.stringContaining("--yes"),
        },
      );
    expect(writes()).toEqual([]);
    expect(await run("templates push orders.json", { answers: true })).toMatchObject({ code: 0 });
    // In review it cannot be edited, and it is not tried.
    write("on Tuesday");
    expect(await run("templates push orders.json --yes")).toMatchObject({
      code: 1,
      out: expect.stringContaining("it is PENDING"),
    });
    await sim.advance("5m");
    expect(await run("templates push orders.json --yes")).toMatchObject({
      code: 1,
      out: expect.stringMatching(/refused .*one edit of an approved template in 24 hours/),
    });
    expect(writes()).toHaveLength(2);
    await sim.advance("1d");
    expect(await run("templates push orders.json --yes")).toMatchObject({ code: 0 });
  });

  it("leaves what Meta would not take: another category of an approved one, a medium without sample, lint errors", async () => {
    const { sim, cwd, run, writes } = await desk();
    sim.templates.add(defineTemplate(shipped));
    sim.templates.add(defineTemplate(video));
    await sim.templates.recategorise("order_shipped", "MARKETING");
    writeFileSync(join(cwd, "a.json"), JSON.stringify([shipped]));
    expect(await run("templates push a.json --yes")).toMatchObject({
      code: 1,
      out: expect.stringContaining("the category of an approved template cannot be edited"),
    });
    const { example: _, ...header } = video.header;
    writeFileSync(join(cwd, "b.json"), JSON.stringify([{ ...video, header, footer: "Asha" }]));
    expect((await run("templates push b.json --yes")).code).toBe(1);
    writeFileSync(
      join(cwd, "c.json"),
      JSON.stringify([{ ...shipped, name: "broken", body: "{{name}} {{order}}" }]),
    );
    expect(await run("templates push c.json")).toMatchObject({
      code: 1,
      err: expect.stringMatching(/L15[^]*Nothing was submitted/),
    });
    expect(writes()).toEqual([]);
  });

  it("uploads a sample that is named by its path when it submits", async () => {
    const { sim, cwd, run, writes } = await desk();
    mkdirSync(join(cwd, "samples"));
    const bytes = Buffer.from("%PDF-1.4 a bill");
    const bill = {
      ...shipped,
      name: "bill",
      header: { format: "document", example: "./samples/bill.pdf" },
    };
    writeFileSync(join(cwd, "bill.json"), JSON.stringify([bill, { ...bill, language: "en_GB" }]));
    expect(await run("templates push bill.json")).toMatchObject({
      code: 1,
      out: expect.stringContaining("there is no file ./samples/bill.pdf beside it"),
    });
    writeFileSync(join(cwd, "samples/bill.pdf"), bytes);
    expect(await run("templates push bill.json --dry-run")).toMatchObject({ code: 0 });
    expect(writes()).toEqual([]);
    expect(await run("templates push bill.json")).toMatchObject({ code: 0 });
    const created = sim.requests
      .filter(({ path }) => path.endsWith("/message_templates"))
      .map(({ body }) => body);
    const handles = created.flatMap(
      (body) => /"header_handle":\["([^"]+)"\]/.exec(JSON.stringify(body))?.[1] ?? [],
    );
    expect(handles).toHaveLength(2);
    for (const handle of handles) expect(handle).toMatch(/^4:/);
    expect(await run("templates push bill.json")).toMatchObject({ code: 0, out: "2 the same at Meta" });
  });

  it("corrects a rejected one as often as it takes, its samples and category included", async () => {
    const { sim, cwd, run } = await desk();
    sim.templates.add(defineTemplate(shipped));
    await sim.templates.reject("order_shipped", "INVALID_FORMAT");
    writeFileSync(
      join(cwd, "a.json"),
      JSON.stringify({ ...shipped, category: "marketing", examples: { ...shipped.examples, name: "Ravi" } }),
    );
    expect(await run("templates push a.json")).toMatchObject({
      code: 0,
      out: expect.stringMatching(/edited +order_shipped[^]*category[^]*body\.example/),
    });
    await sim.advance("5m");
    expect(await run("templates push a.json")).toMatchObject({ code: 0, out: "1 the same at Meta" });
  });

  it("stops when the hour's creations are used up", async () => {
    const { sim, cwd, run, writes } = await desk();
    const many = Array.from({ length: 103 }, (_, index) => ({
      name: `notice_${String(index).padStart(3, "0")}`,
      language: "en",
      category: "utility",
      body: `Your order number ${String(index)} is ready for you.`,
    }));
    writeFileSync(join(cwd, "many.json"), JSON.stringify(many));
    const { code: exit, out } = await run("templates push many.json --json");
    expect(exit).toBe(1);
    const results = (JSON.parse(out) as { result: string }[]).map(({ result }) => result);
    expect(results.filter((result) => result === "created")).toHaveLength(100);
    expect(results.slice(100)).toEqual(["left", "left", "left"]);
    // None that Meta would refuse is asked for.
    expect(writes()).toHaveLength(100);
    await sim.advance("1h");
    expect((await run("templates push many.json")).code).toBe(0);
  });
});

it("random definitions, pushed and pulled, are the same definitions", async () => {
  await fc.assert(
    fc.asyncProperty(templateInputs(12), async (inputs) => {
      const { cwd, run, writes } = await desk();
      writeFileSync(join(cwd, "in.json"), JSON.stringify(inputs));
      const pushed = await run("templates push in.json");
      expect(pushed).toMatchObject({ code: 0, err: "" });
      const before = writes().length;
      await run("templates pull --format json");
      const pulled = Object.values(files(join(cwd, "templates"))).map((text) => {
        const read = templateFromJson(JSON.parse(text));
        return read.ok ? read.input : read.reasons;
      });
      const sent = inputs.map((input) => [input.name, withoutHandles(input)] as const).sort(byName);
      expect(pulled).toEqual(sent.map(([, input]) => input));
      expect(await run("templates push templates")).toMatchObject({ code: 0 });
      expect(writes()).toHaveLength(before);
      await Promise.all(servers.splice(0).map((server) => server.close()));
    }),
    { numRuns: 12 },
  );
});

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);

/** Meta gives no sample of a medium back that could be submitted again. */
function withoutHandles(input: TemplateInput): unknown {
  const bare = structuredClone(input) as unknown as {
    header?: { format?: string; example?: string };
    cards?: { header: { example?: string } }[];
  };
  delete bare.header?.example;
  for (const card of bare.cards ?? []) delete card.header.example;
  return bare;
}

describe("lint", () => {
  it("finds what Meta refuses, as text, JSON and SARIF, and asks nobody", async () => {
    const { sim, cwd, run } = await desk();
    writeFileSync(
      join(cwd, "a.json"),
      JSON.stringify({ ...shipped, body: "{{name}}, your order {{order}} has a huge discount today." }),
    );
    const text = await run("templates lint a.json");
    expect(text.code).toBe(1);
    expect(text.out).toMatch(/order_shipped \(en_US\) {2}a\.json/);
    expect(text.out).toMatch(/error +L15/);
    const json = JSON.parse((await run("templates lint a.json --json")).out) as { rule: string }[];
    expect(json.map(({ rule }) => rule)).toContain("L15");
    const sarif = JSON.parse((await run("templates lint a.json --format sarif")).out) as { version: string };
    expect(sarif.version).toBe("2.1.0");
    expect(sim.requests).toEqual([]);
    writeFileSync(join(cwd, "b.json"), JSON.stringify(shipped));
    expect((await run("templates lint b.json")).code).toBe(0);
  });
});

describe("as a child process", () => {
  it("pulls from a server, and pushes nothing after it, from TypeScript files", async () => {
    const { sim, spawn, writes } = await desk();
    fill(sim);
    expect(await spawn("templates pull")).toMatchObject({ code: 0 });
    const pushed = await spawn("templates push");
    expect(pushed).toMatchObject({ code: 0, out: "4 the same at Meta\n", err: "" });
    expect(writes()).toEqual([]);
    for (const { accessToken, appSecret } of [sim.credentials])
      for (const secret of [accessToken, appSecret]) expect(pushed.out + pushed.err).not.toContain(secret);
  });
});
