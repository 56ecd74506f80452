import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { SenderOrder } from "./paced-sender.js";
import { mostInAnySecond } from "./sliding-second.js";

/** What a server saw of one number that was used as fast as it may be. */
export interface RecordedPace {
  readonly sends: number;
  /** The most that left within any second. */
  readonly mostLeft: number;
  /** The most that came within any second. */
  readonly mostArrived: number;
  /** How much later than the quickest the slowest request came, in milliseconds: what the machine itself blurs. */
  readonly blurMs: number;
  /** Part of the limit that was used, from the first send to the last. */
  readonly used: number;
}

export interface PacedSenders {
  run(order: {
    readonly processes: number;
    readonly perSecond: number;
    readonly seconds: number;
    readonly redis?: SenderOrder["redis"];
  }): Promise<RecordedPace>;
  close(): void;
}

const file = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** Processes that send from one number to one recording server. */
export async function pacedSenders(most: number): Promise<PacedSenders> {
  const server = fork(file("recording-server.mjs"));
  const port = Number(await told(server));
  const senders = Array.from({ length: most }, () =>
    fork(file("paced-sender.ts"), { execArgv: ["--import", "tsx"] }),
  );
  await Promise.all(senders.map(told));
  let runs = 0;
  return {
    run: async ({ processes, ...order }) => {
      const number = String(1_000 + ++runs);
      await Promise.all(
        senders.slice(0, processes).map(async (child, sender) => {
          child.send({ ...order, number, sender, baseUrl: `http://127.0.0.1:${String(port)}` });
          const outcome = await told(child);
          if (outcome !== "done") throw new Error(String(outcome));
        }),
      );
      server.send(number);
      return paceOf((await told(server)) as [number, number][], order.perSecond);
    },
    close: () => {
      for (const child of [server, ...senders]) child.disconnect();
    },
  };
}

function paceOf(seen: readonly (readonly [number, number])[], perSecond: number): RecordedPace {
  const left = seen.map(([at]) => at).sort((a, b) => a - b);
  const arrived = seen.map(([, at]) => at);
  const transits = seen.map(([from, to]) => to - from);
  const lastedMs = (left.at(-1) ?? 0) - (left[0] ?? 0);
  return {
    sends: seen.length,
    mostLeft: mostInAnySecond(left),
    mostArrived: mostInAnySecond(arrived),
    blurMs: Math.round(Math.max(...transits) - Math.min(...transits)),
    used: (seen.length - 1) / ((perSecond * lastedMs) / 1_000),
  };
}

function told(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    child.once("message", resolve);
    child.once("exit", () => {
      reject(new Error("A process of the test ended."));
    });
  });
}
