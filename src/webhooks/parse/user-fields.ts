import { webhookUser } from "../webhook-user.js";
import { lists } from "./field-reader.js";
import { compact, fields, text } from "./read.js";
import { personBy, readingOf, readNamed } from "./read-person.js";
import { shape } from "./shape.js";

const readPreference = shape(
  { category: text, value: text, detail: text, signupId: text },
  "category",
  "value",
);

/** Field `user_preferences`: WhatsApp's own stop, resume and sign-up. */
export const userPreferencesField = lists({
  user_preferences: (raw, origin) => {
    const preference = readPreference(raw);
    const person = readNamed(origin, raw);
    return (
      preference &&
      readingOf(
        { type: "user_preferences", at: origin.at(raw), user: person.user, preference },
        origin.key("user_preferences", raw),
        person,
        origin,
      )
    );
  },
});

/** Field `user_id_update`: a person's business-scoped user id changed. */
export const userIdUpdateField = lists({
  user_id_update: (raw, origin) => {
    const ids = fields(raw.user_id);
    const parents = fields(raw.parent_user_id);
    const previous = webhookUser({ userId: text(ids.previous), parentUserId: text(parents.previous) });
    const person = personBy(origin, text(raw.wa_id), text(ids.current), text(parents.current));
    if (previous.keys.length === 0 || (ids.current ?? parents.current) === undefined) return undefined;
    const own = compact({ at: origin.at(raw), user: person.user, previous, detail: text(raw.detail) });
    return readingOf({ type: "user_id_update", ...own }, origin.key("user_id_update", raw), person, origin);
  },
});
