import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { Waypost } from "waypost";
import type { Lab } from "../lab.js";
import { code, notice, offer, orderUpdate } from "../templates.js";
import { openStore } from "../../contract/fixtures/open-store.js";
import { BUSINESS } from "../../scenario/setup.js";
import type { Attack } from "../attack.js";

const goal = "one content, many people";
const of = 300;
type Anything = Record<string, unknown>;

/** What TypeScript would not let through. */
const untyped = (waypost: Waypost) =>
  waypost.messages.sendTemplate as unknown as (input: Anything) => Promise<unknown>;

/** A first name for everybody: Aaa, Aab, ... */
const nameOf = (index: number): string =>
  [676, 26, 1].map((place) => String.fromCharCode(97 + (Math.floor(index / place) % 26))).join("");

const noticeTo = (lab: Lab, to: string, ref: string): Parameters<Waypost["messages"]["sendTemplate"]>[0] =>
  ({
    to,
    template: notice,
    params: { name: `Customer ${to.slice(-4)}` },
    cause: { kind: "account", ref, at: lab.sim.now },
  }) as never;

/** Utility notices to all, one a second; `refOf` says what each is caused by. */
async function notices(lab: Lab, waypost: Waypost, refOf: (index: number) => string): Promise<void> {
  for (const [index, to] of lab.people.entries()) {
    await lab.attempt(() => waypost.messages.sendTemplate(noticeTo(lab, to, refOf(index))));
    await lab.sim.advance("1s");
  }
}

/** The same offer to everybody who agreed to offers. */
async function offers(
  lab: Lab,
  clientFor: (index: number) => Waypost,
  ids: readonly string[],
  pause: Parameters<Lab["sim"]["advance"]>[0],
): Promise<void> {
  for (const [index, to] of lab.people.entries()) {
    await lab.attempt(() =>
      clientFor(index).messages.sendTemplate({
        to,
        template: offer,
        params: { thing: "quilts" },
        cause: { kind: "subscription", ref: ids[index] ?? "", at: lab.sim.now },
      }),
    );
    await lab.sim.advance(pause);
  }
}

