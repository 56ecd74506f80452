import type { Scope, WithdrawInput } from "waypost";
import { type Command, textOf, textsOf } from "../command.js";
import { readConfig, STORE_OPTIONS } from "../config.js";
import { withWaypost } from "../connect.js";
import { UsageError } from "../usage-error.js";

export const consentWithdraw: Command = {
  name: "consent withdraw",
  summary: "Store the opt-out of one person who asked for it, by phone, by mail or in the shop",
  details:
    "Counts for the next send, also for those that wait already. Without --scope everything is withdrawn.",
  options: {
    user: { type: "string", value: "<number>", help: "one person: E.164, or a business-scoped user id" },
    scope: { type: "string", value: "<scope>", multiple: true, help: "only this: marketing, utility, ..." },
    method: { type: "string", value: "<method>", help: "how they asked; default verbal" },
    reason: { type: "string", value: "<text>", help: "kept for the audit" },
    key: { type: "string", value: "<key>", help: "the same key is stored once" },
    ...STORE_OPTIONS,
  },
  run: async ({ values, io }) => {
    const user = textOf(values, "user");
    if (user === undefined) throw new UsageError("This needs --user: one person.");
    const scopes = textsOf(values, "scope");
    const config = await readConfig(values, io);
    const result = await withWaypost({ config, io, store: true }, async (waypost, store) => {
      await store.init();
      return waypost.consent.withdraw({
        user,
        ...(scopes.length === 0 ? {} : { scopes: scopes as readonly Scope[] }),
        method: textOf(values, "method") as WithdrawInput["method"],
        reason: textOf(values, "reason"),
        key: textOf(values, "key"),
      });
    });
    io.out(result.accepted ? `Stored: ${result.eventId}` : `It was stored before: ${result.eventId}`);
    return 0;
  },
};
