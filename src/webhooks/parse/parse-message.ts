import type { InboundMedia, InboundMessage, MessageContext } from "../inbound-message.js";
import { compact, flag, instant, type Json, number, record, text } from "./read.js";

/** Reads one inbound message. Undefined when it has no id: then it is no message that could be answered. */
export function parseMessage(raw: Json): InboundMessage | undefined {
  const id = text(raw.id);
  if (id === undefined) return undefined;
  const base = compact({
    id,
    at: instant(raw.timestamp) ?? 0,
    context: contextOf(record(raw.context)),
    referral: record(raw.referral),
  });
  const type = text(raw.type) ?? "unknown";
  const content = record(raw[type]) ?? {};
  return compact({ ...base, ...contentOf(type, content) });
}

type Content = InboundMessage extends infer M
  ? M extends InboundMessage
    ? Omit<M, "id" | "at" | "context" | "referral">
    : never
  : never;

function contentOf(type: string, content: Json): Content {
  const other = { type: "other", rawType: type, content } as const;
  switch (type) {
    case "text": {
      const body = typeof content.body === "string" ? content.body : undefined;
      return body === undefined ? other : { type, text: { body } };
    }
    case "image":
    case "video":
    case "audio":
    case "document":
    case "sticker": {
      const media = mediaOf(content);
      return media === undefined ? other : { type, media };
    }
    case "location": {
      const latitude = number(content.latitude);
      const longitude = number(content.longitude);
      if (latitude === undefined || longitude === undefined) return other;
      return {
        type,
        location: compact({ latitude, longitude, name: text(content.name), address: text(content.address) }),
      };
    }
    case "reaction": {
      const messageId = text(content.message_id);
      return messageId === undefined
        ? other
        : { type, reaction: compact({ messageId, emoji: text(content.emoji) }) };
    }
    case "button":
      return { type, button: compact({ text: text(content.text), payload: text(content.payload) }) };
    case "interactive": {
      const kind = text(content.type);
      if (kind === undefined) return other;
      const reply = record(content[kind]) ?? {};
      return {
        type,
        interactive: {
          reply: compact({
            kind,
            id: text(reply.id),
            title: text(reply.title),
            description: text(reply.description),
            content: reply,
          }),
        },
      };
    }
    default:
      return other;
  }
}

function mediaOf(content: Json): InboundMedia | undefined {
  const id = text(content.id);
  if (id === undefined) return undefined;
  return compact({
    id,
    mimeType: text(content.mime_type),
    sha256: text(content.sha256),
    url: text(content.url),
    caption: text(content.caption),
    filename: text(content.filename),
    voice: flag(content.voice),
    animated: flag(content.animated),
  });
}

function contextOf(raw: Json | undefined): MessageContext | undefined {
  if (raw === undefined) return undefined;
  return compact({
    messageId: text(raw.id),
    forwarded: raw.forwarded === true,
    frequentlyForwarded: raw.frequently_forwarded === true,
  });
}
