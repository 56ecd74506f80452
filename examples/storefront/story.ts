import { strict as assert } from "node:assert";
import { HeldError, RefusedError, type SendNotice, WindowClosedError } from "waypost";
import { createSimulator, type SimulatedUser, type Simulator } from "waypost/simulator";
import type { Order } from "./orders.js";
import { openShop, type Shop } from "./shop-on-simulator.js";
import { announceArrival, announceShipment } from "./storefront.js";
import { newArrival, orderShipped } from "./templates.js";
import type { Transcript } from "../transcript.js";

/** One customer's days with the shop. Every step is asserted: a step that goes otherwise throws. */
export interface Customer {
  readonly name: string;
  readonly phone: string;
  /** First words, the row to choose, the buttons to tap, as they read on the phone. */
  readonly hello: string;
  readonly row: string;
  readonly orderButton: string;
  readonly consentButton: string;
  readonly stopWord: string;
  /** Set when the word is ambiguous and the shop has to ask: the button that says yes. */
  readonly stopButton?: string;
}

export const RAVI: Customer = {
  name: "Ravi",
  phone: "+919812345678",
  hello: "Hi",
  row: "Bagru dupatta",
  orderButton: "Order it",
  consentButton: "Orders and news",
  stopWord: "STOP",
};

export const MEERA: Customer = {
  name: "मीरा",
  phone: "+919829012345",
  hello: "नमस्ते",
  row: "जयपुरी रज़ाई",
  orderButton: "ऑर्डर करें",
  consentButton: "ऑर्डर और नया सामान",
  stopWord: "बंद",
  stopButton: "ऑफ़र बंद करें",
};

/** A simulated account with the shop's templates, approved. */
export function simulatedAccount(): Simulator {
  const sim = createSimulator({
    startAt: Date.UTC(2026, 10, 2, 5, 30),
    phoneNumbers: [
      { id: "106540352242922", displayPhoneNumber: "+91 141 555 0100", verifiedName: "Asha Stores" },
    ],
  });
  for (const template of [orderShipped.en, orderShipped.hi, newArrival.en, newArrival.hi])
    sim.templates.add(template);
  return sim;
}

export interface StoryParts {
  readonly sim: Simulator;
  readonly path: string;
  readonly transcript: Transcript;
  readonly notices: SendNotice[];
  /** Waits a little between steps, so that a reader can follow. */
  readonly pause: () => Promise<void>;
}

/** Plays one customer's story to its end. Returns the shop, still open. */
export async function play(customer: Customer, parts: StoryParts): Promise<Shop> {
  const { sim, transcript } = parts;
  const onSend = (notice: SendNotice): void => {
    parts.notices.push(notice);
    transcript.decision(notice);
  };
  const phone = sim.user(customer.phone, { name: customer.name });
  sim.on("message", ({ from, message }) => {
    if (from === "business") transcript.shop(message);
  });
  let shop = await openShop(sim, parts.path, onSend);

  transcript.title(`${customer.name} orders`);
  transcript.time(sim.now);
  const order = await ordering(customer, phone, shop, parts);

  transcript.title("The shop restarts, and two days pass");
  await shop.close();
  shop = await openShop(sim, parts.path, onSend);
  assert.deepEqual(shop.orders.get(order.id), order, "the order survived the restart");
  assert.equal(
    (await shop.waypost.consent.get(customer.phone)).state("marketing").state,
    "granted",
    "the opt-in survived",
  );
  await sim.advance("2d");
  transcript.time(sim.now);
  await shipping(customer, shop, order, parts);

  transcript.title(`${customer.name} has had enough of offers`);
  await sim.advance("1d");
  transcript.time(sim.now);
  await stopping(customer, phone, shop, order, parts);
  return shop;
}

