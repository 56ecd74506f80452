import { badValue, invalidParameter, type MetaError, missingParameter } from "./meta-error.js";

type Json = Readonly<Record<string, unknown>>;

const TYPES = [
  "text",
  "image",
  "video",
  "audio",
  "document",
  "sticker",
  "location",
  "contacts",
  "reaction",
  "interactive",
  "template",
];

/** What Meta refuses in the shape of a message, before it looks at the person. */
export function shapeError(payload: Json): MetaError | undefined {
  if (payload.messaging_product !== "whatsapp")
    return invalidParameter("Param messaging_product must be one of {WHATSAPP}.");
  if (typeof payload.to !== "string" && typeof payload.recipient !== "string") {
    return Array.isArray(payload.to)
      ? invalidParameter("Param to must be a string.")
      : missingParameter("to");
  }
  const type = typeof payload.type === "string" ? payload.type : "text";
  if (!TYPES.includes(type))
    return invalidParameter(`Param type must be one of {${TYPES.join(", ").toUpperCase()}} - got "${type}".`);
  const content = payload[type];
  if (typeof content !== "object" || content === null) return missingParameter(type);
  const callback = payload.biz_opaque_callback_data;
  if (callback !== undefined && (typeof callback !== "string" || callback.length > 512))
    return invalidParameter("Param biz_opaque_callback_data must have at most 512 characters.");
  return contentError(type, content as Json);
}

function contentError(type: string, content: Json): MetaError | undefined {
  switch (type) {
    case "text":
      return lengthError("text['body']", content.body, 4096);
    case "image":
    case "video":
    case "audio":
    case "document":
    case "sticker":
      if ((content.id === undefined) === (content.link === undefined))
        return missingParameter(`${type}['id'] or ${type}['link']`);
      return content.caption === undefined
        ? undefined
        : lengthError(`${type}['caption']`, content.caption, 1024);
    case "interactive":
      return interactiveError(content);
    case "template":
      if (typeof content.name !== "string") return missingParameter("template['name']");
      return typeof (content.language as Json | undefined)?.code === "string"
        ? undefined
        : missingParameter("template['language']['code']");
    default:
      return undefined;
  }
}

function interactiveError(content: Json): MetaError | undefined {
  const action = content.action as Json | undefined;
  if (action === undefined) return missingParameter("interactive['action']");
  const body = lengthError(
    "interactive['body']['text']",
    (content.body as Json | undefined)?.text,
    content.type === "list" ? 4096 : 1024,
  );
  if (body !== undefined) return body;
  if (content.type === "button") {
    const replies = ((action.buttons ?? []) as Json[]).map((button) => button.reply as Json | undefined);
    if (replies.length < 1 || replies.length > 3)
      return badValue("Invalid buttons count. Min allowed buttons: 1, Max allowed buttons: 3");
    return replyError(replies, 256, 20);
  }
  if (content.type === "list") {
    const rows = ((action.sections ?? []) as Json[]).flatMap((section) => (section.rows ?? []) as Json[]);
    if (rows.length < 1 || rows.length > 10) return badValue("Total row count exceed max allowed count: 10");
    return lengthError("interactive['action']['button']", action.button, 20) ?? replyError(rows, 200, 24);
  }
  return undefined;
}

function replyError(items: readonly (Json | undefined)[], id: number, title: number): MetaError | undefined {
  if (new Set(items.map((item) => item?.id)).size !== items.length) return badValue("Duplicated id");
  for (const item of items) {
    const error = lengthError("id", item?.id, id) ?? lengthError("title", item?.title, title);
    if (error !== undefined) return error;
  }
  return undefined;
}

function lengthError(name: string, value: unknown, max: number): MetaError | undefined {
  if (value === undefined || value === "") return missingParameter(name);
  if (typeof value !== "string") return badValue(`${name} must be a string`);
  return [...value].length > max
    ? invalidParameter(`Param ${name} must be at most ${String(max)} characters long.`)
    : undefined;
}
