/** Days of businesses that WhatsApp is made for (compliance 5.2): nothing of them may be refused. */
import { defineTemplate } from "waypost";
import { DAY, HOUR, MINUTE, seededRandom } from "../../src/core/index.js";
import { orderShipped, type World } from "../scenario/setup.js";
import { crowd, type Errand, instantsOfDay, openBusyWorld, play, type TrafficReport } from "./traffic.js";

export const loginCode = defineTemplate({
  name: "login_code",
  language: "en",
  category: "authentication",
});

export const reminder = defineTemplate({
  name: "appointment_reminder",
  language: "en",
  category: "utility",
  body: "Hi {{name}}, this is a reminder of your appointment with {{doctor}} on {{date}} at {{time}}.",
  examples: { name: "Asha", doctor: "Dr Rao", date: "6 January", time: "10:15" },
});

export const flightCancelled = defineTemplate({
  name: "flight_cancelled",
  language: "en",
  category: "utility",
  body: "Hi {{name}}, flight {{flight}} on {{date}} is cancelled. We have booked you on the next one and will send details soon.",
  examples: { name: "Asha", flight: "AI-203", date: "6 January" },
});

const AGREED = {
  scopes: ["utility"],
  method: "web_form",
  evidence: {
    disclosureText: "Asha Stores may message me",
    language: "en",
    pageUrl: "https://asha.example",
  },
} as const;

const NAMES = ["Asha", "Ravi", "Meera", "Imran", "Joseph", "Lakshmi", "Arjun", "Sana", "Dev", "Priya"];
const nameOf = (n: number): string => NAMES[(n * 7) % NAMES.length] ?? "";

/**
 * Vector 1: one shop, one template, each order its own person. A third wrote before, some numbers are dead, some people opt
 * out of offers after the message, half agreed to messages months ago and the others gave the number with the order.
 */
export async function ordersOfADay(
  orders: number,
  options: {
    readonly messagingLimit?: number;
    readonly seed?: number;
    readonly again?: boolean;
    /** People reached on each of the days before. */
    readonly daysBefore?: readonly number[];
  } = {},
): Promise<TrafficReport & { readonly world: World }> {
  const { messagingLimit = 10_000, seed = 1, again, daysBefore = [] } = options;
  const world = await openBusyWorld({ messagingLimit });
  const { sim, waypost } = world;
  for (const [day, people] of daysBefore.entries()) {
    const { refused, held } = await dayOfOrders(world, people, { seed: seed + 100 * (day + 1), again });
    const stopped = JSON.stringify({ ...refused, ...held });
    if (stopped !== "{}") throw new Error(`a day before was held up: ${stopped}`);
  }
  const before = countTemplates(sim);
  const report = await dayOfOrders(world, orders, { seed, again });
  await waypost.webhooks.idle();
  return { ...report, sent: countTemplates(sim) - before, world };
}

const countTemplates = (sim: World["sim"]): number =>
  sim.sent.filter(({ template }) => template !== undefined).length;

/** Customers are made, a day and more goes by, and on the next one their orders leave. */
async function dayOfOrders(
  { sim, waypost }: World,
  orders: number,
  { seed, again }: { readonly seed: number; readonly again: boolean | undefined },
): Promise<TrafficReport> {
  const random = seededRandom(seed + 1);
  const facts = crowd(orders, seed).map((to) => ({
    to,
    wroteBefore: random() < 0.3,
    agreed: random() < 0.5,
    dead: random() < 0.015,
    optsOut: random() < 0.000_8,
  }));
  for (const { to, wroteBefore, agreed, dead } of facts) {
    if (wroteBefore) await sim.user(to).sendText("Do you have the blue one?");
    if (agreed) await waypost.consent.grant({ user: to, ...AGREED, occurredAt: sim.now - 60 * DAY });
    if (dead) sim.user(to).leaveWhatsApp();
  }
  await waypost.webhooks.idle();
  // The windows of those who wrote are closed by then, and the day is one of the calendar (G9).
  await sim.advance(Math.ceil((sim.now + 26 * HOUR) / DAY) * DAY - sim.now);
  const instants = instantsOfDay(orders, sim.now, seed + 2);
  return play(
    sim,
    facts.flatMap(({ to, agreed, dead, optsOut }, n): readonly Errand[] => {
      const at = instants[n] ?? 0;
      const ref = `A-${String(seed)}-${String(n)}`;
      const basis = agreed ? {} : { basis: "contract" as const };
      const order: Errand = {
        at,
        run: () =>
          waypost.messages.sendTemplate({
            to,
            template: orderShipped,
            params: { name: nameOf(n), order: ref },
            cause: { kind: "order", ref, at: at - 40 * MINUTE, ...basis },
          }),
      };
      const stop: Errand = { at: at + HOUR, run: () => sim.user(to).sendText("STOP") };
      return optsOut && !dead ? [order, stop] : [order];
    }),
    { again },
  );
}

