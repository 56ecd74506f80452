import * as z from "zod";
import { once } from "../core/index.js";
import type { GraphApiError } from "../graph/index.js";
import { type Answer, answer, type Reader } from "./answer.js";
import { list, post, remove } from "./endpoint.js";
import { items } from "./fields.js";
import { person, userId } from "./one-person.js";
import { resource } from "./resource.js";

export interface BlockedUser {
  readonly waId?: string;
  readonly userId?: string;
}

export interface ChangedUser {
  readonly input: string;
  readonly waId?: string;
  readonly userId?: string;
  readonly errors?: readonly Answer<{ readonly code?: number; readonly message?: string }>[];
}

/** Whom Meta blocked or unblocked, and whom it could not. */
export interface BlockResult {
  readonly addedUsers: readonly Answer<ChangedUser>[];
  readonly removedUsers: readonly Answer<ChangedUser>[];
  /** Not empty when it worked for some only: Meta then answers error 139100. */
  readonly failedUsers: readonly Answer<ChangedUser>[];
}

const readResult: Reader<Answer<BlockResult>> = (json) => {
  const { blockUsers } = answer<{ readonly blockUsers: Partial<BlockResult> }>("blockUsers")(json);
  return { addedUsers: [], removedUsers: [], failedUsers: [], ...blockUsers };
};

/** Half a success comes as HTTP 400 with both sides in it. */
const halfDone = (error: GraphApiError): unknown =>
  (error.raw as { block_users?: unknown } | undefined)?.block_users === undefined ? undefined : error.raw;

const people = once(() =>
  items(
    z.union([z.strictObject({ user: person() }), z.strictObject({ userId: userId() })], {
      error: "expected { user } or { userId }",
    }),
    1_000,
  ),
);

/** People whom the business blocked: they can neither write to it nor call it (Meta, block users). At most 64,000. */
export const createBlockList = resource("blockList", () => ({
  /** Read from the start again after 139102: the list changed while it was read. */
  list: list({ path: "/{phoneNumberId}/block_users", item: answer<BlockedUser>() }),
  /** Blocks people who wrote within the last 24 hours. Look at `failedUsers`. */
  block: post({
    path: "/{phoneNumberId}/block_users",
    product: true,
    input: { users: people() },
    wire: ({ users }) => ({ block_users: users }),
    repeatable: true,
    answer: readResult,
    recover: halfDone,
  }),
  unblock: remove({
    path: "/{phoneNumberId}/block_users",
    as: "json",
    product: true,
    input: { users: people() },
    wire: ({ users }) => ({ block_users: users }),
    answer: readResult,
    recover: halfDone,
  }),
}));
