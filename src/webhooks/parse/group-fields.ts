import { type FieldReader, lists } from "./field-reader.js";
import type { OwnPart } from "./make-event.js";
import type { Origin } from "./origin.js";
import { contentHash, isTrue, type Json, record, records, text } from "./read.js";
import { readErrors } from "./read-error.js";
import { readNamed } from "./read-person.js";
import { type Read, shape } from "./shape.js";

type GroupType = "group_lifecycle" | "group_participants" | "group_settings" | "group_status";
type Shared = "type" | "at" | "groupId" | "requestId" | "errors" | "change";

/** The frame that all four fields share. */
function groupItems<const Type extends GroupType>(
  type: Type,
  own: (raw: Json, origin: Origin) => Omit<OwnPart<Type>, Shared>,
): FieldReader {
  return lists({
    groups: (raw, origin) => {
      const { group, kind, ...base } = readGroup(raw);
      const id = group ?? base.requestId;
      // A group that could not be created has no id yet, only its request.
      if (kind === undefined || id === undefined) return undefined;
      const change = OLD_TYPES.get(kind) ?? kind;
      const at = origin.at(raw);
      const which = base.requestId ?? `${id}:${String(at)}:${contentHash(raw)}`;
      const settled = type === "group_settings" ? base : { ...base, change };
      return {
        event: {
          type,
          at,
          groupId: group ?? "",
          ...settled,
          ...own(raw, origin),
        } as unknown as OwnPart<Type>,
        key: `group:${which}:${change}`,
        lane: `group:${id}`,
      };
    },
  });
}

const readGroup = shape({
  group: [text, "group_id"],
  kind: [text, "type"],
  requestId: text,
  errors: readErrors,
});

/** Names in Meta's OpenAPI of 2025. */
const OLD_TYPES: ReadonlyMap<string, string> = new Map([
  ["group_add_participants", "group_participants_add"],
  ["group_remove_participants", "group_participants_remove"],
]);

export const groupLifecycleField = groupItems(
  "group_lifecycle",
  shape({ subject: text, description: text, inviteLink: text, joinApprovalMode: text }),
);

const readChange = shape({ reason: text, initiatedBy: text });

export const groupParticipantsField = groupItems("group_participants", (raw, origin) => {
  const id = text(raw.join_request_id);
  const members = (list: unknown) => records(list).map((item) => memberOf(item, origin));
  return {
    ...readChange(raw),
    added: members(raw.added_participants),
    removed: members(raw.removed_participants),
    failed: records(raw.failed_participants).map((item) => ({
      user: memberOf(item, origin),
      errors: readErrors(item.errors),
    })),
    ...(id === undefined ? {} : { joinRequest: { id, user: readNamed(origin, raw).user } }),
  };
});

/** A member; `input` is what the request named them by: a number or a user id. */
function memberOf(raw: Json, origin: Origin) {
  const input = text(raw.input);
  const given =
    input === undefined || (text(raw.wa_id) ?? text(raw.user_id)) !== undefined
      ? {}
      : /^\+?[\d\s-]+$/.test(input)
        ? { wa_id: input.replace(/[\s-]/g, "") }
        : { user_id: input };
  return readNamed(origin, { ...raw, ...given }).user;
}

const readResult = shape({
  updated: [isTrue, "update_successful"],
  text,
  mimeType: text,
  sha256: text,
  errors: readErrors,
});

// Flat text in Meta's OpenAPI of 2025.
const setting: Read<ReturnType<typeof readResult> | undefined> = (value) => {
  const raw =
    record(value) ?? (text(value) === undefined ? undefined : { text: value, update_successful: true });
  return raw && readResult(raw);
};

export const groupSettingsField = groupItems(
  "group_settings",
  shape({
    subject: [setting, "group_subject", "subject"],
    description: [setting, "group_description", "description"],
    picture: [setting, "profile_picture"],
  }),
);

export const groupStatusField = groupItems("group_status", () => ({}));