/** Vector 3: thirty codes a second, each for a login attempt of its own; one person in twenty asks twice. */
export async function codesFor(seconds: number): Promise<TrafficReport> {
  const { sim, waypost } = await openBusyWorld();
  sim.templates.add(loginCode);
  const total = seconds * 30;
  const people = crowd(Math.ceil(total * 0.95), 3);
  const start = sim.now + MINUTE;
  return play(
    sim,
    Array.from({ length: total }, (_, n): Errand => {
      const at = start + Math.floor((n * 1_000) / 30);
      return {
        at,
        run: () =>
          waypost.messages.sendTemplate({
            to: people[n % people.length] ?? "",
            template: loginCode,
            params: { code: String(100_000 + ((n * 7_919) % 900_000)) },
            cause: { kind: "authentication", ref: `login-${String(n)}`, at: at - 900, userInitiated: true },
          }),
      };
    }),
  );
}

/** Vector 4: reminders of tomorrow's appointments, all due at 18:00; most of the people never wrote. */
export async function remindersAtSix(count: number): Promise<TrafficReport> {
  const { sim, waypost } = await openBusyWorld({ messagingLimit: 10_000 });
  sim.templates.add(reminder);
  const people = crowd(count, 4);
  for (const to of people.slice(0, Math.floor(count / 5)))
    await sim.user(to).sendText("I need an appointment");
  await waypost.webhooks.idle();
  await sim.advance("33h");
  const tomorrow = sim.now + 15 * HOUR;
  return play(
    sim,
    people.map((to, n): Errand => {
      // Seven doctors, a quarter of an hour each.
      const [doctor, slot] = [n % 7, Math.floor(n / 7)];
      const time = new Date(tomorrow + slot * 15 * MINUTE).toISOString().slice(11, 16);
      return {
        at: sim.now,
        run: () =>
          waypost.messages.sendTemplate({
            to,
            template: reminder,
            params: { name: nameOf(n), doctor: `Dr ${NAMES[doctor] ?? ""}`, date: "7 January", time },
            cause: {
              kind: "appointment",
              ref: `T-${String(n)}`,
              at: tomorrow + slot * 15 * MINUTE,
              basis: "contract",
            },
          }),
      };
    }),
  );
}

/** Vector 11: one flight is cancelled, and everybody on it hears of it at once. */
export async function cancelledFlight(passengers: number): Promise<TrafficReport> {
  const { sim, waypost } = await openBusyWorld({ messagingLimit: 2_000 });
  sim.templates.add(flightCancelled);
  await sim.advance("1m");
  const declaredAt = sim.now;
  return play(
    sim,
    crowd(passengers, 5).map((to, n): Errand => ({
      at: declaredAt,
      run: () =>
        waypost.messages.sendTemplate({
          to,
          template: flightCancelled,
          params: { name: nameOf(n), flight: "AI-203", date: "6 January" },
          cause: {
            kind: "incident",
            ref: "AI-203/2026-01-06",
            at: declaredAt,
            basis: "contract",
            incident: { description: "Flight AI-203 is cancelled", declaredBy: "operations" },
          },
        }),
    })),
  );
}

const QUESTIONS = [
  "Where is my order?",
  "Can I change the address?",
  "The blue quilt came with a loose thread",
  "When do you open on Saturday?",
  "I paid twice",
];

/**
 * A support desk: people write, are answered with one of a few prepared answers, ask on, get an answer of their own from a
 * person, say thanks, and are thanked. All chats are open at once.
 */
