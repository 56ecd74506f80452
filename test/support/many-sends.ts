/** Loops over many people, as somebody writes them who means well or not. */
import { HeldError, RefusedError } from "waypost";
import { newArrival, optIn, orderShipped, somebody, type World } from "../scenario/setup.js";

/** `sent`, or the code of what stopped it. */
export const outcomeOf = async (send: Promise<unknown>): Promise<string> => {
  try {
    await send;
    return "sent";
  } catch (error) {
    if (RefusedError.is(error) || HeldError.is(error)) return error.code;
    throw error;
  }
};

/** What became of each of many sends, one after the other; `between` runs before each. */
export async function outcomes(
  count: number,
  send: (n: number) => Promise<unknown>,
  between?: (n: number) => Promise<unknown>,
): Promise<readonly string[]> {
  const all: string[] = [];
  for (let n = 1; n <= count; n++) {
    await between?.(n);
    all.push(await outcomeOf(send(n)));
  }
  return all;
}

/** `51: CONTENT_FANOUT`: where the first one was stopped, and why. */
export const firstOther = (all: readonly string[]): string => {
  const index = all.findIndex((one) => one !== "sent");
  return index === -1 ? "all sent" : `${String(index + 1)}: ${all[index] ?? ""}`;
};

/** An order of the n-th person. */
export const order = ({ sim, waypost }: World, n: number, ref = `A-${String(n)}`): Promise<unknown> =>
  waypost.messages.sendTemplate({
    to: somebody(n),
    template: orderShipped,
    params: { name: "Ravi", order: `A-${String(n)}` },
    cause: { kind: "order", ref, at: sim.now, basis: "contract" },
  });

/** Four seconds apart: one actor stores no more than twenty opt-ins a minute. */
export async function subscribers(world: World, count: number): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let n = 1; n <= count; n++) {
    await world.sim.clock.advance(4_000);
    ids.push(await optIn(world.waypost, somebody(n), ["marketing"]));
  }
  return ids;
}

/** News to the n-th person, whose opt-in is `ref`. */
export const news = (
  { sim, waypost }: World,
  n: number,
  ref: string,
  product = "indigo quilts",
): Promise<unknown> =>
  waypost.messages.sendTemplate({
    to: somebody(n),
    template: newArrival,
    params: { product },
    cause: { kind: "subscription", ref, at: sim.now },
  });