async function ordering(
  customer: Customer,
  phone: SimulatedUser,
  shop: Shop,
  { sim, transcript, pause }: StoryParts,
): Promise<Order> {
  const say = async (text: string, act: () => Promise<unknown>): Promise<void> => {
    await pause();
    transcript.person(customer.name, text);
    await act();
    await sim.advance("5s");
  };
  await say(customer.hello, () => phone.sendText(customer.hello));
  assert.equal(phone.lastReceived?.rows.length, 3, "the bot shows its list");
  await say(`(chooses) ${customer.row}`, () => phone.chooseRow(customer.row));
  await say(`(taps) [${customer.orderButton}]`, () => phone.tapButton(customer.orderButton));
  const order = shop.orders.get("A-1001");
  assert.equal(phone.lastReceived?.buttons.length, 3, "the bot asks for the opt-in");
  await say(`(taps) [${customer.consentButton}]`, () => phone.tapButton(customer.consentButton));
  const status = await shop.waypost.consent.get(customer.phone);
  assert.equal(status.state("utility").state, "granted");
  assert.equal(status.state("marketing").state, "granted");
  const [event] = await shop.waypost.consent.history(customer.phone);
  assert.ok(event?.evidence?.disclosureText?.includes("WhatsApp"), "the words they saw are kept");
  transcript.registry(customer.name, status);
  return order;
}

async function shipping(
  customer: Customer,
  shop: Shop,
  order: Order,
  { sim, transcript, pause }: StoryParts,
): Promise<void> {
  const { waypost } = shop;
  await pause();
  transcript.note("The courier takes the parcel. Could the shop just write?");
  await assert.rejects(waypost.chats.open(customer.phone), (error) => {
    assert.ok(WindowClosedError.is(error));
    transcript.note(`chats.open: ${error.code} (${error.rule}). ${error.message}`);
    return true;
  });
  const shipment = {
    id: `ship-${order.id}`,
    at: sim.now,
    arrives: order.language === "hi" ? "शुक्रवार" : "Friday",
  };
  const first = await announceShipment(waypost, order, shipment);
  assert.equal(first.duplicate, false);
  await sim.advance("5s");
  assert.equal((await waypost.ledger.get(first.id))?.status, "delivered");
  await pause();
  transcript.note("The courier's system reports the same parcel again.");
  const sentBefore = sim.sent.length;
  const second = await announceShipment(waypost, order, shipment);
  assert.equal(second.duplicate, true);
  assert.equal(second.messageId, first.messageId);
  assert.equal(sim.sent.length, sentBefore, "a second copy of the event sends nothing");
}

async function stopping(
  customer: Customer,
  phone: SimulatedUser,
  shop: Shop,
  order: Order,
  { sim, transcript, pause }: StoryParts,
): Promise<void> {
  const { waypost } = shop;
  const arrival = (id: string) => ({
    id,
    product: order.language === "hi" ? "नील की रज़ाई" : "indigo quilts",
    rupees: 2_490,
    at: sim.now,
  });
  await pause();
  transcript.note("New quilts are in, and this customer asked to hear of it.");
  assert.equal((await announceArrival(waypost, order, arrival("quilts-november"))).duplicate, false);
  await sim.advance("5s");

  await pause();
  transcript.person(customer.name, customer.stopWord);
  await phone.sendText(customer.stopWord);
  await sim.advance("5s");
  if (customer.stopButton !== undefined) {
    transcript.registry(customer.name, await waypost.consent.get(customer.phone));
    transcript.note("The word may mean something else, so marketing waits for the answer:");
    await assert.rejects(
      announceArrival(waypost, order, arrival("dupattas-november")),
      (error) => HeldError.is(error) && error.code === "OPT_OUT_PENDING",
    );
    await pause();
    transcript.person(customer.name, `(taps) [${customer.stopButton}]`);
    await phone.tapButton(customer.stopButton);
    await sim.advance("5s");
  }
  transcript.registry(customer.name, await waypost.consent.get(customer.phone));

  await sim.advance("2d");
  transcript.time(sim.now);
  await pause();
  transcript.note("The next piece of news, two days later:");
  const sentBefore = sim.sent.length;
  await assert.rejects(
    announceArrival(waypost, order, arrival("mojaris-november")),
    (error) => RefusedError.is(error) && error.code === "OPTED_OUT",
  );
  assert.equal(sim.sent.length, sentBefore, "nothing left after the opt-out");
  assert.equal(sim.duplicates().length, 0);
}
