import type { WebhookEvent } from "../events.js";
import { makeEvent, type Origin } from "./make-event.js";
import { laneOf } from "./parse-messages-field.js";
import { parseUser } from "./parse-user.js";
import { compact, contentHash, instant, type Json, list, record, text } from "./read.js";

/** Field `user_preferences`: WhatsApp's own stop, resume and sign-up. */
export function parseUserPreferences(value: Json, origin: Origin): WebhookEvent[] {
  return list(value.user_preferences).map((item) => {
    const raw = record(item) ?? {};
    const user = parseUser(
      { waId: text(raw.wa_id), userId: text(raw.user_id), parentUserId: text(raw.parent_user_id) },
      origin.shared.contacts,
    );
    const category = text(raw.category);
    const preference = text(raw.value);
    const at = instant(raw.timestamp) ?? origin.entryAt ?? 0;
    const common = {
      key: `user_preferences:${text(record(origin.shared.metadata)?.phone_number_id) ?? ""}:${contentHash(item ?? null)}`,
      lane: laneOf(user, origin),
      raw: item,
      value: { ...origin.shared, user_preferences: [item] },
    };
    if (category === undefined || preference === undefined) {
      return makeEvent(origin, { ...common, event: { type: "unknown", at } });
    }
    return makeEvent(origin, {
      ...common,
      event: {
        type: "user_preferences",
        at,
        user,
        preference: compact({
          category,
          value: preference,
          detail: text(raw.detail),
          signupId: text(raw.signup_id),
        }),
      },
    });
  });
}
