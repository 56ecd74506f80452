import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Open } from "../../src/core/index.js";
import type { EventName, WebhookEvent } from "../../src/webhooks/index.js";

/** One change as Meta sends it, and the events that it must become (as JSON; members not named may be anything). */
export interface CorpusCase {
  readonly field: string;
  readonly name: string;
  readonly value: unknown;
  readonly time?: number;
  readonly expect: readonly {
    readonly type: WebhookEvent["type"];
    /** The most specific name; also of a kind that no version knows yet. */
    readonly name: Open<EventName>;
    readonly event: Readonly<Record<string, unknown>>;
  }[];
}

const FOLDER = fileURLToPath(new URL("../corpus/webhooks", import.meta.url));

/** Every case of `test/corpus/webhooks`: written from Meta's documentation, with numbers reserved for fiction. */
export const CASES: readonly CorpusCase[] = readdirSync(FOLDER).flatMap((file) => {
  const { field, cases } = JSON.parse(readFileSync(join(FOLDER, file), "utf8")) as {
    field: string;
    cases: Omit<CorpusCase, "field">[];
  };
  return cases.map((one) => ({ ...one, field }));
});

export function bodyOf({ field, value, time }: CorpusCase): Record<string, unknown> {
  return {
    object: "whatsapp_business_account",
    entry: [{ id: "102290129340398", ...(time === undefined ? {} : { time }), changes: [{ field, value }] }],
  };
}
