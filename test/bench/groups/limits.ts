import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { pacedSenders } from "../../support/paced-senders.js";
import { ownPrefix, REDIS_URL, redisIsThere } from "../../support/redis.js";
import type { Report } from "../measure.js";

/** Whole clients on one number, timed where their requests leave; and what the pace towards a million people costs. */
export async function limits(report: Report, seconds: number): Promise<void> {
  const there = await redisIsThere();
  const { prefix, clean } = ownPrefix();
  const senders = await pacedSenders(there ? 4 : 1);
  // Processes that have just started are busy compiling: measured is what a number gets once they have been sending.
  const redis = there ? { url: REDIS_URL, prefix } : undefined;
  await senders.run({ processes: there ? 4 : 1, perSecond: 1_000, seconds, redis });
  for (const perSecond of [80, 1_000]) {
    for (const processes of there ? [1, 4] : [1]) {
      const pace = await senders.run({
        processes,
        perSecond,
        seconds,
        redis: processes > 1 ? redis : undefined,
      });
      const what = `${String(perSecond)}/s, ${processes === 1 ? "one process" : `${String(processes)} processes over Redis`}`;
      report.atMost("limits", `${what}: most that left within a second`, pace.mostLeft, "sends", perSecond);
      report.note("limits", `${what}: most that came within a second`, pace.mostArrived, "sends");
      report.note("limits", `${what}: blur of the machine`, pace.blurMs, "ms");
      report.atLeast("limits", `${what}: used`, pace.used * 100, "%", 95);
    }
  }
  senders.close();
  if (there) await clean();
  const pairs = JSON.parse(
    execFileSync(
      process.execPath,
      ["--expose-gc", "--import", "tsx", fileURLToPath(new URL("../pair-memory.ts", import.meta.url))],
      { encoding: "utf8" },
    ),
  ) as { readonly bytesPerPerson: number; readonly takesPerSecond: number };
  report.atMost("limits", "pace of a million people", pairs.bytesPerPerson, "bytes each", 200);
  report.note("limits", "pace of a million people", pairs.takesPerSecond, "takes/s");
}
