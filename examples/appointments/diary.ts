import type { SqliteDatabase } from "waypost/sqlite";

/** One appointment of one person. */
export interface Booking {
  readonly id: string;
  /** Whose it is, as WhatsApp names them. */
  readonly customer: string;
  readonly name: string;
  readonly at: number;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** The salon stands in Jaipur: India has one time, and no summer time. */
const OFFSET = 5.5 * HOUR;
const OPEN_AT = [10, 12, 15];
const SUNDAY = 0;

/** The salon's own diary, in the same SQLite file as Waypost's tables. */
export class Diary {
  readonly #database: SqliteDatabase;

  constructor(database: SqliteDatabase) {
    this.#database = database;
    database.exec(
      `CREATE TABLE IF NOT EXISTS salon_booking (
         number INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER UNIQUE, customer TEXT, name TEXT, inbound TEXT UNIQUE, reminder TEXT
       )`,
    );
  }

  /** The next times that nobody has, from tomorrow on. */
  free(now: number): readonly number[] {
    const taken = new Set(
      (this.#database.prepare("SELECT at FROM salon_booking WHERE at > ?").all(now) as { at: number }[]).map(
        ({ at }) => Number(at),
      ),
    );
    const today = Math.floor((now + OFFSET) / DAY);
    return Array.from({ length: 7 }, (_, day) => today + 1 + day)
      .filter((day) => new Date(day * DAY).getUTCDay() !== SUNDAY)
      .flatMap((day) => OPEN_AT.map((hour) => day * DAY + hour * HOUR - OFFSET))
      .filter((at) => !taken.has(at))
      .slice(0, 6);
  }

  /** Undefined when somebody else was faster. The same tap twice is one booking. */
  book(
    { at, customer, name }: Omit<Booking, "id">,
    { inboundMessageId, now }: { readonly inboundMessageId: string; readonly now: number },
  ): Booking | undefined {
    if (at <= now) return undefined;
    this.#database
      .prepare(
        "INSERT INTO salon_booking (at, customer, name, inbound) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
      )
      .run(at, customer, name, inboundMessageId);
    return bookingOf(
      this.#database.prepare("SELECT * FROM salon_booking WHERE inbound = ?").get(inboundMessageId),
    );
  }

  /** Only whoever has it can give it up. */
  cancel(id: string, customer: string): void {
    this.#database.prepare("DELETE FROM salon_booking WHERE number = ? AND customer = ?").run(id, customer);
  }

  /** Who is to be reminded now: a day ahead, and no later than two hours before. */
  due(now: number): readonly Booking[] {
    const rows = this.#database
      .prepare("SELECT * FROM salon_booking WHERE reminder IS NULL AND at > ? AND at <= ? ORDER BY at")
      .all(now + 2 * HOUR, now + DAY);
    return (rows as unknown[]).map(bookingOf).filter((booking) => booking !== undefined);
  }

  /** What became of the reminder: no other is tried. */
  noteReminder(id: string, outcome: string): void {
    this.#database.prepare("UPDATE salon_booking SET reminder = ? WHERE number = ?").run(outcome, id);
  }
}

/** As the salon says it: "Tue, 3 Nov, 10:00 am". */
export function timeText(at: number): string {
  return new Intl.DateTimeFormat("en-IN", {
    timeZone: "Asia/Kolkata",
    weekday: "short",
    day: "numeric",
    month: "short",
    hour: "numeric",
    minute: "2-digit",
  }).format(at);
}

function bookingOf(row: unknown): Booking | undefined {
  if (row === undefined || row === null) return undefined;
  const { number, customer, name, at } = row as Record<string, string | number>;
  return { id: String(number), customer: String(customer), name: String(name), at: Number(at) };
}
