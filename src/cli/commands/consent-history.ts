import { type Command, isSet, textOf } from "../command.js";
import { readConfig, STORE_OPTIONS } from "../config.js";
import { withWaypost } from "../connect.js";
import { UsageError } from "../usage-error.js";

export const consentHistory: Command = {
  name: "consent history",
  summary: "Show what one person agreed to and withdrew, oldest first",
  options: {
    user: { type: "string", value: "<number>", help: "one person: E.164, or a business-scoped user id" },
    json: { type: "boolean", help: "print the events as JSON, with their evidence" },
    ...STORE_OPTIONS,
  },
  run: async ({ values, io }) => {
    const user = textOf(values, "user");
    if (user === undefined) throw new UsageError("This needs --user: one person.");
    const config = await readConfig(values, io);
    const events = await withWaypost({ config, io, store: true }, async (waypost, store) => {
      await store.init();
      return waypost.consent.history(user);
    });
    if (isSet(values, "json")) io.out(JSON.stringify(events, undefined, 2));
    else if (events.length === 0) io.out("Nothing is on record about this person.");
    else
      for (const event of events)
        io.out(
          [event.occurredAt, event.action, scopesOf(event.scopes), event.method, event.id]
            .filter((part) => part !== undefined && part !== "")
            .join("  "),
        );
    return 0;
  },
};

function scopesOf(scopes: unknown): string {
  return Array.isArray(scopes) ? scopes.join(",") : typeof scopes === "string" ? scopes : "";
}
