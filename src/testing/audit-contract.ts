import type { AuditEntry } from "../ledger/index.js";
import type { ContractPart } from "./contract-fixtures.js";

const entry = (id: string, recordedAt: number): AuditEntry => ({
  id,
  kind: "loosened",
  subject: "marketing.maxSameContentPer24h",
  by: "Asha Rao",
  reason: "a letter that people asked for",
  at: 1,
  recordedAt,
  facts: { from: 250, to: 500 },
});

export const auditContract: ContractPart = (check, equal) => {
  check("keeps the first entry of an id, and lists the newest first", async ({ audit }) => {
    await audit.append(entry("a", 1));
    await audit.append(entry("b", 2));
    await audit.append({ ...entry("a", 3), by: "somebody else" });
    equal(await audit.list(9), [entry("b", 2), entry("a", 1)]);
    equal(
      (await audit.list(1)).map(({ id }) => id),
      ["b"],
    );
  });
};
