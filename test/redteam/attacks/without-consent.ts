import { spawnSync } from "node:child_process";
import { memoryStore, PhoneNumber, type Transport, type Waypost } from "waypost";
import { signPayload } from "waypost/webhooks";
import type { Attack } from "../attack.js";
import type { Lab } from "../lab.js";
import { code, notice, offer, parcel } from "../templates.js";

const goal = "people without consent";
const of = 300;
type Anything = Record<string, unknown>;

const untyped = (waypost: Waypost) =>
  waypost.messages.sendTemplate as unknown as (input: Anything) => Promise<unknown>;

/** An offer to a person, with the best cause at hand. */
const offerTo = (lab: Lab, to: string, ref: string): Anything => ({
  to,
  template: offer,
  params: { thing: `quilts for ${to.slice(-4)}` },
  cause: { kind: "subscription", ref, at: lab.sim.now },
});

async function offersToAll(lab: Lab, waypost: Waypost, refOf: (to: string) => string): Promise<void> {
  for (const to of lab.people) {
    await lab.attempt(() => untyped(waypost)(offerTo(lab, to, refOf(to))));
    await lab.sim.advance("1s");
  }
}

const SEEN = {
  disclosureText: "Asha Stores may message me",
  language: "en",
  pageUrl: "https://asha.example",
};

/** Everything of a store passes through, but for one port that lies. */
const lying = <Port extends object>(port: Port, lies: Partial<Port>): Port => ({ ...port, ...lies });

