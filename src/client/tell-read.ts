import { ValidationError } from "../core/index.js";
import type { GraphClient } from "../graph/index.js";

/** Marks as read: the same path as a send, but nothing goes to anybody. @throws ValidationError `INVALID_MESSAGE`. */
export async function tellRead(
  graph: GraphClient,
  phoneNumberId: string,
  messageId: unknown,
  more: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  if (typeof messageId !== "string" || messageId === "") {
    throw new ValidationError("INVALID_MESSAGE", "There is no message to mark as read.", {
      fix: "Give the id of a message of this person.",
      problems: [{ field: "messageId", problem: "expected the id of an inbound message" }],
    });
  }
  await graph.post(`/${phoneNumberId}/messages`, {
    body: { messaging_product: "whatsapp", status: "read", message_id: messageId, ...more },
  });
}
