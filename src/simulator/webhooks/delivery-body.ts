import type { Random } from "../../core/index.js";
import { type Json, list } from "../json.js";

/** One change on its way out. */
export interface Change {
  readonly field: string;
  readonly value: Json;
  /** Seconds; on management fields only. */
  readonly time?: number | undefined;
}

/**
 * The bytes of one delivery, as Meta writes them: non-ASCII characters and slashes escaped, so that a body which was
 * parsed and written anew no longer fits its signature.
 */
export function deliveryBody(businessAccountId: string, changes: readonly Change[], random: Random): string {
  const entries: { id: string; time?: number; changes: { value: Json; field: string }[] }[] = [];
  for (const { field, value, time } of changes) {
    const change = { value, field };
    const last = entries.at(-1);
    if (time !== undefined) entries.push({ id: businessAccountId, time, changes: [change] });
    else if (last !== undefined && last.time === undefined) merge(last.changes, change, random);
    else entries.push({ id: businessAccountId, changes: [change] });
  }
  return escapeJson(JSON.stringify({ object: "whatsapp_business_account", entry: entries }));
}

/** Several statuses of one number sometimes share one `value`, sometimes stand as changes of their own. */
function merge(
  changes: { value: Json; field: string }[],
  change: { value: Json; field: string },
  random: Random,
): void {
  const last = changes.at(-1);
  const both = last !== undefined && last.field === "messages" && change.field === "messages";
  const sameNumber = both && JSON.stringify(last.value.metadata) === JSON.stringify(change.value.metadata);
  if (
    last === undefined ||
    !sameNumber ||
    last.value.statuses === undefined ||
    change.value.statuses === undefined ||
    random() < 0.5
  ) {
    changes.push(change);
    return;
  }
  last.value = {
    ...last.value,
    ...(last.value.contacts === undefined && change.value.contacts === undefined
      ? {}
      : { contacts: [...list(last.value.contacts), ...list(change.value.contacts)] }),
    statuses: [...list(last.value.statuses), ...list(change.value.statuses)],
  };
}

function escapeJson(json: string): string {
  return json
    .replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .replaceAll("/", "\\/");
}
