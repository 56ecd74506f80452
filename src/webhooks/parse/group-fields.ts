import type { GroupSettingResult } from "../events/group-events.js";
import { type ItemReader, lists } from "./field-reader.js";
import type { AnyOwnPart } from "./make-event.js";
import type { Origin } from "./origin.js";
import { compact, contentHash, fields, instant, type Json, record, records, text } from "./read.js";
import { readErrors } from "./read-error.js";
import { readNamed } from "./read-person.js";

/** The frame that all four fields share. */
function groupItems(own: (raw: Json, change: string, base: GroupBase, origin: Origin) => AnyOwnPart) {
  const read: ItemReader = (raw, origin) => {
    const groupId = text(raw.group_id);
    const type = text(raw.type);
    const requestId = text(raw.request_id);
    // A group that could not be created has no id yet, only its request.
    if (type === undefined || (groupId ?? requestId) === undefined) return undefined;
    const change = OLD_TYPES[type] ?? type;
    const at = instant(raw.timestamp) ?? origin.entryAt ?? 0;
    const base = compact({ at, groupId: groupId ?? "", requestId, errors: readErrors(raw.errors) });
    return {
      event: own(raw, change, base, origin),
      key: `group:${requestId ?? `${groupId ?? ""}:${String(at)}:${contentHash(raw)}`}:${change}`,
      lane: `group:${groupId ?? requestId ?? ""}`,
    };
  };
  return lists({ groups: read });
}

interface GroupBase {
  readonly at: number;
  readonly groupId: string;
  readonly requestId?: string | undefined;
  readonly errors: ReturnType<typeof readErrors>;
}

/** Names in Meta's OpenAPI of 2025. */
const OLD_TYPES: Readonly<Record<string, string | undefined>> = {
  group_add_participants: "group_participants_add",
  group_remove_participants: "group_participants_remove",
};

export const groupLifecycleField = groupItems((raw, change, base) =>
  compact({
    type: "group_lifecycle" as const,
    ...base,
    change,
    subject: text(raw.subject),
    description: text(raw.description),
    inviteLink: text(raw.invite_link),
    joinApprovalMode: text(raw.join_approval_mode),
  }),
);

export const groupParticipantsField = groupItems((raw, change, base, origin) => {
  const joinRequestId = text(raw.join_request_id);
  return compact({
    type: "group_participants" as const,
    ...base,
    change,
    reason: text(raw.reason),
    initiatedBy: text(raw.initiated_by),
    added: records(raw.added_participants).map((item) => memberOf(item, origin)),
    removed: records(raw.removed_participants).map((item) => memberOf(item, origin)),
    failed: records(raw.failed_participants).map((item) => ({
      user: memberOf(item, origin),
      errors: readErrors(item.errors),
    })),
    joinRequest:
      joinRequestId === undefined ? undefined : { id: joinRequestId, user: readNamed(origin, raw).user },
  });
});

/** A member; `input` is what the request named them by: a number or a user id. */
function memberOf(raw: Json, origin: Origin) {
  const input = text(raw.input);
  if (input === undefined || (text(raw.wa_id) ?? text(raw.user_id)) !== undefined)
    return readNamed(origin, raw).user;
  return readNamed(
    origin,
    /^\+?[\d\s-]+$/.test(input) ? { ...raw, wa_id: input.replace(/[\s-]/g, "") } : { ...raw, user_id: input },
  ).user;
}

export const groupSettingsField = groupItems((raw, _change, base) =>
  compact({
    type: "group_settings" as const,
    ...base,
    subject: settingOf(raw.group_subject ?? raw.subject),
    description: settingOf(raw.group_description ?? raw.description),
    picture: settingOf(raw.profile_picture),
  }),
);

function settingOf(value: unknown): GroupSettingResult | undefined {
  // Flat text in Meta's OpenAPI of 2025.
  const raw =
    record(value) ?? (text(value) === undefined ? undefined : { text: value, update_successful: true });
  if (raw === undefined) return undefined;
  return compact({
    updated: raw.update_successful === true,
    text: text(raw.text),
    mimeType: text(fields(raw).mime_type),
    sha256: text(fields(raw).sha256),
    errors: readErrors(fields(raw).errors),
  });
}

export const groupStatusField = groupItems((_raw, change, base) => ({
  type: "group_status" as const,
  ...base,
  change,
}));
