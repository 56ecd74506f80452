import {
  addToTally,
  type CounterOp,
  type CounterReading,
  type CounterStore,
  type FlagReading,
  readRing,
  ringText,
  type SetOp,
  type SetReading,
  stepsSince,
  type TallyReading,
} from "../../counters/index.js";
import { HOUR } from "../../core/index.js";
import type { Connection } from "./connection.js";

type Steps = TallyReading["steps"];
type Flag = { readonly value: string; readonly until: number };

/** Counters in the file; a `take` is one savepoint of the group commit, so it is all or nothing. */
export function sqliteCounters(connection: Connection): CounterStore {
  return {
    take: (ops, at) =>
      connection.write(() => {
        const readings = ops.map((op) => read(connection, op, at));
        for (const [index, op] of ops.entries()) apply(connection, op, readings[index], at);
        return readings;
      }),
    peek: (ops, at) => connection.read(() => ops.map((op) => read(connection, op, at))),
    release: (taken, readings, at) =>
      connection.write(() => {
        for (const [index, op] of taken.entries()) giveBack(connection, op, readings[index], at);
      }),
    prune: ({ now, limit }) =>
      connection.write(() => {
        const rows = connection.all("SELECT key FROM waypost_counter WHERE ends <= ? LIMIT ?", now, limit);
        for (const { key } of rows) {
          connection.run("DELETE FROM waypost_counter_member WHERE key = ?", String(key));
          connection.run("DELETE FROM waypost_counter WHERE key = ?", String(key));
        }
        return rows.length;
      }),
  };
}

function read(connection: Connection, op: CounterOp, at: number): CounterReading {
  switch (op.kind) {
    case "set":
      return readSet(connection, op, at);
    case "ring":
      return {
        kind: "ring",
        entries: op.read === 0 ? [] : readRing(contentOf(connection, op), op.read, at - op.keepMs),
      };
    case "tally":
      return { kind: "tally", steps: stepsSince(stepsOf(connection, op), at - op.keepMs, op.stepMs) };
    case "flag":
      return readFlag(contentOf(connection, op), at);
  }
}

function readFlag(content: string, at: number): FlagReading {
  if (content === "") return { kind: "flag" };
  const flag = JSON.parse(content) as Flag;
  return flag.until > at ? { kind: "flag", ...flag } : { kind: "flag" };
}

function apply(connection: Connection, op: CounterOp, reading: CounterReading | undefined, at: number): void {
  switch (op.kind) {
    case "set":
      addMember(connection, op, reading?.kind === "set" ? reading.knownAt : undefined, at);
      return;
    case "ring": {
      if (op.value === undefined) return;
      const before = readRing(contentOf(connection, op), op.keep - 1, at - op.keepMs);
      write(connection, op, ringText([{ value: op.value, at }, ...before]), at + op.keepMs);
      return;
    }
    case "tally":
      if (Object.keys(op.add).length === 0) return;
      write(connection, op, JSON.stringify(addToTally(stepsOf(connection, op), op, at)), at + op.keepMs);
      return;
    case "flag":
      if (op.set === null) connection.run("DELETE FROM waypost_counter WHERE key = ?", rowKey(op));
      else if (op.set !== undefined) write(connection, op, JSON.stringify(op.set), op.set.until);
  }
}

/** The members that ended go first, so that the size of the set is the size of its period. */
function addMember(connection: Connection, op: SetOp, knownAt: number | undefined, at: number): void {
  const key = rowKey(op);
  const gone = connection.run(
    "DELETE FROM waypost_counter_member WHERE key = ? AND at < ?",
    key,
    at - op.keepMs,
  );
  connection.run(
    `INSERT INTO waypost_counter_member (key, member, at) VALUES (?, ?, ?)
     ON CONFLICT (key, member) DO UPDATE SET at = max(at, excluded.at)`,
    key,
    op.member,
    at,
  );
  connection.run(
    `INSERT INTO waypost_counter (key, ends, size) VALUES (?1, ?2, 1)
     ON CONFLICT (key) DO UPDATE SET size = size + ?3, ends = max(ends, excluded.ends)`,
    key,
    endOf(at + op.keepMs),
    (knownAt === undefined ? 1 : 0) - gone,
  );
}

