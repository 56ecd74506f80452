import { defineTemplate, memoryStore, type Store, Waypost, type WaypostOptions } from "waypost";
import { createSimulator, type Fault, type Simulator, type SimulatorOptions } from "waypost/simulator";

export const RAVI = "+919812345678";

/** The n-th of many people. Their numbers lie far apart, as those of people do (guard G17). */
export const somebody = (n: number): string =>
  `+9198${String((n * 38_196_601) % 100_000_000).padStart(8, "0")}`;

export const BUSINESS = {
  name: "Asha Stores",
  escalation: { kind: "phone", value: "+91 141 555 0100" },
  languages: ["hi"],
} as const;

export const orderShipped = defineTemplate({
  name: "order_shipped",
  language: "en",
  category: "utility",
  body: "Hi {{name}}, your order {{order}} left our shop today.",
  examples: { name: "Asha", order: "A-1001" },
});

export const newArrival = defineTemplate({
  name: "new_arrival",
  language: "en",
  category: "marketing",
  body: "New from our workshop in Jaipur: {{product}}. Reply STOP to get no more offers.",
  footer: "Asha Stores",
  examples: { product: "indigo quilts" },
});

export const SEEN = {
  disclosureText: "Asha Stores may message me",
  language: "en",
  pageUrl: "https://asha.example/join",
};

export interface World {
  readonly sim: Simulator;
  readonly store: Store;
  readonly waypost: Waypost;
}

/** A shop on the simulator with both templates approved, webhooks connected. */
export async function openWorld(
  options: Partial<WaypostOptions> = {},
  simulator: SimulatorOptions = {},
): Promise<World> {
  const sim = createSimulator(simulator);
  sim.templates.add(orderShipped);
  sim.templates.add(newArrival);
  const store = options.store ?? memoryStore();
  const waypost = connect(sim, { ...options, store });
  await sim.deliverTo(waypost.webhooks);
  return { sim, store, waypost };
}

export function connect(
  sim: Simulator,
  options: Partial<WaypostOptions> & { readonly store: Store },
): Waypost {
  return new Waypost({
    ...sim.credentials,
    business: BUSINESS,
    transport: sim.transport(),
    clock: sim.clock,
    ...options,
  });
}

export async function optIn(
  waypost: Waypost,
  user = RAVI,
  scopes: readonly ("utility" | "marketing")[] = ["utility", "marketing"],
): Promise<string> {
  return (await waypost.consent.grant({ user, scopes, method: "web_form", evidence: SEEN })).eventId;
}

/** The next send fails in this way. */
export function failSend(sim: Simulator, code: Fault["code"], times = 1): void {
  sim.faults.next({
    code,
    times,
    when: ({ method, path }) => method === "POST" && path.endsWith("/messages"),
  });
}

export const shipped = (sim: Simulator, order = "A-1001", to = RAVI) =>
  ({
    to,
    template: orderShipped,
    params: { name: "Ravi", order },
    cause: { kind: "shipment", ref: order, at: sim.now },
  }) as const;

export const arrival = (sim: Simulator, ref: string, step = "news-1", to = RAVI) =>
  ({
    to,
    template: newArrival,
    params: { product: "indigo quilts" },
    cause: { kind: "subscription", ref, at: sim.now, step },
  }) as const;
