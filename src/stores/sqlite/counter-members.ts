import type { SetOp, SetReading } from "../../counters/index.js";
import type { Connection } from "./connection.js";
import { type CounterRows, endOf, rowKey } from "./counter-rows.js";
import type { Row } from "./sqlite-driver.js";

/** So many members that ended are counted out of a set before they are deleted. */
const SWEEP = 16;

/** What one look tells of a member and its set. */
interface Look {
  /** When the member was last added, whether that ended or not. */
  readonly own: number | undefined;
  /** Rows that ended. */
  readonly ended: number;
}

/** The members of sets, inside one transaction. */
export class CounterMembers {
  readonly #connection: Connection;
  readonly #rows: CounterRows;
  /** By set and member: a take looks first and adds then. */
  readonly #looks = new Map<string, Look>();

  constructor(connection: Connection, rows: CounterRows) {
    this.#connection = connection;
    this.#rows = rows;
  }

  read(op: SetOp, at: number): SetReading {
    const key = rowKey(op);
    const from = at - op.keepMs;
    const windows = op.since.map((since) => Math.max(since, from));
    const { oldest, ...look } = this.#look(key, op.member, from, windows[0] ?? from);
    this.#looks.set(lookKey(op), look);
    const known = look.own !== undefined && look.own >= from;
    const whole = this.#rows.sizeOf(key) - look.ended - (known ? 1 : 0);
    return {
      kind: "set",
      ...(known ? { knownAt: look.own } : {}),
      counts: windows.map((since) =>
        since > from ? this.#countSince(key, op, since) : Math.min(whole, op.most),
      ),
      oldest: windows.map((since, index) =>
        index === 0 ? oldest : this.#oldestSince(key, op.member, since),
      ),
      members: op.list === true ? this.#newestSince(key, op, Math.min(...windows)) : [],
    };
  }

  add(op: SetOp, at: number): void {
    const key = rowKey(op);
    const from = at - op.keepMs;
    const { own, ended } = this.#looks.get(lookKey(op)) ?? this.#look(key, op.member, from, at);
    let gone = 0;
    if (ended >= SWEEP)
      gone = this.#connection.run("DELETE FROM waypost_counter_member WHERE key = ? AND at < ?", key, from);
    const isThere = own !== undefined && (own >= from || gone === 0);
    this.#connection.run(
      `INSERT INTO waypost_counter_member (key, member, at) VALUES (?, ?, ?)
       ON CONFLICT (key, member) DO UPDATE SET at = max(at, excluded.at)`,
      key,
      op.member,
      at,
    );
    this.#rows.resize(key, (isThere ? 0 : 1) - gone, endOf(at + op.keepMs));
    this.#looks.set(lookKey(op), { own: Math.max(own ?? at, at), ended: gone > 0 ? 0 : ended });
  }

  giveBack(op: SetOp, knownAt: number | undefined, at: number): void {
    const key = rowKey(op);
    // Added again since by another send: that one holds the place now.
    if (knownAt !== undefined)
      this.#connection.run(
        "UPDATE waypost_counter_member SET at = ? WHERE key = ? AND member = ? AND at = ?",
        knownAt,
        key,
        op.member,
        at,
      );
    else {
      const gone = this.#connection.run(
        "DELETE FROM waypost_counter_member WHERE key = ? AND member = ? AND at = ?",
        key,
        op.member,
        at,
      );
      this.#rows.resize(key, -gone, 0);
    }
  }

  #look(
    key: string,
    member: string,
    from: number,
    since: number,
  ): Look & { readonly oldest: number | undefined } {
    const row = this.#connection.get(
      `SELECT
         (SELECT at FROM waypost_counter_member WHERE key = ? AND member = ?) AS own,
         (SELECT count(*) FROM waypost_counter_member WHERE key = ? AND at < ?) AS ended,
         (SELECT at FROM waypost_counter_member
            WHERE key = ? AND at >= ? AND member <> ? ORDER BY at LIMIT 1) AS oldest`,
      key,
      member,
      key,
      from,
      key,
      since,
      member,
    );
    return { own: instantOf(row, "own"), ended: Number(row?.ended ?? 0), oldest: instantOf(row, "oldest") };
  }

  #oldestSince(key: string, member: string, since: number): number | undefined {
    const row = this.#connection.get(
      "SELECT at FROM waypost_counter_member WHERE key = ? AND at >= ? AND member <> ? ORDER BY at LIMIT 1",
      key,
      since,
      member,
    );
    return instantOf(row, "at");
  }

  #countSince(key: string, { member, most }: SetOp, since: number): number {
    const row = this.#connection.get(
      `SELECT count(*) AS n FROM (
         SELECT 1 FROM waypost_counter_member WHERE key = ? AND at >= ? AND member <> ? LIMIT ?)`,
      key,
      since,
      member,
      most,
    );
    return Number(row?.n ?? 0);
  }

  #newestSince(key: string, { member, most }: SetOp, since: number): SetReading["members"] {
    return this.#connection
      .all(
        "SELECT member, at FROM waypost_counter_member WHERE key = ? AND at >= ? AND member <> ? ORDER BY at DESC LIMIT ?",
        key,
        since,
        member,
        most,
      )
      .map((row) => ({ member: String(row.member), at: Number(row.at) }));
  }
}

function lookKey(op: SetOp): string {
  return `${op.member} ${op.key}`;
}

function instantOf(row: Row | undefined, column: string): number | undefined {
  const value = row?.[column];
  return value === null || value === undefined ? undefined : Number(value);
}
