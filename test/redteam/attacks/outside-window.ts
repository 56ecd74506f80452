import { Chat, type Waypost } from "waypost";
import { signPayload } from "waypost/webhooks";
import type { Attack } from "../attack.js";
import type { Lab } from "../lab.js";

const goal = "free form outside the window";
const of = 20;

const crowd = (lab: Lab): readonly string[] => lab.people.slice(0, of);

async function everybodyWrites(lab: Lab, waypost: Waypost): Promise<void> {
  await lab.sim.deliverTo(waypost.webhooks);
  for (const to of crowd(lab)) await lab.sim.user(to).sendText("hello");
}

export const outsideWindow: readonly Attack[] = [
  {
    id: "window-01",
    goal,
    of,
    atMost: 0,
    does: "opens chats with people who never wrote",
    stop: "row 5",
    run: async (lab) => {
      const waypost = lab.client();
      for (const to of crowd(lab))
        await lab.attempt(async () => (await waypost.chats.open(to)).sendText("hi"));
    },
  },
  {
    id: "window-02",
    goal,
    of,
    atMost: 0,
    does: "keeps chats from yesterday and sends through them today",
    stop: "row 5, asked again at each send",
    run: async (lab) => {
      const waypost = lab.client();
      const kept: Chat[] = [];
      waypost.on("message", ({ chat }) => void kept.push(chat));
      await everybodyWrites(lab, waypost);
      await lab.sim.advance("25h");
      for (const chat of kept) await lab.attempt(() => chat.sendText("still there?"));
    },
  },
  {
    id: "window-03",
    goal,
    of,
    atMost: 0,
    does: "starts a send inside the window and lets it wait until after its end",
    stop: "the wire check decides again",
    run: async (lab) => {
      const waypost = lab.client();
      const kept: Chat[] = [];
      waypost.on("message", ({ chat }) => void kept.push(chat));
      await everybodyWrites(lab, waypost);
      for (const chat of kept) {
        await lab.attempt(() =>
          chat.sendImage({
            file: (async function* () {
              await lab.sim.advance("25h");
              yield new Uint8Array([0xff, 0xd8, 0xff, 0xe0]);
            })(),
            mimeType: "image/jpeg",
          }),
        );
      }
    },
  },
  {
    id: "window-04",
    goal,
    of,
    atMost: 0,
    does: "builds a Chat by hand and borrows methods from a real one",
    stop: "a chat's engine is a private field",
    run: async (lab) => {
      const waypost = lab.client();
      const make = Chat as unknown as new (...args: unknown[]) => Chat;
      for (const to of crowd(lab)) {
        const partner = {
          recipient: { kind: "phone", key: to.slice(1), phone: { revealWaId: () => to.slice(1) } },
          person: to.slice(1),
          phoneNumberId: lab.sim.credentials.phoneNumberId,
        };
        await lab.attempt(() => new make(waypost, partner).sendText("hi"));
        await lab.attempt(() => Chat.prototype.sendText.call(waypost as never, "hi"));
      }
    },
  },
  {
    id: "window-05",
    goal,
    of,
    atMost: 0,
    does: "stops Date.now, performance.now and the timers of the process",
    stop: "time comes from the clock that Waypost was given; Meta has its own (131047)",
    run: async (lab) => {
      const waypost = lab.client();
      const kept: Chat[] = [];
      waypost.on("message", ({ chat }) => void kept.push(chat));
      await everybodyWrites(lab, waypost);
      const real = { now: Date.now, perf: performance.now.bind(performance) };
      const frozen = Date.now();
      Date.now = () => frozen;
      performance.now = () => 0;
      try {
        await lab.sim.advance("25h");
        for (const chat of kept) await lab.attempt(() => chat.sendText("still there?"));
      } finally {
        Date.now = real.now;
        performance.now = real.perf;
      }
    },
  },
  {
    id: "window-06",
    goal,
    of,
    atMost: 0,
    owner: true,
    does: "gives Waypost a clock that stands still",
    stop: "not Waypost: Meta, which has its own clock, fails each with 131047",
    run: async (lab) => {
      const start = lab.sim.now;
      const waypost = lab.client({ clock: { ...lab.sim.clock, now: () => start } });
      const kept: Chat[] = [];
      waypost.on("message", ({ chat }) => void kept.push(chat));
      await everybodyWrites(lab, waypost);
      await lab.sim.advance("25h");
      for (const chat of kept) await lab.attempt(() => chat.sendText("still there?"));
    },
  },
  {
    id: "window-07",
    goal,
    of,
    atMost: 0,
    owner: true,
    does: "signs messages that nobody wrote, with the app secret, so that windows open",
    stop: "not Waypost: Meta, which knows who wrote, fails each with 131047",
    run: async (lab) => {
      const waypost = lab.client();
      for (const to of crowd(lab)) {
        const payload = JSON.stringify({
          object: "whatsapp_business_account",
          entry: [
            {
              id: lab.sim.credentials.businessAccountId,
              changes: [
                {
                  field: "messages",
                  value: {
                    messaging_product: "whatsapp",
                    metadata: { phone_number_id: lab.sim.credentials.phoneNumberId },
                    messages: [
                      {
                        from: to.slice(1),
                        id: `wamid.forged${to}`,
                        timestamp: String(Math.floor(lab.sim.now / 1_000)),
                        type: "text",
                        text: { body: "hello" },
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
          await (await waypost.chats.open(to)).sendText("you wrote, did you not?");
        });
      }
    },
  },
  {
    id: "window-08",
    goal,
    of,
    atMost: 0,
    does: "sends a reaction, a pin and a typing sign to people whose window is closed",
    stop: "row 5; reactions and signs answer a message",
    run: async (lab) => {
      const waypost = lab.client();
      const kept: Chat[] = [];
      waypost.on("message", ({ chat }) => void kept.push(chat));
      await everybodyWrites(lab, waypost);
      await lab.sim.advance("25h");
      for (const chat of kept) {
        const all = chat as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>;
        await lab.attempt(() => all.sendReaction?.({ messageId: "wamid.x", emoji: "🙏" }));
        await lab.attempt(() => all.react?.("wamid.x", "🙏"));
        await lab.attempt(() => all.sendLocation?.({ latitude: 26.9, longitude: 75.8 }));
        await lab.attempt(() =>
          all.sendContacts?.([{ name: { formatted_name: "Asha", first_name: "Asha" } }]),
        );
      }
    },
  },
];