export async function supportDesk(chats: number): Promise<TrafficReport & { readonly open: number }> {
  const { sim, waypost } = await openBusyWorld();
  const random = seededRandom(6);
  const words = (count: number): string =>
    Array.from({ length: count }, () =>
      Array.from({ length: 3 + Math.floor(random() * 7) }, () =>
        String.fromCharCode(97 + Math.floor(random() * 26)),
      ).join(""),
    ).join(" ");
  const people = crowd(chats, 7);
  const spread = 6 * HOUR;
  const start = sim.now;
  const say = (to: string, text: string, at: number): Errand => ({
    at,
    run: async () => (await waypost.chats.open(to)).sendText(text, { by: "agent" }),
  });
  const hear = (to: string, text: string, at: number): Errand => ({
    at,
    run: () => sim.user(to).sendText(text),
  });
  const report = await play(
    sim,
    people.flatMap((to, n): readonly Errand[] => {
      const at = start + Math.floor((n * spread) / chats);
      const kind = n % QUESTIONS.length;
      return [
        hear(to, QUESTIONS[kind] ?? "", at),
        say(
          to,
          `Thank you for asking. (${QUESTIONS[kind] ?? ""}) We look into it and come back to you.`,
          at + MINUTE,
        ),
        say(to, `We found this for you: ${words(12)}.`, at + 20 * MINUTE),
        hear(to, `And ${words(4)}?`, at + 25 * MINUTE),
        say(to, "Yes, that is right.", at + 30 * MINUTE),
        say(to, `One thing more: ${words(10)}.`, at + 31 * MINUTE),
        hear(to, "Thanks!", at + 40 * MINUTE),
        say(to, "You are welcome. Write to us at any time.", at + 41 * MINUTE),
      ];
    }),
  );
  await waypost.webhooks.idle();
  const open = (
    await Promise.all(
      people.map((to) =>
        waypost.chats.open(to).then(
          () => 1,
          () => 0,
        ),
      ),
    )
  ).reduce<number>((sum, one) => sum + one, 0);
  return { ...report, open };
}

/**
 * The first day of a small shop on a new account (250 people a day, nothing known of the number): people ask, order, get three
 * messages about each order, log in with codes, and are reminded of fittings; one orders five times.
 */
export async function firstDayOfAShop(customers: number): Promise<TrafficReport> {
  const { sim, waypost } = await openBusyWorld({ messagingLimit: 250 });
  for (const template of [loginCode, reminder]) sim.templates.add(template);
  const people = crowd(customers, 8);
  const instants = instantsOfDay(customers, sim.now + MINUTE, 9);
  const update = (to: string, n: number, step: string, kind: "order" | "shipment", at: number): Errand => ({
    at,
    run: () =>
      waypost.messages.sendTemplate({
        to,
        template: orderShipped,
        params: { name: nameOf(n), order: `A-${String(n)}` },
        cause: { kind, ref: `A-${String(n)}`, at, basis: "contract", step },
      }),
  });
  return play(
    sim,
    people.flatMap((to, n): readonly Errand[] => {
      const at = instants[n] ?? 0;
      const chat: readonly Errand[] =
        n % 3 === 0
          ? [
              { at: at - 9_000, run: () => sim.user(to).sendText("Do you have the blue one?") },
              {
                at: at - 8_000,
                run: async () => (await waypost.chats.open(to)).sendText("Yes, it is here."),
              },
            ]
          : [];
      const code: Errand = {
        at: at - 5_000,
        run: () =>
          waypost.messages.sendTemplate({
            to,
            template: loginCode,
            params: { code: String(100_000 + n) },
            cause: { kind: "authentication", ref: `login-${String(n)}`, at: at - 6_000, userInitiated: true },
          }),
      };
      const orders = n === 0 ? 5 : 1;
      const updates = Array.from({ length: orders }, (_, index) => n + index * 10_000).flatMap((order) => [
        update(to, order, "confirmed", "order", at),
        update(to, order, "left", "shipment", at + 2 * HOUR),
        ...(orders > 1 ? [] : [update(to, order, "arrived", "shipment", at + 5 * HOUR)]),
      ]);
      const fitting: Errand = {
        at: at + 3 * HOUR,
        run: () =>
          waypost.messages.sendTemplate({
            to,
            template: reminder,
            params: {
              name: nameOf(n),
              doctor: "our tailor",
              date: "7 January",
              time: `${String(9 + (n % 8))}:30`,
            },
            cause: { kind: "appointment", ref: `F-${String(n)}`, at: at + DAY, basis: "contract" },
          }),
      };
      return [...chat, code, ...updates, ...(n % 5 === 1 ? [fitting] : [])];
    }),
  );
}
