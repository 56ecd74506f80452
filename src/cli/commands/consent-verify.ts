import { type Command, isSet, textOf } from "../command.js";
import { readConfig, STORE_OPTIONS } from "../config.js";
import { withWaypost } from "../connect.js";
import { UsageError } from "../usage-error.js";

export const consentVerify: Command = {
  name: "consent verify",
  summary: "Check the hash chain over all consent events of a store",
  details: [
    "Prints the head of the chain: keep it outside the store, and give it to the next check with --head. Then a chain that",
    "was cut off or written anew shows, too. Exit code 1 when the chain is broken.",
  ].join("\n"),
  options: {
    head: { type: "string", value: "<length:hash>", help: "head of an earlier check" },
    json: { type: "boolean", help: "print the report as JSON" },
    ...STORE_OPTIONS,
  },
  run: async ({ values, io }) => {
    const kept = headOf(textOf(values, "head"));
    const config = await readConfig(values, io);
    const report = await withWaypost({ config, io, store: true }, (waypost) => waypost.consent.verify(kept));
    if (isSet(values, "json")) io.out(JSON.stringify(report, undefined, 2));
    else if (report.intact)
      io.out(
        `Intact: ${String(report.entries)} events, ${String(report.erased)} of them erased. Head ${String(report.head.length)}:${report.head.hash}`,
      );
    else io.error(`Broken at event ${String(report.brokenAt)}: ${report.problem}.`);
    return report.intact ? 0 : 1;
  },
};

function headOf(value: string | undefined): { readonly length: number; readonly hash: string } | undefined {
  if (value === undefined) return undefined;
  const [, length, hash] = /^(\d+):([0-9a-f]+)$/i.exec(value) ?? [];
  if (length === undefined || hash === undefined)
    throw new UsageError("--head is length:hash, as an earlier check printed it.");
  return { length: Number(length), hash };
}
