import type { Open, Writable } from "../../core/index.js";

/** A button as the person sees it. Only `reply` buttons send something back. */
export interface PhoneButton {
  readonly title: string;
  readonly kind: Open<"reply" | "url" | "phone_number" | "copy_code" | "flow" | "other">;
  /** Id of a reply button, payload of a template's quick reply. */
  readonly id?: string | undefined;
  /** Where it leads, which number it calls, or what it copies. */
  readonly target?: string | undefined;
}

/** A row of a list message. */
export interface PhoneRow {
  readonly id: string;
  readonly title: string;
  readonly description?: string | undefined;
  readonly section?: string | undefined;
}

/** A message as it stands in the person's chat. */
export interface PhoneMessage {
  /** Meta's message id. */
  readonly id: string;
  /** Seen from the person: `in` came from the business, `out` was written by the person. */
  readonly direction: "in" | "out";
  readonly type: string;
  /** Milliseconds since the epoch, on the virtual clock: when it arrived, or when it was written. */
  readonly at: number;
  /** Business number of this chat. */
  readonly phoneNumberId: string;
  /** All the person reads: header, body, footer, one under the other, variables filled in. */
  readonly text: string;
  readonly header?: string | undefined;
  readonly body: string;
  readonly footer?: string | undefined;
  readonly buttons: readonly PhoneButton[];
  readonly rows: readonly PhoneRow[];
  /** The template it was sent with. */
  readonly template?:
    { readonly name: string; readonly language: string; readonly category: string } | undefined;
  /** Id of the message that is quoted. */
  readonly replyTo?: string | undefined;
  /** Emoji the other side put on it. */
  readonly reaction?: string | undefined;
  /** Whether the person has read it (`in`), or the business marked it as read (`out`). */
  readonly read: boolean;
}

/** What a message shows, before it stands in a chat. */
export interface Rendered {
  readonly header?: string | undefined;
  readonly body: string;
  readonly footer?: string | undefined;
  readonly buttons?: readonly PhoneButton[] | undefined;
  readonly rows?: readonly PhoneRow[] | undefined;
}

/** The writable form, kept inside the simulator. */
export type StoredPhoneMessage = Writable<PhoneMessage>;

export function phoneMessage(
  parts: Rendered &
    Pick<PhoneMessage, "id" | "direction" | "type" | "at" | "phoneNumberId" | "template" | "replyTo">,
): StoredPhoneMessage {
  const { header, body, footer, buttons = [], rows = [] } = parts;
  return {
    ...parts,
    buttons,
    rows,
    read: false,
    text: [header, body, footer].filter((part) => part !== undefined && part !== "").join("\n"),
  };
}
