import { type Json, list, record, text } from "../json.js";
import type { PhoneButton, PhoneRow, Rendered } from "./phone-message.js";

/** A free-form message as the phone shows it. Media stand as `[image]`. */
export function renderMessage(type: string, params: Json): Rendered {
  const content = record(params[type]) ?? {};
  switch (type) {
    case "text":
      return { body: text(content.body) ?? "" };
    case "image":
    case "video":
    case "audio":
    case "document":
    case "sticker":
      return {
        body: [mediaLabel(type, content), text(content.caption)]
          .filter((part) => part !== undefined)
          .join(" "),
      };
    case "location":
      return {
        body: ["[location]", text(content.name), text(content.address)]
          .filter((part) => part !== undefined)
          .join(" "),
      };
    case "contacts":
      return {
        body: list(params.contacts)
          .map((contact) => `[contact] ${text(record(record(contact)?.name)?.formatted_name) ?? ""}`)
          .join("\n"),
      };
    case "interactive":
      return renderInteractive(content);
    default:
      return { body: `[${type}]` };
  }
}

export function mediaLabel(type: string, media: Json): string {
  const name = text(media.filename);
  return name === undefined ? `[${type}]` : `[${type}: ${name}]`;
}

function renderInteractive(interactive: Json): Rendered {
  const header = record(interactive.header);
  const action = record(interactive.action) ?? {};
  const type = text(header?.type);
  return {
    header:
      header && type !== undefined
        ? type === "text"
          ? text(header.text)
          : mediaLabel(type, record(header[type]) ?? {})
        : undefined,
    body: text(record(interactive.body)?.text) ?? "",
    footer: text(record(interactive.footer)?.text),
    buttons: buttonsOf(action),
    rows: rowsOf(action),
  };
}

function buttonsOf(action: Json): PhoneButton[] {
  const buttons = list(action.buttons).map((item) => record(item) ?? {});
  if (buttons.length > 0) return buttons.map(buttonOf);
  const parameters = record(action.parameters) ?? {};
  const title = text(parameters.display_text) ?? text(parameters.flow_cta);
  if (title === undefined) return [];
  return [{ kind: text(parameters.url) === undefined ? "flow" : "url", title, target: text(parameters.url) }];
}

function buttonOf({ reply, cta_url: link }: Json): PhoneButton {
  const { display_text: label, url } = record(link) ?? {};
  if (url !== undefined) return { kind: "url", title: String(label), target: String(url) };
  const { id, title } = record(reply) ?? {};
  return { kind: "reply", id: String(id), title: String(title) };
}

function rowsOf(action: Json): PhoneRow[] {
  return list(action.sections).flatMap((item) => {
    const section = record(item) ?? {};
    return list(section.rows).map((entry) => {
      const row = record(entry) ?? {};
      return {
        id: String(row.id),
        title: String(row.title),
        description: text(row.description),
        section: text(section.title),
      };
    });
  });
}
