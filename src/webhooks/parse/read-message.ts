import type { InboundMedia, InboundMessage, MessageContext } from "../inbound-message.js";
import {
  compact,
  fields,
  flag,
  type Json,
  instant,
  member,
  number,
  record,
  records,
  some,
  text,
} from "./read.js";
import { readContacts } from "./read-contacts.js";
import { readErrors } from "./read-error.js";
import { readReply } from "./read-reply.js";

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Reads one inbound message. Undefined when it has no id: then it is no message that could be answered. */
export function readMessage(raw: Json, id = text(raw.id)): InboundMessage | undefined {
  if (id === undefined) return undefined;
  const type = text(raw.type) ?? "unknown";
  const message = contentOf(type, raw) as Writable<InboundMessage>;
  message.id = id;
  message.at = instant(raw.timestamp) ?? 0;
  const context = record(raw.context);
  if (context !== undefined) message.context = contextOf(context);
  const referral = record(raw.referral);
  if (referral !== undefined) message.referral = referral;
  return message;
}

type Content = InboundMessage extends infer M
  ? M extends InboundMessage
    ? Omit<M, "id" | "at" | "context" | "referral">
    : never
  : never;

/** A fresh object each time: it becomes the message. */
function contentOf(type: string, raw: Json): Content {
  const content = fields(member(raw, type));
  switch (type) {
    case "text":
      if (typeof content.body === "string") return { type, text: { body: content.body } };
      break;
    case "image":
    case "video":
    case "audio":
    case "document":
    case "sticker": {
      const media = readMedia(content);
      if (media !== undefined) return { type, media };
      break;
    }
    case "location": {
      const latitude = number(content.latitude);
      const longitude = number(content.longitude);
      if (latitude === undefined || longitude === undefined) break;
      const place = { name: text(content.name), address: text(content.address), url: text(content.url) };
      return { type, location: compact({ latitude, longitude, ...place }) };
    }
    case "contacts": {
      const contacts = readContacts(raw);
      if (contacts.length > 0) return { type, contacts };
      break;
    }
    case "reaction": {
      const messageId = text(content.message_id);
      if (messageId !== undefined)
        return { type, reaction: compact({ messageId, emoji: text(content.emoji) }) };
      break;
    }
    case "button":
      return { type, button: compact({ text: text(content.text), payload: text(content.payload) }) };
    case "interactive": {
      const reply = readReply(content);
      if (reply !== undefined) return { type, interactive: { reply } };
      break;
    }
    case "order":
      return {
        type,
        order: compact({
          catalogId: text(content.catalog_id),
          text: text(content.text),
          items: records(content.product_items).map((item) =>
            compact({
              retailerId: text(item.product_retailer_id),
              quantity: number(item.quantity),
              price: number(item.item_price),
              currency: text(item.currency),
            }),
          ),
        }),
      };
    case "unsupported":
    // Its old name.
    case "unknown":
      return {
        type: "unsupported",
        unsupported: compact({ kind: text(fields(raw.unsupported).type), errors: readErrors(raw.errors) }),
      };
    case "request_welcome":
      return { type };
  }
  return { type: "other", rawType: type, content };
}

export function readMedia(content: Json): InboundMedia | undefined {
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

function contextOf(raw: Json): MessageContext {
  const product = fields(raw.referred_product);
  return compact({
    messageId: text(raw.id),
    forwarded: raw.forwarded === true,
    frequentlyForwarded: raw.frequently_forwarded === true,
    product: some({ catalogId: text(product.catalog_id), retailerId: text(product.product_retailer_id) }),
  });
}