export const withoutConsent: readonly Attack[] = [
  {
    id: "consent-01",
    goal,
    of,
    atMost: 0,
    does: "sends an offer to people who never heard of the shop",
    stop: "row 21",
    run: async (lab) => offersToAll(lab, lab.client(), () => "SUMMER"),
  },
  {
    id: "consent-02",
    goal,
    of,
    atMost: 0,
    does: "sends them utility notices",
    stop: "row 11",
    run: async (lab) => {
      const waypost = lab.client();
      for (const to of lab.people) {
        await lab.attempt(() =>
          waypost.messages.sendTemplate({
            to,
            template: notice,
            params: { name: "Customer" },
            cause: { kind: "account", ref: to, at: lab.sim.now },
          }),
        );
      }
    },
  },
  {
    id: "consent-03",
    goal,
    of,
    atMost: 0,
    does: "declares the offer a utility template in code",
    stop: "row 17, row 42: the account's category counts, and the definitions differ",
    run: async (lab) => {
      const { defineTemplate } = await import("waypost");
      const disguised = defineTemplate({
        name: "summer_offer",
        language: "en",
        category: "utility",
        body: "Summer is here: {{thing}} from Asha Stores are ready. Reply STOP to get no more offers.",
        footer: "Asha Stores",
        examples: { thing: "quilts" },
      });
      const waypost = lab.client();
      for (const to of lab.people) {
        await lab.attempt(() =>
          waypost.messages.sendTemplate({
            to,
            template: disguised,
            params: { thing: "quilts" },
            cause: { kind: "order", ref: to, at: lab.sim.now, basis: "contract" },
          }),
        );
      }
    },
  },
  {
    id: "consent-04",
    goal,
    of,
    atMost: 20,
    does: "grants consent in a loop, each just before its send",
    stop: "G16",
    run: async (lab) => {
      const waypost = lab.client();
      for (const to of lab.people) {
        let ref = "";
        await lab.attempt(async () => {
          const granted = await waypost.consent.grant({
            user: to,
            scopes: ["marketing"],
            method: "web_form",
            evidence: SEEN,
          });
          ref = granted.eventId;
        });
        await lab.attempt(() => untyped(waypost)(offerTo(lab, to, ref)));
      }
    },
  },
  {
    id: "consent-05",
    goal,
    of,
    atMost: 0,
    does: "imports a list as opt-ins and sends to it",
    stop: "row 20, G15",
    run: async (lab) => {
      const waypost = lab.client();
      await lab.attempt(() =>
        waypost.consent.import(["user,action", ...lab.people.map((to) => `${to},grant`)].join("\n"), {
          format: "csv",
          batch: {
            id: "list",
            source: "bought",
            collectedFrom: "2025-01-01",
            collectedTo: "2025-12-31",
            attestedBy: "me",
          },
          defaults: { scopes: ["marketing"], disclosureText: "yes", language: "en" },
        }),
      );
      await offersToAll(lab, waypost, () => "list");
    },
  },
  {
    id: "consent-06",
    goal,
    of,
    atMost: 20,
    does: "lets a hundred clients grant and send three people each",
    stop: "G16 counts in the store",
    run: async (lab) => {
      for (let index = 0; index < 100; index += 1) {
        const waypost = lab.client();
        for (const to of lab.people.slice(index * 3, index * 3 + 3)) {
          await lab.attempt(async () => {
            const { eventId } = await waypost.consent.grant({
              user: to,
              scopes: ["marketing"],
              method: "web_form",
              evidence: SEEN,
            });
            await untyped(waypost)(offerTo(lab, to, eventId));
          });
        }
      }
    },
  },
  {
    id: "consent-07",
    goal,
    of,
    atMost: 0,
    does: "asks strangers whether they want offers, though none of them asked for it",
    stop: "rows 35, 11: the question needs a stored request",
    run: async (lab) => {
      const waypost = lab.client();
      for (const to of lab.people) {
        await lab.attempt(() =>
          waypost.messages.sendTemplate({
            to,
            template: notice,
            params: { name: "friend" },
            cause: { kind: "consent", ref: "SUMMER", at: lab.sim.now },
          }),
        );
        await lab.sim.advance("1s");
      }
    },
  },
  {
    id: "consent-08",
    goal,
    of,
    atMost: 0,
    does: "says that it answers messages that nobody wrote",
    stop: "row 12: a reply answers a message of this person",
    run: async (lab) => {
      const waypost = lab.client();
      for (const to of lab.people) {
        await lab.attempt(() =>
          waypost.messages.sendTemplate({
            to,
            template: notice,
            params: { name: "friend" },
            cause: { kind: "reply", ref: to, at: lab.sim.now, inboundMessageId: "wamid.invented" },
          }),
        );
      }
    },
  },
  {
    id: "consent-09",
    goal,
    of,
    atMost: 0,
    does: "posts messages over the raw Graph access, in twenty spellings",
    stop: "GRAPH_PATH_REFUSED",
    run: async (lab) => {
      const waypost = lab.client();
      const id = lab.sim.credentials.phoneNumberId;
      const body = (to: string): Anything => ({
        messaging_product: "whatsapp",
        to,
        type: "template",
        template: { name: "summer_offer", language: { code: "en" } },
      });
      const spellings = [
        `/${id}/messages`,
        `${id}/messages`,
        `/${id}/Messages`,
        `/${id}//messages`,
        `/${id}/./messages`,
        `/x/../${id}/messages`,
        `/${id}/%6dessages`,
        `/${id}%2Fmessages`,
        `/v26.0/${id}/messages`,
        `/${id}/messages?x=1`,
        `/${id}/messages/`,
        `/${id}/messages#x`,
        `/${id}/messages.json`,
        `/${id}/marketing_messages`,
        `/${id}\\messages`,
        `https://graph.facebook.com/v26.0/${id}/messages`,
        `//graph.facebook.com/${id}/messages`,
        `/${id}/mess\u0430ges`,
        `/${id}/messages\u0000`,
        "/",
      ];
      for (const [index, path] of spellings.entries()) {
        const to = lab.people[index] ?? "";
        await lab.attempt(() => waypost.graph.post(path, { body: body(to) }));
        await lab.attempt(() => waypost.graph.get(path, { query: { method: "post", ...body(to) } }));
      }
      await lab.attempt(() =>
        waypost.graph.post("/", {
          body: {
            batch: JSON.stringify(
              lab.people.map((to) => ({
                method: "POST",
                relative_url: `${id}/messages`,
                body: `messaging_product=whatsapp&to=${to}`,
              })),
            ),
          },
        }),
      );
    },
  },
  {
    id: "consent-10",
    goal,
    of,
    atMost: 0,
    does: "reaches for the parts behind the front door: waypost/policy, waypost/dist/..., waypost/client",
    stop: "the package exports its public entries only",
    run: async (lab) => {
      const inner = [
        "policy",
        "client",
        "graph",
        "dist/index.js",
        "dist/chunk.js",
        "src/client/send-pipeline.ts",
      ];
      for (const path of inner) {
        const { stderr } = spawnSync(process.execPath, ["-e", `import("waypost/${path}")`], {
          encoding: "utf8",
        });
        await lab.attempt(() => {
          if (!stderr.includes("ERR_PACKAGE_PATH_NOT_EXPORTED")) return;
          throw Object.assign(new Error("not exported"), { name: "ERR_PACKAGE_PATH_NOT_EXPORTED" });
        });
      }
    },
  },
  {
    id: "consent-11",
    goal,
    of,
    atMost: 0,
    does: "looks for the engine inside the client: own keys, prototypes, JSON, the chat's constructor",
    stop: "private fields; what is found sends nothing",
    run: async (lab) => {
      const waypost = lab.client();
      const seen = new Set<unknown>();
      const engines: Anything[] = [];
      const search = (value: unknown, depth: number): void => {
        if (depth > 5 || (typeof value !== "object" && typeof value !== "function") || value === null) return;
        if (seen.has(value)) return;
        seen.add(value);
        if (typeof (value as Anything).sendMessage === "function") engines.push(value as Anything);
        for (const key of Reflect.ownKeys(value)) {
          const { value: inner } = Object.getOwnPropertyDescriptor(value, key) ?? {};
          search(inner, depth + 1);
        }
        search(Object.getPrototypeOf(value), depth + 1);
      };
      search(waypost, 0);
      for (const engine of engines) {
        for (const to of lab.people) {
          await lab.attempt(() =>
            (engine.sendMessage as (id: string, body: Anything) => Promise<unknown>)(
              lab.sim.credentials.phoneNumberId,
              { messaging_product: "whatsapp", to, type: "text", text: { body: "offer" } },
            ),
          );
        }
      }
    },
  },
  {
    id: "consent-12",
    goal,
    of,
    atMost: 1,
    does: "looks consent up for one person and lets the recipient turn into others on the way to the wire",
    stop: "a recipient is read once",
    run: async (lab) => {
      const waypost = lab.client();
      const [willing = "", ...others] = lab.people;
      await lab.optIn(waypost, [willing]);
      for (const to of others) {
        let looks = 0;
        const digits = (): string => (looks++ === 0 ? willing : to).slice(1);
        const changeling = Object.create(PhoneNumber.prototype) as Anything;
        changeling.revealWaId = digits;
        changeling.reveal = () => `+${digits()}`;
        await lab.attempt(() =>
          untyped(waypost)({
            to: changeling,
            template: notice,
            params: { name: "friend" },
            cause: { kind: "account", ref: to, at: lab.sim.now },
          }),
        );
        await lab.sim.advance("7s");
      }
    },
  },
  {
    id: "consent-13",
    goal,
    of,
    atMost: 1,
    does: "puts other recipients into the parameters and into a toJSON",
    stop: "parameters are text; the envelope is made of what was checked",
    run: async (lab) => {
      const waypost = lab.client();
      const [willing = "", ...others] = lab.people;
      await lab.optIn(waypost, [willing]);
      for (const to of others) {
        for (const name of [`","to":"${to}`, { toJSON: () => ({ to }) }, Object.assign(() => to, { to })]) {
          await lab.attempt(() =>
            untyped(waypost)({
              to: willing,
              template: notice,
              params: { name },
              cause: { kind: "account", ref: to, at: lab.sim.now },
            }),
          );
        }
        await lab.sim.advance("7s");
      }
    },
  },
  {
    id: "consent-14",
    goal,
    of,
    atMost: 0,
    does: "shows the policy a template that people agreed to, and the wire another one",
    stop: "a template is copied, unless this package made it",
    counts: ({ template }) => template?.name === "summer_offer",
    run: async (lab) => {
      const waypost = lab.client();
      for (const user of lab.people) {
        await waypost.consent.grant({ user, scopes: ["utility"], method: "web_form", evidence: SEEN });
        await lab.sim.advance("10s");
      }
      let looksBefore = 0;
      for (const to of lab.people) {
        let looks = 0;
        const turnsAfter = looksBefore++ % 12;
        await lab.attempt(() =>
          untyped(waypost)({
            to,
            template: Object.create(parcel, {
              name: { get: () => (looks++ >= turnsAfter ? offer.name : parcel.name), enumerable: true },
            }),
            params: { thing: "quilts" },
            cause: { kind: "account", ref: to, at: lab.sim.now },
          }),
        );
        await lab.sim.advance("1s");
      }
    },
  },
  {
    id: "consent-15",
    goal,
    of,
    atMost: 0,
    does: "pollutes Object.prototype with granted consent, a recipient and a window",
    stop: "views, requests and messages have fields of their own",
    run: async (lab) => {
      const planted: Anything = {
        granted: true,
        state: "granted",
        scopes: { marketing: { state: "granted" } },
        to: lab.people[0],
        action: "allow",
        open: true,
        direct: true,
      };
      const prototype = Object.prototype as unknown as Anything;
      const waypost = lab.client();
      try {
        for (const [key, value] of Object.entries(planted))
          Object.defineProperty(prototype, key, { value, configurable: true, writable: true });
        await offersToAll(lab, waypost, () => "SUMMER");
      } finally {
        for (const key of Object.keys(planted)) delete prototype[key];
      }
    },
  },
  {
    id: "consent-16",
    goal,
    of,
    atMost: 0,
    does: "takes people who said STOP, erases them and grants anew",
    stop: "an opt-out is lifted by the person alone; an erasure leaves a mark",
    run: async (lab) => {
      const store = memoryStore({ erasureKeys: [{ id: "k1", secret: "0123456789abcdef0123456789abcdef" }] });
      const waypost = lab.client({ store });
      for (const user of lab.people.slice(0, 100)) {
        await waypost.consent
          .withdraw({ user, scopes: ["marketing"], method: "phone", evidence: {} } as never)
          .catch(() => undefined);
        await lab.attempt(() => waypost.consent.erase(user));
        await lab.attempt(async () => {
          const { eventId } = await waypost.consent.grant({
            user,
            scopes: ["marketing"],
            method: "web_form",
            evidence: SEEN,
          });
          await untyped(waypost)(offerTo(lab, user, eventId));
        });
        await lab.sim.advance("10s");
      }
    },
  },
  {
    id: "consent-17",
    goal,
    of,
    atMost: 0,
    does: "says that one willing person changed to three hundred numbers, one after the other",
    stop: "marketing does not move with a number, and the old one is void",
    run: async (lab) => {
      const waypost = lab.client();
      const willing = "+919900112233";
      const [ref = ""] = await lab.optIn(waypost, [willing]);
      for (const to of lab.people) {
        await lab.attempt(() => waypost.consent.move({ from: willing, to }));
        await lab.attempt(() => untyped(waypost)(offerTo(lab, to, ref)));
        await lab.sim.advance("10s");
      }
    },
  },
  {
    id: "consent-18",
    goal,
    of,
    atMost: 0,
    does: "sends offers without a template over Direct Send",
    stop: "Direct Send takes no marketing; utility needs its opt-in",
    run: async (lab) => {
      const waypost = lab.client();
      for (const to of lab.people) {
        for (const category of ["marketing", "utility"]) {
          await lab.attempt(() =>
            (waypost.messages.sendDirect as unknown as (input: Anything) => Promise<unknown>)({
              to,
              category,
              content: { text: "Our quilts are here, dear customer." },
              cause: { kind: "order", ref: to, at: lab.sim.now },
            }),
          );
        }
      }
    },
  },
  {
    id: "consent-19",
    goal,
    of,
    atMost: 300,
    does: "says of each stranger that they just asked for a login code",
    stop: "nothing: a code needs no opt-in (row 30). Its text is Meta's own and carries no content",
    run: async (lab) => {
      const waypost = lab.client();
      for (const to of lab.people) {
        await lab.attempt(() =>
          untyped(waypost)({
            to,
            template: code,
            params: { code: "123456" },
            cause: { kind: "authentication", ref: to, at: lab.sim.now, userInitiated: true },
          }),
        );
        await lab.sim.advance("1s");
      }
    },
  },
  {
    id: "consent-20",
    goal,
    of,
    atMost: 50,
    owner: true,
    does: "gives Waypost a store that says yes to everything",
    stop: "the guards that count go on; the consent itself is forged, and who forges evidence answers for it. The chain of a real store shows it (`consent.verify`)",
    run: async (lab) => {
      const store = memoryStore();
      const willing = "+919900112233";
      const honest = lab.client({ store });
      const [ref = ""] = await lab.optIn(honest, [willing]);
      const { view } = store.consent;
      // Somebody else's consent, with an opt-in that looks like the person's own.
      const borrowed: typeof view = async (person, namespace) => {
        const lent = JSON.stringify(await view(willing.slice(1), namespace)).replaceAll(
          ref,
          `${ref}-${person}`,
        );
        return {
          ...(JSON.parse(lent) as Awaited<ReturnType<typeof view>>),
          revision: (await view(person, namespace)).revision,
        };
      };
      const waypost = lab.client({
        store: lying(store, { consent: lying(store.consent, { view: borrowed }) }),
      });
      await offersToAll(lab, waypost, (to) => `${ref}-${to.slice(1)}`);
    },
  },
  {
    id: "consent-21",
    goal,
    of,
    atMost: 300,
    owner: true,
    does: "gives Waypost a transport that rewrites the recipient of each lawful send",
    stop: "nothing in the process: a transport is the owner's own HTTP client, with the token in its hand",
    run: async (lab) => {
      const inner = lab.sim.transport();
      let victim = "";
      const transport: Transport = {
        ...inner,
        request: (request) => {
          const text = typeof request.body === "string" ? request.body : "";
          return inner.request({ ...request, body: text.replace(/"to":"\d+"/, `"to":"${victim}"`) });
        },
      };
      const waypost = lab.client({ transport });
      const willing = Array.from({ length: 30 }, (_, index) => `+9199${String(10_000_000 + index * 88_799)}`);
      await lab.optIn(waypost, willing);
      for (const [index, to] of lab.people.entries()) {
        victim = to.slice(1);
        await lab.attempt(() =>
          untyped(waypost)({
            to: willing[index % willing.length],
            template: notice,
            params: { name: "friend" },
            cause: { kind: "account", ref: to, at: lab.sim.now },
          }),
        );
        await lab.sim.advance("7s");
      }
    },
  },
  {
    id: "consent-22",
    goal,
    of,
    atMost: 50,
    owner: true,
    does: "signs webhooks itself, with the app secret, in which strangers ask for offers",
    stop: "the guards that count go on; who holds the app secret can play Meta, and Meta's own quality rating is what remains",
    run: async (lab) => {
      const waypost = lab.client({
        optInOffers: [],
      });
      for (const to of lab.people) {
        const payload = JSON.stringify({
          object: "whatsapp_business_account",
          entry: [
            {
              id: lab.sim.credentials.businessAccountId,
              changes: [
                {
                  field: "user_preferences",
                  value: {
                    messaging_product: "whatsapp",
                    metadata: { phone_number_id: lab.sim.credentials.phoneNumberId },
                    user_preferences: [
                      {
                        wa_id: to.slice(1),
                        category: "marketing_messages",
                        value: "resume",
                        timestamp: Math.floor(lab.sim.now / 1_000),
                      },
                    ],
                  },
                },
              ],
            },
          ],
        });
        await lab.attempt(async () => {
          const signature = await signPayload({ rawBody: payload, appSecret: lab.sim.credentials.appSecret });
          await waypost.webhooks.fetch(
            new Request("https://asha.example/webhook", {
              method: "POST",
              body: payload,
              headers: { "x-hub-signature-256": signature },
            }),
          );
          await waypost.webhooks.idle();
          const history = await waypost.consent.history(to);
          await untyped(waypost)(offerTo(lab, to, history.at(-1)?.id ?? "SUMMER"));
        });
        await lab.sim.advance("1s");
      }
    },
  },
];
