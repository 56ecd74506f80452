import type { CounterOp, CounterReading, CounterStore } from "../../counters/index.js";
import type { Connection } from "./connection.js";
import { CounterBatch } from "./counter-batch.js";
import { CounterRows } from "./counter-rows.js";

interface Take {
  readonly ops: readonly CounterOp[];
  readonly at: number;
}

/** Counters in the file. The takes of one turn are one savepoint of the group commit; each is all or nothing. */
export function sqliteCounters(connection: Connection): CounterStore {
  const rows = new CounterRows(connection);
  const take = connection.batch<Take, readonly CounterReading[]>(
    (takes) => {
      const batch = new CounterBatch(connection, rows);
      const all = takes.map(({ ops, at }) => {
        const readings = ops.map((op) => batch.read(op, at));
        for (const op of ops) batch.apply(op, at);
        return readings;
      });
      batch.flush();
      return all;
      // Safe with the dispatch of the send that takes its places.
    },
    { waitsForDisk: false },
  );
  return {
    take: (ops, at) => take({ ops, at }),
    peek: (ops, at) =>
      connection.read(() => {
        const batch = new CounterBatch(connection, rows);
        return ops.map((op) => batch.read(op, at));
      }),
    release: (taken, readings, at) =>
      connection.write(() => {
        const batch = new CounterBatch(connection, rows);
        for (const [index, op] of taken.entries()) batch.giveBack(op, readings[index], at);
        batch.flush();
      }),
    prune: ({ now, limit }) =>
      connection.write(() => {
        const ended = connection.all("SELECT key FROM waypost_counter WHERE ends <= ? LIMIT ?", now, limit);
        if (ended.length > 0) connection.outdate();
        for (const { key } of ended) {
          connection.run("DELETE FROM waypost_counter_member WHERE key = ?", String(key));
          connection.run("DELETE FROM waypost_counter WHERE key = ?", String(key));
        }
        return ended.length;
      }),
  };
}
