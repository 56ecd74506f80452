/** One message ready for the wire: its kind, the object named after it, and its text for people. */
export interface OutgoingMessage {
  readonly kind:
    | "text"
    | "image"
    | "video"
    | "audio"
    | "document"
    | "sticker"
    | "location"
    | "contacts"
    | "reaction"
    | "interactive"
    | "template"
    | "pin";
  /** `{ type, [type]: {...} }` in Meta's spelling. */
  readonly wire: Readonly<Record<string, unknown>>;
}
