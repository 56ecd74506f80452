/** Outgoing messages: friendly input, Meta's limits, Meta's spelling. */
export { buttonsMessage } from "./kinds/buttons-message.js";
export type { ButtonsMessageInput, ReplyButton } from "./kinds/buttons-message.js";
export { imageMessage } from "./kinds/image-message.js";
export type { ImageMessageInput, MediaSource } from "./kinds/image-message.js";
export type { InteractiveHeader } from "./kinds/interactive-parts.js";
export { listMessage } from "./kinds/list-message.js";
export type { ListMessageInput, ListRow } from "./kinds/list-message.js";
export { templateMessage } from "./kinds/template-message.js";
export type { TemplateSendComponent } from "./kinds/template-message.js";
export { textMessage } from "./kinds/text-message.js";
export type { TextMessageInput } from "./kinds/text-message.js";
export { messageEnvelope } from "./message-envelope.js";
export type { OutgoingMessage } from "./outgoing-message.js";
