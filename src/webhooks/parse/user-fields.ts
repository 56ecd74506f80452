import { webhookUser } from "../webhook-user.js";
import { lists } from "./field-reader.js";
import { readingOf } from "./messages-field.js";
import { compact, contentHash, fields, instant, text } from "./read.js";
import { readNamed, readPerson } from "./read-person.js";

/** Field `user_preferences`: WhatsApp's own stop, resume and sign-up. */
export const userPreferencesField = lists({
  user_preferences: (raw, origin) => {
    const category = text(raw.category);
    const value = text(raw.value);
    if (category === undefined || value === undefined) return undefined;
    const person = readNamed(origin, raw);
    const preference = compact({ category, value, detail: text(raw.detail), signupId: text(raw.signup_id) });
    const at = instant(raw.timestamp) ?? origin.entryAt ?? 0;
    return readingOf(
      { type: "user_preferences", at, user: person.user, preference },
      `user_preferences:${origin.phoneNumberId ?? ""}:${contentHash(raw)}`,
      person,
      origin,
    );
  },
});

/** Field `user_id_update`: a person's business-scoped user id changed. */
export const userIdUpdateField = lists({
  user_id_update: (raw, origin) => {
    const ids = fields(raw.user_id);
    const parents = fields(raw.parent_user_id);
    const previous = webhookUser({ userId: text(ids.previous), parentUserId: text(parents.previous) });
    const person = readPerson(origin, text(raw.wa_id), text(ids.current), text(parents.current));
    if (previous.keys.length === 0 || (ids.current ?? parents.current) === undefined) return undefined;
    const at = instant(raw.timestamp) ?? origin.entryAt ?? 0;
    return readingOf(
      compact({ type: "user_id_update" as const, at, user: person.user, previous, detail: text(raw.detail) }),
      `user_id_update:${origin.phoneNumberId ?? ""}:${contentHash(raw)}`,
      person,
      origin,
    );
  },
});
