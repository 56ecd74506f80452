import type { PhoneMessage, SimulatedTemplate } from "./simulator-state.js";
import { buttonsOf } from "./template-review.js";

type Json = Readonly<Record<string, unknown>>;
type Shown = Pick<PhoneMessage, "text" | "header" | "footer" | "buttons" | "rows">;

const NOTHING: Pick<PhoneMessage, "buttons" | "rows"> = { buttons: [], rows: [] };

/** A free-form message as the phone shows it. */
export function showFreeForm(type: string, content: Json): Shown {
  if (type === "text") return { ...NOTHING, text: String(content.body) };
  if (type !== "interactive")
    return {
      ...NOTHING,
      text: content.caption === undefined ? `[${type}]` : `[${type}] ${String(content.caption)}`,
    };
  const action = (content.action ?? {}) as Json;
  const replies = ((action.buttons ?? []) as Json[]).map((button) => (button.reply ?? {}) as Json);
  const rows = ((action.sections ?? []) as Json[]).flatMap((section) => (section.rows ?? []) as Json[]);
  const header = content.header as Json | undefined;
  return {
    text: String((content.body as Json | undefined)?.text ?? ""),
    header: header && String(header.text ?? `[${String(header.type)}]`),
    footer: (content.footer as { text?: string } | undefined)?.text,
    buttons: replies.map(({ id, title }) => ({ id: String(id), title: String(title), kind: "reply" })),
    rows: rows.map(({ id, title, description }) => ({
      id: String(id),
      title: String(title),
      ...(description === undefined ? {} : { description: String(description) }),
    })),
  };
}

/** A template message as the phone shows it. Quick replies answer with the payload of the send, else with their text. */
export function showTemplate(
  template: SimulatedTemplate,
  texts: { readonly header?: string; readonly body: string; readonly footer?: string },
  components: readonly Json[],
): Shown {
  const buttons = buttonsOf(template).map((button, index) => {
    const given = components.find(
      (component) =>
        String(component.type).toUpperCase() === "BUTTON" && String(component.index) === String(index),
    );
    const payload = ((given?.parameters ?? []) as Json[])[0]?.payload;
    const title = String(button.text ?? "Copy code");
    const kind = button.type === "QUICK_REPLY" ? ("quick_reply" as const) : ("other" as const);
    return { id: typeof payload === "string" ? payload : title, title, kind };
  });
  return { text: texts.body, header: texts.header, footer: texts.footer, buttons, rows: [] };
}