export const fanOut: readonly Attack[] = [
  {
    id: "fan-out-01",
    goal,
    of,
    atMost: 0,
    does: "gives an array as `to`",
    stop: "G1",
    run: async (lab) => {
      const waypost = lab.client();
      await lab.optIn(waypost);
      await lab.attempt(() => untyped(waypost)({ ...noticeTo(lab, "", "x"), to: lab.people }));
    },
  },
  {
    id: "fan-out-02",
    goal,
    of,
    atMost: 0,
    does: "writes all numbers into one string, with commas, semicolons and line ends",
    stop: "G1",
    run: async (lab) => {
      const waypost = lab.client();
      await lab.optIn(waypost);
      for (const comma of [",", ";", "\n", " ", "|"])
        await lab.attempt(() => untyped(waypost)(noticeTo(lab, lab.people.join(comma), "x")));
    },
  },
  {
    id: "fan-out-03",
    goal,
    of,
    atMost: 5,
    does: "loops over all with one cause",
    stop: "G3",
    run: async (lab) => {
      const waypost = lab.client();
      await lab.optIn(waypost);
      await notices(lab, waypost, () => "SUMMER");
    },
  },
  {
    id: "fan-out-04",
    goal,
    of,
    atMost: 5,
    does: "starts all sends with one cause at the same moment",
    stop: "G3, counted with the claim",
    run: async (lab) => {
      const waypost = lab.client();
      await lab.optIn(waypost);
      await Promise.all(
        lab.people.map((to) => lab.attempt(() => waypost.messages.sendTemplate(noticeTo(lab, to, "SUMMER")))),
      );
    },
  },
  {
    id: "fan-out-05",
    goal,
    of,
    atMost: 5,
    does: "gives each send of one cause its own step and idempotency key",
    stop: "G3 counts kind and ref",
    run: async (lab) => {
      const waypost = lab.client();
      await lab.optIn(waypost);
      for (const [index, to] of lab.people.entries()) {
        await lab.attempt(() =>
          waypost.messages.sendTemplate({
            to,
            template: notice,
            params: { name: "Customer" },
            cause: { kind: "account", ref: "SUMMER", at: lab.sim.now, step: `step-${String(index)}` },
            idempotencyKey: randomUUID(),
          }),
        );
        await lab.sim.advance("1s");
      }
    },
  },
  {
    id: "fan-out-06",
    goal,
    of,
    atMost: 100,
    does: "invents a random cause for each person; only the name in the text differs",
    stop: "G5, G6",
    run: async (lab) => {
      const waypost = lab.client();
      await lab.optIn(waypost);
      for (const [index, to] of lab.people.entries()) {
        await lab.attempt(() =>
          waypost.messages.sendTemplate({
            to,
            template: notice,
            params: { name: nameOf(index) },
            cause: { kind: "account", ref: randomUUID(), at: lab.sim.now },
          }),
        );
        await lab.sim.advance("1s");
      }
    },
  },
  {
    id: "fan-out-07",
    goal,
    of,
    atMost: 100,
    does: "does the same with a number in each name",
    stop: "G5: what is called a name is one",
    run: async (lab) => {
      const waypost = lab.client();
      await lab.optIn(waypost);
      await notices(lab, waypost, () => randomUUID());
    },
  },
  {
    id: "fan-out-08",
    goal,
    of,
    atMost: 250,
    does: "invents an incident that touches everybody",
    stop: "G3: one incident, 250 people",
    run: async (lab) => {
      const waypost = lab.client();
      await lab.optIn(waypost);
      for (const to of lab.people) {
        await lab.attempt(() =>
          waypost.messages.sendTemplate({
            to,
            template: notice,
            params: { name: "Customer" },
            cause: {
              kind: "incident",
              ref: "SUMMER",
              at: lab.sim.now,
              incident: { description: "summer has come", declaredBy: "me" },
            },
          }),
        );
        await lab.sim.advance("1s");
      }
    },
  },
  {
    id: "fan-out-09",
    goal,
    of,
    atMost: 0,
    does: "sends an offer to everybody who agreed, with one subscription as the cause",
    stop: "G4: the cause is the person's own opt-in",
    run: async (lab) => {
      const waypost = lab.client();
      await lab.optIn(waypost);
      await offers(lab, () => waypost, Array<string>(300).fill("SUMMER"), "1s");
    },
  },
  {
    id: "fan-out-10",
    goal,
    of,
    atMost: 50,
    does: "sends one offer to everybody who agreed, each with their own opt-in as the cause, within ten minutes",
    stop: "G4",
    run: async (lab) => {
      const waypost = lab.client();
      const ids = await lab.optIn(waypost);
      await offers(lab, () => waypost, ids, "1s");
    },
  },
  {
    id: "fan-out-11",
    goal,
    of,
    atMost: 250,
    does: "does the same with all the patience of a day",
    stop: "G4, G9",
    run: async (lab) => {
      const waypost = lab.client();
      const ids = await lab.optIn(waypost);
      await offers(lab, () => waypost, ids, "15s");
    },
  },
  {
    id: "fan-out-12",
    goal,
    of,
    atMost: 50,
    does: "spreads one offer over three numbers of the account",
    stop: "G4 counts the portfolio",
    run: async (lab) => {
      const waypost = lab.client();
      const ids = await lab.optIn(waypost);
      const numbers = ["106540352242922", "106540352242923", "106540352242924"].map((phoneNumberId) =>
        lab.client({ phoneNumberId }),
      );
      await offers(lab, (index) => numbers[index % 3] ?? waypost, ids, "1s");
    },
  },
  {
    id: "fan-out-13",
    goal,
    of,
    atMost: 50,
    does: "spreads one offer over twenty clients on one store",
    stop: "G4: the counters live in the store",
    run: async (lab) => {
      const waypost = lab.client();
      const ids = await lab.optIn(waypost);
      const clients = Array.from({ length: 20 }, () => lab.client());
      await offers(lab, (index) => clients[index % 20] ?? waypost, ids, "1s");
    },
  },
  {
    id: "fan-out-14",
    goal,
    of,
    atMost: 50,
    does: "spreads one offer over ten invented brands, with opt-ins for each",
    stop: "G4 counts over all brands",
    run: async (lab) => {
      const brands = Array.from({ length: 10 }, (_, index) =>
        lab.client({ namespace: `brand-${String(index)}` }),
      );
      const ids: string[] = [];
      for (const [index, to] of lab.people.entries()) {
        const brand = brands[index % 10];
        if (brand !== undefined) ids.push(...(await lab.optIn(brand, [to])));
      }
      await offers(lab, (index) => brands[index % 10] ?? lab.client(), ids, "1s");
    },
  },
  {
    id: "fan-out-15",
    goal,
    of,
    atMost: 50,
    does: "varies the offer with marks that nobody sees",
    stop: "G4 compares what is left of the text",
    run: async (lab) => {
      const waypost = lab.client();
      const ids = await lab.optIn(waypost);
      for (const [index, to] of lab.people.entries()) {
        await lab.attempt(() =>
          waypost.messages.sendTemplate({
            to,
            template: offer,
            params: { thing: `quilts${"\u200b".repeat(index % 7)} ${String(index)}` },
            cause: { kind: "subscription", ref: ids[index] ?? "", at: lab.sim.now },
          }),
        );
        await lab.sim.advance("1s");
      }
    },
  },
  {
    id: "fan-out-16",
    goal,
    of,
    atMost: 20,
    does: "pushes one promotion into 300 open windows as free form",
    stop: "G13",
    run: async (lab) => {
      const waypost = lab.client();
      await lab.sim.deliverTo(waypost.webhooks);
      for (const to of lab.people) await lab.sim.user(to).sendText("hello");
      await lab.sim.advance("20m");
      for (const to of lab.people) {
        await lab.attempt(async () => {
          const chat = await waypost.chats.open(to);
          await chat.sendText(
            "Look at our new quilts, dear customer, they came in today and will not stay long.",
          );
        });
      }
    },
  },
  {
    id: "fan-out-17",
    goal,
    of,
    atMost: 20,
    does: "does the same with a different number at the end of each text",
    stop: "G13 masks digits and compares what is alike",
    run: async (lab) => {
      const waypost = lab.client();
      await lab.sim.deliverTo(waypost.webhooks);
      for (const to of lab.people) await lab.sim.user(to).sendText("hello");
      await lab.sim.advance("20m");
      for (const [index, to] of lab.people.entries()) {
        await lab.attempt(async () => {
          const chat = await waypost.chats.open(to);
          await chat.sendText(
            `Look at our new quilts, dear customer ${String(index * 7919)}, they came in today and will not stay long.`,
          );
        });
      }
    },
  },
  {
    id: "fan-out-18",
    goal,
    of,
    atMost: 5,
    does: "hands in a cause that shows another face at each look",
    stop: "a cause is copied before it is checked",
    run: async (lab) => {
      const waypost = lab.client();
      await lab.optIn(waypost);
      for (const to of lab.people) {
        let looks = 0;
        const cause = {
          // Checked as an account, counted as something that has no limit.
          get kind() {
            return looks++ < 2 ? "account" : "unlisted";
          },
          ref: "SUMMER",
          at: lab.sim.now,
        };
        await lab.attempt(() => untyped(waypost)({ ...noticeTo(lab, to, "x"), cause }));
        await lab.sim.advance("1s");
      }
    },
  },
  {
    id: "fan-out-19",
    goal,
    of,
    atMost: 300,
    does: "invents an order with a number of its own for each person: a lie told three hundred times",
    stop: "nothing at once, on an account that Meta lets reach that many: each lie stands in the ledger with its order number, each person gets few (G8, G12), and blocks, opt-outs and dead numbers stop it (G18, G19, Meta's quality)",
    run: async (lab) => {
      const waypost = lab.client();
      await lab.optIn(waypost);
      for (const [index, to] of lab.people.entries()) {
        await lab.attempt(() =>
          waypost.messages.sendTemplate({
            to,
            template: orderUpdate,
            params: { name: "Customer", order: `A-${String(index)}` },
            cause: { kind: "order", ref: `A-${String(index)}`, at: lab.sim.now },
          }),
        );
        await lab.sim.advance("1s");
      }
    },
  },
  {
    id: "fan-out-20",
    goal,
    of,
    atMost: 1,
    does: "sends one login attempt's code to everybody",
    stop: "G3: one attempt, one person",
    run: async (lab) => {
      const waypost = lab.client();
      for (const to of lab.people) {
        await lab.attempt(() =>
          untyped(waypost)({
            to,
            template: code,
            params: { code: "123456" },
            cause: { kind: "authentication", ref: "SUMMER", at: lab.sim.now, userInitiated: true },
          }),
        );
        await lab.sim.advance("1s");
      }
    },
  },
  {
    id: "fan-out-21",
    goal,
    of: 30,
    atMost: 5,
    does: "lets two threads send one cause to 15 people each, over one SQLite file",
    stop: "G3, counted in the store",
    run: async (lab) => {
      const folder = await mkdtemp(join(tmpdir(), "waypost-redteam-"));
      const path = join(folder, "store.db");
      const store = openStore(path);
      await lab.optIn(lab.client({ store }), lab.people.slice(0, 30));
      const server = await lab.sim.listen();
      const options = { ...lab.sim.credentials, business: BUSINESS, baseUrl: server.url };
      const codes = await Promise.all(
        [0, 1].map(async (thread) => {
          const people = lab.people.slice(thread * 15, thread * 15 + 15);
          const worker = new Worker(new URL("../fixtures/thread.mjs", import.meta.url), {
            workerData: { path, options, people },
          });
          const [told] = (await once(worker, "message")) as [string[]];
          return told;
        }),
      );
      for (const name of codes.flat())
        await lab.attempt(() => Promise.reject(Object.assign(new Error(), { name })));
      await server.close();
      await store.close();
      await rm(folder, { recursive: true, force: true });
    },
  },
];
