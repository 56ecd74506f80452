import type { Writable } from "../../core/index.js";
import type { InboundMessage } from "../inbound-message.js";
import { fields, flag, instant, isTrue, type Json, member, number, record, text } from "./read.js";
import { readContacts } from "./read-contacts.js";
import { readErrors } from "./read-error.js";
import { readReply } from "./read-reply.js";
import { each, part, shape } from "./shape.js";

/** Reads one inbound message. Undefined when it has no id: then it is no message that could be answered. */
export function readMessage(raw: Json, id = text(raw.id)): InboundMessage | undefined {
  if (id === undefined) return undefined;
  const type = text(raw.type) ?? "unknown";
  const content = fields(member(raw, type));
  const message = (READERS.get(type)?.(content, raw) ?? {
    type: "other",
    rawType: type,
    content,
  }) as Writable<InboundMessage>;
  message.id = id;
  message.at = instant(raw.timestamp) ?? 0;
  const context = record(raw.context);
  if (context !== undefined) message.context = readContext(context);
  const referral = record(raw.referral);
  if (referral !== undefined) message.referral = referral;
  return message;
}

const readContext = shape({
  messageId: [text, "id"],
  forwarded: isTrue,
  frequentlyForwarded: isTrue,
  product: [part({ catalogId: text, retailerId: [text, "product_retailer_id"] }), "referred_product"],
});

type Content<Type extends InboundMessage["type"]> = InboundMessage extends infer M
  ? M extends { readonly type: Type }
    ? Omit<M, "id" | "at" | "context" | "referral">
    : never
  : never;

/** Gives a fresh object each time: it becomes the message. Undefined when the content is not what it should be. */
type ContentReader = (content: Json, raw: Json) => Content<InboundMessage["type"]> | undefined;

/** What is read at one member of the message. */
function contentReader<const Type extends InboundMessage["type"], const Name extends string, T>(
  type: Type,
  name: Name,
  read: (content: Json, raw: Json) => T | undefined,
): ContentReader {
  return (content, raw) => {
    const found = read(content, raw);
    return found === undefined ? undefined : ({ type, [name]: found } as unknown as Content<Type>);
  };
}

export const readMedia = shape(
  {
    id: text,
    mimeType: text,
    sha256: text,
    url: text,
    caption: text,
    filename: text,
    voice: flag,
    animated: flag,
  },
  "id",
);

const readOrder = shape({
  catalogId: text,
  text,
  items: [
    each(
      shape({
        retailerId: [text, "product_retailer_id"],
        quantity: number,
        price: [number, "item_price"],
        currency: text,
      }),
    ),
    "product_items",
  ],
});

const unsupported = contentReader("unsupported", "unsupported", (_content, { unsupported: what, errors }) =>
  readUnsupported({ ...fields(what), errors }),
);
const readUnsupported = shape({ kind: [text, "type"], errors: readErrors });

const READERS: ReadonlyMap<string, ContentReader> = new Map<string, ContentReader>([
  ["text", ({ body }) => (typeof body === "string" ? { type: "text", text: { body } } : undefined)],
  ...(["image", "video", "audio", "document", "sticker"] as const).map(
    (type) => [type, contentReader(type, "media", readMedia)] as const,
  ),
  [
    "location",
    contentReader(
      "location",
      "location",
      shape(
        { latitude: number, longitude: number, name: text, address: text, url: text },
        "latitude",
        "longitude",
      ),
    ),
  ],
  [
    "contacts",
    contentReader("contacts", "contacts", (_content, raw) => {
      const contacts = readContacts(raw);
      return contacts.length > 0 ? contacts : undefined;
    }),
  ],
  ["reaction", contentReader("reaction", "reaction", shape({ messageId: text, emoji: text }, "messageId"))],
  ["button", contentReader("button", "button", shape({ text, payload: text }))],
  [
    "interactive",
    contentReader("interactive", "interactive", (content) => {
      const reply = readReply(content);
      return reply && { reply };
    }),
  ],
  ["order", contentReader("order", "order", readOrder)],
  ["unsupported", unsupported],
  // Its old name.
  ["unknown", unsupported],
  ["request_welcome", () => ({ type: "request_welcome" })],
]);
