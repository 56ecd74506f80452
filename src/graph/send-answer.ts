import { badAnswer } from "./bad-answer.js";

/** Meta took the message. */
export interface SendAnswer {
  readonly messageId: string;
  readonly messageStatus?: string | undefined;
  /** WhatsApp id of the person, which may differ from the number dialled. */
  readonly waId?: string | undefined;
  readonly userId?: string | undefined;
}

/** Reads the answer to a send. @throws TransportError `BAD_ANSWER` for one without an id. */
export function sendAnswerOf(json: unknown): SendAnswer {
  const message = firstOf(json, "messages");
  const contact = firstOf(json, "contacts");
  const messageId = textOf(message?.id);
  if (messageId === undefined) throw badAnswer(200);
  return {
    messageId,
    messageStatus: textOf(message?.message_status),
    waId: textOf(contact?.wa_id),
    userId: textOf(contact?.user_id),
  };
}

type Json = Readonly<Record<string, unknown>>;

function firstOf(json: unknown, field: string): Json | undefined {
  const list = (json as Json)[field];
  const first: unknown = Array.isArray(list) ? list[0] : undefined;
  return typeof first === "object" && first !== null ? (first as Json) : undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