function readSet(connection: Connection, op: SetOp, at: number): SetReading {
  const key = rowKey(op);
  const from = at - op.keepMs;
  const own = connection.get(
    "SELECT at FROM waypost_counter_member WHERE key = ? AND member = ?",
    key,
    op.member,
  );
  const knownAt = own === undefined || Number(own.at) < from ? undefined : Number(own.at);
  const windows = op.since.map((since) => Math.max(since, from));
  const oldest = windows.map((since) => {
    const row = connection.get(
      "SELECT at FROM waypost_counter_member WHERE key = ? AND at >= ? AND member <> ? ORDER BY at LIMIT 1",
      key,
      since,
      op.member,
    );
    return row === undefined ? undefined : Number(row.at);
  });
  const members =
    op.list === true
      ? connection
          .all(
            "SELECT member, at FROM waypost_counter_member WHERE key = ? AND at >= ? AND member <> ? ORDER BY at DESC LIMIT ?",
            key,
            Math.min(...windows),
            op.member,
            op.most,
          )
          .map(({ member, at: added }) => ({ member: String(member), at: Number(added) }))
      : [];
  return {
    kind: "set",
    ...(knownAt === undefined ? {} : { knownAt }),
    counts: windows.map((since) => countMembers(connection, op, { since, from })),
    oldest,
    members,
  };
}

/** A whole period is counted by its size and by what ended since; a part by its members. */
function countMembers(
  connection: Connection,
  op: SetOp,
  { since, from }: { readonly since: number; readonly from: number },
): number {
  const key = rowKey(op);
  if (since > from) {
    const row = connection.get(
      `SELECT count(*) AS n FROM (
         SELECT 1 FROM waypost_counter_member WHERE key = ? AND at >= ? AND member <> ? LIMIT ?)`,
      key,
      since,
      op.member,
      op.most,
    );
    return Number(row?.n ?? 0);
  }
  const size = Number(connection.get("SELECT size FROM waypost_counter WHERE key = ?", key)?.size ?? 0);
  const others = connection.get(
    `SELECT (SELECT count(*) FROM waypost_counter_member WHERE key = ?1 AND at < ?2)
       + (SELECT count(*) FROM waypost_counter_member WHERE key = ?1 AND member = ?3 AND at >= ?2) AS n`,
    key,
    from,
    op.member,
  );
  return Math.min(size - Number(others?.n ?? 0), op.most);
}

function giveBack(
  connection: Connection,
  op: CounterOp,
  reading: CounterReading | undefined,
  at: number,
): void {
  if (op.kind === "set" && reading?.kind === "set") {
    const key = rowKey(op);
    // Added again since by another send: that one holds the place now.
    if (reading.knownAt !== undefined) {
      connection.run(
        "UPDATE waypost_counter_member SET at = ? WHERE key = ? AND member = ? AND at = ?",
        reading.knownAt,
        key,
        op.member,
        at,
      );
      return;
    }
    const gone = connection.run(
      "DELETE FROM waypost_counter_member WHERE key = ? AND member = ? AND at = ?",
      key,
      op.member,
      at,
    );
    if (gone > 0) connection.run("UPDATE waypost_counter SET size = size - 1 WHERE key = ?", key);
  } else if (op.kind === "ring") {
    const entries = readRing(contentOf(connection, op), op.keep, Number.NEGATIVE_INFINITY);
    const index = entries.findIndex((entry) => entry.at === at && entry.value === op.value);
    if (index >= 0) write(connection, op, ringText(entries.toSpliced(index, 1)), at + op.keepMs);
  } else if (op.kind === "tally" && Object.keys(op.add).length > 0) {
    const less = Object.fromEntries(Object.entries(op.add).map(([name, by]) => [name, -by]));
    const steps = addToTally(stepsOf(connection, op), { ...op, add: less }, at);
    write(connection, op, JSON.stringify(steps), at + op.keepMs);
  }
}

function contentOf(connection: Connection, op: CounterOp): string {
  const row = connection.get("SELECT content FROM waypost_counter WHERE key = ?", rowKey(op));
  return typeof row?.content === "string" ? row.content : "";
}

function stepsOf(connection: Connection, op: CounterOp): Steps {
  const content = contentOf(connection, op);
  return content === "" ? [] : (JSON.parse(content) as Steps);
}

function write(connection: Connection, op: CounterOp, content: string, ends: number): void {
  connection.run(
    `INSERT INTO waypost_counter (key, ends, content) VALUES (?, ?, ?)
     ON CONFLICT (key) DO UPDATE SET content = excluded.content, ends = excluded.ends`,
    rowKey(op),
    endOf(ends),
    content,
  );
}

/** Rounded up to the hour, so that its index rests while a counter is in use. */
function endOf(ends: number): number {
  return Math.ceil(ends / HOUR) * HOUR;
}

function rowKey(op: CounterOp): string {
  return `${op.kind}:${op.key}`;
}
