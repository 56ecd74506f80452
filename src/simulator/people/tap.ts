import { compact } from "../json.js";
import type { BusinessNumber } from "../numbers.js";
import { cannot, type InboundContent } from "./inbound.js";
import type { Person } from "./person.js";
import type { PhoneButton, PhoneMessage, PhoneRow } from "./phone-message.js";

/** What is sent when the person taps a button: of the newest message that has one with this title, id or payload. */
export function tap(person: Person, number: BusinessNumber, titleOrId: string): InboundContent {
  const hit = newest(person, (message) => message.buttons.find((button) => matches(button, titleOrId)));
  if (hit === undefined)
    throw cannot(`No message on this phone has a button "${titleOrId}".`, known(person, "buttons"));
  const { message, found: button } = hit;
  if (button.kind !== "reply")
    throw cannot(
      `The button "${titleOrId}" sends nothing: it is a ${button.kind} button.`,
      "Tap a quick reply or a reply button.",
    );
  const id = button.id ?? button.title;
  const context = { from: number.digits, id: message.id };
  return message.type === "template"
    ? {
        type: "button",
        content: { payload: id, text: button.title },
        shown: button.title,
        context,
        replyTo: message.id,
      }
    : {
        type: "interactive",
        content: { type: "button_reply", button_reply: { id, title: button.title } },
        shown: button.title,
        context,
        replyTo: message.id,
      };
}

/** What is sent when the person chooses a row of a list. */
export function choose(person: Person, number: BusinessNumber, titleOrId: string): InboundContent {
  const hit = newest(person, (message) => message.rows.find((row) => matches(row, titleOrId)));
  if (hit === undefined)
    throw cannot(`No message on this phone has a row "${titleOrId}".`, known(person, "rows"));
  const { message, found: row } = hit;
  const reply = compact({ id: row.id, title: row.title, description: row.description });
  return {
    type: "interactive",
    content: { type: "list_reply", list_reply: reply },
    shown: row.title,
    context: { from: number.digits, id: message.id },
    replyTo: message.id,
  };
}

function newest<Found>(
  person: Person,
  find: (message: PhoneMessage) => Found | undefined,
): { message: PhoneMessage; found: Found } | undefined {
  for (let index = person.chat.length - 1; index >= 0; index--) {
    const message = person.chat[index];
    const found = message === undefined || message.direction === "out" ? undefined : find(message);
    if (message !== undefined && found !== undefined) return { message, found };
  }
  return undefined;
}

function matches(item: PhoneButton | PhoneRow, titleOrId: string): boolean {
  return item.title === titleOrId || item.id === titleOrId;
}

function known(person: Person, part: "buttons" | "rows"): string {
  const titles = person.chat.flatMap((message) => message[part].map(({ title }) => `"${title}"`));
  return titles.length === 0
    ? `The phone shows no ${part}.`
    : `The phone shows ${titles.slice(-10).join(", ")}.`;
}
