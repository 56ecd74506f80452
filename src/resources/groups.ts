import * as z from "zod";
import { once, type Open } from "../core/index.js";
import { type Answer, answer, success } from "./answer.js";
import { get, list, own, post, remove } from "./endpoint.js";
import { items, oneOf, text } from "./fields.js";
import { person, userId } from "./one-person.js";
import { resource } from "./resource.js";
import { type SetGroupPictureInput, setGroupPicture } from "./set-group-picture.js";

export interface GroupSummary {
  readonly id: string;
  readonly subject?: string;
  readonly createdAt?: string | number;
}

export interface Group {
  readonly id: string;
  readonly subject?: string;
  readonly description?: string;
  readonly joinApprovalMode?: Open<"auto_approve" | "approval_required">;
  readonly suspended?: boolean;
  readonly creationTimestamp?: number;
  readonly totalParticipantCount?: number;
  readonly participants?: readonly Answer<{
    readonly waId?: string;
    readonly userId?: string;
    readonly username?: string;
  }>[];
}

export interface JoinRequest {
  readonly joinRequestId: string;
  readonly waId?: string;
  readonly userId?: string;
  readonly parentUserId?: string;
  readonly username?: string;
  readonly creationTimestamp?: string | number;
}

/** Approved or rejected, and what failed: partial success is HTTP 206 with 131201 in `errors`. */
export interface JoinRequestResult {
  readonly approvedJoinRequests?: readonly string[];
  readonly rejectedJoinRequests?: readonly string[];
  readonly failedJoinRequests?: readonly Answer<{
    readonly joinRequestId: string;
    readonly errors?: readonly Readonly<Record<string, unknown>>[];
  }>[];
  readonly errors?: readonly Answer<{
    readonly code: number;
    readonly title?: string;
    readonly message?: string;
    readonly errorData?: Answer<{ readonly details?: string }>;
  }>[];
}

/** Meta works on it; a webhook tells the result. */
export interface GroupRequest {
  readonly requestId?: string;
  /** Instead of an id, when it is done at once. */
  readonly success?: boolean;
}

const REQUEST = answer<GroupRequest>();
const LINK = answer<{ readonly inviteLink: string }>("inviteLink");
const joinRequests = once(() => items(z.string().min(1), 1_000));

/**
 * Groups of a number (Meta, groups API): at most 8 people, who join by link only, so there is no method that adds one.
 * What changes a group answers a request id; the result comes by webhook (`group_lifecycle_update` and its kin).
 */
export const createGroups = resource("groups", () => ({
  list: list({
    path: "/{phoneNumberId}/groups",
    mostPerPage: 1_024,
    itemsOf: (json) => {
      const { data } = json as { data?: unknown };
      // Meta wraps the list of this one edge.
      return Array.isArray(data) ? data : (data as { groups?: unknown } | null | undefined)?.groups;
    },
    item: answer<GroupSummary>("id"),
  }),
  get: get({
    path: "/{groupId}",
    fields: [
      "subject",
      "description",
      "join_approval_mode",
      "suspended",
      "creation_timestamp",
      "participants",
      "total_participant_count",
    ],
    answer: answer<Group>("id"),
  }),
  create: post({
    path: "/{phoneNumberId}/groups",
    product: true,
    input: {
      subject: text(128),
      description: text(2_048).optional(),
      joinApprovalMode: oneOf("auto_approve", "approval_required").optional(),
    },
    answer: answer<{ readonly requestId: string }>("requestId"),
  }),
  update: post({
    path: "/{groupId}",
    product: true,
    input: { subject: text(128).optional(), description: text(2_048, 0).optional() },
    repeatable: true,
    answer: REQUEST,
  }),
  /** A new picture: JPEG, square, 192 pixels at least, 5 MB at most. */
  setPicture: own<SetGroupPictureInput, Answer<GroupRequest>>({
    method: "POST",
    path: "/{groupId}",
    idempotent: true,
    run: setGroupPicture(REQUEST),
  }),
  delete: remove({ path: "/{groupId}", answer: REQUEST }),
  inviteLink: get({ path: "/{groupId}/invite_link", answer: LINK }),
  /** Makes a new link; the old one stops working. */
  resetInviteLink: post({ path: "/{groupId}/invite_link", product: true, answer: LINK }),
  /** Takes the link away. */
  deleteInviteLink: remove({ path: "/{groupId}/invite_link", as: "json", product: true, answer: success }),
  removeParticipants: remove({
    path: "/{groupId}/participants",
    as: "json",
    product: true,
    input: {
      participants: items(
        z.union([z.strictObject({ user: person() }), z.strictObject({ userId: userId() })]),
        8,
      ),
    },
    answer: REQUEST,
  }),
  joinRequests: list({ path: "/{groupId}/join_requests", item: answer<JoinRequest>("joinRequestId") }),
  approveJoinRequests: post({
    path: "/{groupId}/join_requests",
    product: true,
    input: { joinRequests: joinRequests() },
    repeatable: true,
    answer: answer<JoinRequestResult>(),
  }),
  rejectJoinRequests: remove({
    path: "/{groupId}/join_requests",
    as: "json",
    product: true,
    input: { joinRequests: joinRequests() },
    answer: answer<JoinRequestResult>(),
  }),
}));
