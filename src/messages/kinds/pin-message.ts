import * as z from "zod";
import { once } from "../../core/index.js";
import { checkMessage, whole } from "../check-message.js";
import type { OutgoingMessage } from "../outgoing-message.js";

const messageId = once(() => z.string().min(1, { error: "expected the id of the message" }));
export const pinSchema = once(() =>
  z.strictObject({
    messageId: messageId(),
    days: whole(1, 30, "days"),
  }),
);
export const unpinSchema = once(() => z.strictObject({ messageId: messageId() }));

/** Which message of a group is pinned, and for how long. */
export interface PinMessageInput {
  /** Id of a message of the group. */
  readonly messageId: string;
  /** How long it stays, 1 to 30 days. */
  readonly days: number;
}

/** Pins a message of a group, for the admin that the business is. A fourth pin takes the oldest off. @throws ValidationError `INVALID_MESSAGE`. */
export function pinMessage(input: PinMessageInput): OutgoingMessage {
  const { messageId: id, days } = checkMessage("pin", pinSchema(), input);
  return { kind: "pin", wire: { type: "pin", pin: { type: "pin", message_id: id, expiration_days: days } } };
}

/** Takes a pin off. @throws ValidationError `INVALID_MESSAGE`. */
export function unpinMessage(input: { readonly messageId: string }): OutgoingMessage {
  const { messageId: id } = checkMessage("pin", unpinSchema(), input);
  return { kind: "pin", wire: { type: "pin", pin: { type: "unpin", message_id: id } } };
}
