import { badParameter, invalid } from "../graph-failure.js";
import { type Json, record, text } from "../json.js";
import type { World } from "../world.js";

/** Read receipt, with or without the typing indicator: marks this and all earlier messages of the person as read. */
export function markRead(world: World, params: Json): Json {
  if (params.messaging_product !== "whatsapp")
    throw badParameter("The parameter messaging_product is required.");
  if (params.status !== "read") throw badParameter("Param status must be one of {READ}.");
  const typing = record(params.typing_indicator);
  if (typing !== undefined && typing.type !== "text")
    throw badParameter("Param typing_indicator['type'] must be one of {TEXT}.");
  const messageId = text(params.message_id);
  if (messageId === undefined) throw badParameter("The parameter message_id is required.");
  const message = world.inboundIds.get(messageId);
  if (message === undefined)
    throw invalid("The message_id is not the id of a message that this number received.");
  message.markRead();
  return { success: true };
}
