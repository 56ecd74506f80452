import { memoryStore, type Store, type Waypost, WaypostError, type WaypostOptions } from "waypost";
import { createSimulator, type Simulator, type SimulatorOptions } from "waypost/simulator";
import { connect } from "../scenario/setup.js";
import { code, notice, offer, orderUpdate, parcel } from "./templates.js";

/** Where an attack is made: Meta, 300 people, and what a process with Waypost in it has at hand. */
export interface Lab {
  readonly sim: Simulator;
  /** The shop's own store; attacks may use others. */
  readonly store: Store;
  /** 300 Indian numbers that are no neighbours of one another. */
  readonly people: readonly string[];
  /** One more client of the account, on the shop's store unless told otherwise. */
  readonly client: (options?: Partial<WaypostOptions>) => Waypost;
  /** People agree to everything on the shop's page, one every ten seconds. Returns their opt-ins' ids. */
  readonly optIn: (waypost: Waypost, people?: readonly string[]) => Promise<string[]>;
  /** Tries something and goes on whatever happens; the errors' codes are counted. */
  readonly attempt: (work: () => unknown) => Promise<boolean>;
  readonly codes: ReadonlyMap<string, number>;
}

export async function openLab(options: SimulatorOptions = {}): Promise<Lab> {
  const sim = createSimulator({
    phoneNumbers: [
      { id: "106540352242922", displayPhoneNumber: "+91 141 555 0100", throughput: Infinity },
      { id: "106540352242923", displayPhoneNumber: "+91 141 555 0101", throughput: Infinity },
      { id: "106540352242924", displayPhoneNumber: "+91 141 555 0102", throughput: Infinity },
    ],
    ...options,
  });
  for (const template of [notice, orderUpdate, offer, parcel, code]) sim.templates.add(template);
  const store = memoryStore();
  const codes = new Map<string, number>();
  const client = (more: Partial<WaypostOptions> = {}): Waypost =>
    connect(sim, { store, messagesPerSecond: 1_000, ...more });
  const people = Array.from({ length: 300 }, (_, index) => `+9198${String(10_000_000 + index * 104_729)}`);
  return {
    sim,
    store,
    people,
    client,
    codes,
    optIn: async (waypost, who = people) => {
      const ids: string[] = [];
      for (const user of who) {
        const { eventId } = await waypost.consent.grant({
          user,
          scopes: ["utility", "marketing"],
          method: "web_form",
          evidence: {
            disclosureText: "Asha Stores may message me",
            language: "en",
            pageUrl: "https://asha.example",
          },
        });
        ids.push(eventId);
        await sim.advance("10s");
      }
      return ids;
    },
    attempt: async (work) => {
      try {
        await work();
        return true;
      } catch (error) {
        const name = WaypostError.is(error) ? error.code : error instanceof Error ? error.name : "unknown";
        codes.set(name, (codes.get(name) ?? 0) + 1);
        return false;
      }
    },
  };
}
