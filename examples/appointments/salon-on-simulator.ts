import { type SendNotice, Waypost } from "waypost";
import { createSimulator, type Simulator } from "waypost/simulator";
import { openDatabase, sqliteStore } from "waypost/sqlite";
import { Diary } from "./diary.js";
import { appointmentReminder, remindOfAppointments } from "./reminders.js";
import { runSalon } from "./salon.js";

/** The salon, open: one process's life. */
export interface Salon {
  readonly waypost: Waypost;
  readonly diary: Diary;
  /** What a timer does every few minutes. */
  remind(): Promise<void>;
  close(): Promise<void>;
}

/** A simulated account with the salon's template, approved. */
export function simulatedAccount(): Simulator {
  const sim = createSimulator({
    startAt: Date.UTC(2026, 10, 2, 5, 30),
    phoneNumbers: [
      { id: "106540352242955", displayPhoneNumber: "+91 141 555 0155", verifiedName: "Studio Nila" },
    ],
  });
  sim.templates.add(appointmentReminder);
  return sim;
}

/** Opens the salon on a SQLite file. Calling it again after `close()` is a restart. */
export async function openSalon(
  sim: Simulator,
  path: string,
  onSend?: (notice: SendNotice) => void,
): Promise<Salon> {
  const database = await openDatabase(path);
  const store = sqliteStore({ database });
  const waypost = new Waypost({
    ...sim.credentials,
    business: { name: "Studio Nila", escalation: { kind: "phone", value: "+91 141 555 0155" } },
    store,
    transport: sim.transport(),
    clock: sim.clock,
    onSend,
  });
  const diary = new Diary(database);
  runSalon(waypost, diary, sim.clock);
  await waypost.start();
  await sim.deliverTo(waypost.webhooks);
  return {
    waypost,
    diary,
    remind: () => remindOfAppointments(waypost, diary, sim.now),
    close: async () => {
      await waypost.close();
      await store.close();
      database.close();
    },
  };
}
