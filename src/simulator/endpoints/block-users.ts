import { DAY } from "../../core/index.js";
import { isBsuid } from "../../core/recipients.js";
import { webhookError } from "../error-catalogue.js";
import { badParameter, GraphFailure } from "../graph-failure.js";
import type { GraphCall } from "../http.js";
import { compact, type Json, list, record, text } from "../json.js";
import type { BusinessNumber } from "../numbers.js";
import { type Person } from "../people/person.js";
import type { World } from "../world.js";
import { page } from "./paging.js";

/**
 * `POST` and `DELETE /{phone-number-id}/block_users`. Only people who wrote in the last 24 hours can be blocked; a
 * failure in part is HTTP 400 with code 139100 and both lists.
 */
export function changeBlocks(world: World, number: BusinessNumber, call: GraphCall): Json {
  const block = call.method === "POST";
  const users = list(call.params.block_users);
  if (users.length === 0) throw badParameter("The parameter block_users is required.");
  const changed: Json[] = [];
  const failed: Json[] = [];
  for (const item of users) {
    const { user, user_id: userId } = record(item) ?? {};
    const input = text(user) ?? text(userId);
    if (input === undefined) throw badParameter("Param block_users must hold { user } or { user_id }.");
    const person = isBsuid(input) ? world.people.byUserId(input) : world.people.byPhone(input);
    const wrote =
      person === undefined
        ? Number.NEGATIVE_INFINITY
        : (person.lines.get(number.id)?.lastInboundAt ?? Number.NEGATIVE_INFINITY);
    if (person === undefined || (block && world.timeline.now() - wrote >= DAY)) {
      failed.push({
        input,
        errors: [webhookError(139100, "The user has not messaged this number in the last 24 hours.")],
      });
      continue;
    }
    person.isBlocked = block;
    changed.push(
      compact({ input, wa_id: person.waId, user_id: userId === undefined ? undefined : person.userId }),
    );
  }
  const answer = { [block ? "added_users" : "removed_users"]: changed };
  if (failed.length === 0) return { messaging_product: "whatsapp", block_users: answer };
  throw new GraphFailure(139100, {
    details: "Some users could not be changed.",
    beside: { messaging_product: "whatsapp", block_users: { ...answer, failed_users: failed } },
  });
}

/** `GET /{phone-number-id}/block_users`. */
export function listBlocks(blocked: readonly Person[], call: GraphCall): Json {
  const items = blocked.map((person) =>
    compact({ messaging_product: "whatsapp", wa_id: person.waId, user_id: person.userId }),
  );
  return page(items, call, { limit: 10, max: 100 });
}
