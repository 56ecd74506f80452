import { strict as assert } from "node:assert";
import type { SendNotice } from "waypost";
import type { SimulatedUser, Simulator } from "waypost/simulator";
import type { Transcript } from "../transcript.js";
import { timeText } from "./diary.js";
import { openSalon, type Salon } from "./salon-on-simulator.js";

export interface StoryParts {
  readonly sim: Simulator;
  readonly path: string;
  readonly transcript: Transcript;
  /** Waits a little between steps, so that a reader can follow. */
  readonly pause: () => Promise<void>;
}

const [TUESDAY_10, TUESDAY_12, WEDNESDAY_15] = [
  Date.UTC(2026, 10, 3, 4, 30),
  Date.UTC(2026, 10, 3, 6, 30),
  Date.UTC(2026, 10, 4, 9, 30),
];

/** Three days of a salon. Every step is asserted: a step that goes otherwise throws. Returns the salon, still open. */
export async function play({ sim, path, transcript, pause }: StoryParts): Promise<Salon> {
  const ravi = sim.user("+919812345678", { name: "Ravi" });
  const meera = sim.user("+919829012345", { name: "Meera" });
  const onSend = (notice: SendNotice): void => {
    transcript.decision(notice);
  };
  sim.on("message", ({ from, message }) => {
    if (from === "business") transcript.shop(message);
  });
  const does = async (who: string, text: string, act: () => Promise<unknown>): Promise<void> => {
    await pause();
    transcript.person(who, text);
    await act();
    await sim.advance("5s");
  };
  const books = async (who: string, phone: SimulatedUser, at: number, answer?: string): Promise<void> => {
    await does(who, `(chooses) ${timeText(at)}`, () => phone.chooseRow(timeText(at)));
    if (answer !== undefined) await does(who, `(taps) [${answer}]`, () => phone.tapButton(answer));
  };
  let salon = await openSalon(sim, path, onSend);

  transcript.title("Two people book for tomorrow");
  transcript.time(sim.now);
  await does("Ravi", "Hi", () => ravi.sendText("Hi"));
  await books("Ravi", ravi, TUESDAY_10, "Yes, remind me");
  await does("Meera", "Hello, do you have time tomorrow?", () => meera.sendText("Hello"));
  const offered = meera.lastReceived?.rows.map(({ title }) => title) ?? [];
  assert.ok(!offered.includes(timeText(TUESDAY_10)), "a time that is taken is not offered");
  await books("Meera", meera, TUESDAY_12, "No reminders");

  transcript.title("The salon restarts, and the day's reminders are due");
  await salon.close();
  salon = await openSalon(sim, path, onSend);
  await sim.advance("3h");
  transcript.time(sim.now);
  await pause();
  await salon.remind();
  await sim.advance("5s");
  assert.equal(ravi.lastReceived?.buttons.length, 2, "who said yes is reminded");
  assert.ok(meera.lastReceived?.text?.startsWith("All right"), "who said no is not");
  const sent = sim.sent.length;
  await salon.remind();
  assert.equal(sim.sent.length, sent, "the next round of the timer sends nothing");

  transcript.title("Ravi needs another time");
  await does("Ravi", "(taps) [Another time]", () => ravi.tapButton("Another time"));
  await books("Ravi", ravi, WEDNESDAY_15);
  assert.equal(salon.diary.free(sim.now)[0], TUESDAY_10, "his old time is free again");

  await sim.advance("25h");
  transcript.time(sim.now);
  await salon.remind();
  await does("Ravi", "(taps) [I will be there]", () => ravi.tapButton("I will be there"));
  assert.ok(ravi.lastReceived?.text?.startsWith("Good"));

  transcript.title("Ravi asks for a person");
  await does("Ravi", "person", () => ravi.sendText("person"));
  await does("Ravi", "Can I bring my son along?", () => ravi.sendText("Can I bring my son along?"));
  assert.ok(ravi.lastReceived?.text?.startsWith("Somebody"), "the bot is silent");
  transcript.note("Somebody of the salon takes the chat, answers, and gives it back.");
  const agent = await salon.waypost.chats.open(ravi.phone, { by: "agent" });
  await agent.sendText("Nila here. Of course, there is a second chair.");
  await salon.waypost.chats.giveBack(ravi.phone);
  await sim.advance("5s");
  assert.ok(ravi.lastReceived?.text?.startsWith("Nila here"));
  assert.equal(sim.duplicates().length, 0);
  return salon;
}
