/** Outgoing messages: friendly input, Meta's limits, Meta's spelling. */
export { buttonsMessage } from "./kinds/buttons-message.js";
export type { ButtonsMessageInput, ReplyButton } from "./kinds/buttons-message.js";
export { carouselMessage, productCarouselMessage } from "./kinds/carousel-messages.js";
export type {
  CarouselCard,
  CarouselMessageInput,
  ProductCarouselMessageInput,
} from "./kinds/carousel-messages.js";
export { contactsMessage } from "./kinds/contacts-message.js";
export type { ContactCard } from "./kinds/contacts-message.js";
export { flowMessage } from "./kinds/flow-message.js";
export type { FlowMessageInput } from "./kinds/flow-message.js";
export { imageMessage } from "./kinds/image-message.js";
export type { ImageMessageInput, MediaSource } from "./kinds/image-message.js";
export type { InteractiveHeader, TextHeader } from "./kinds/interactive-parts.js";
export { listMessage } from "./kinds/list-message.js";
export type { ListMessageInput, ListRow } from "./kinds/list-message.js";
export { locationMessage } from "./kinds/location-message.js";
export type { LocationMessageInput } from "./kinds/location-message.js";
export { audioMessage, documentMessage, stickerMessage, videoMessage } from "./kinds/media-messages.js";
export type {
  AudioMessageInput,
  DocumentMessageInput,
  StickerMessageInput,
  VideoMessageInput,
} from "./kinds/media-messages.js";
export type { Beneficiary, OrderPayment, PaymentGateway } from "./kinds/order-payment.js";
export { orderDetails } from "./kinds/order-details.js";
export type {
  ItemisedOrder,
  MinorUnits,
  OrderDetailsInput,
  OrderItem,
  OrderTotal,
} from "./kinds/order-details.js";
export { orderMessage, orderStatusMessage } from "./kinds/order-messages.js";
export type { OrderMessageInput, OrderStatusMessageInput } from "./kinds/order-messages.js";
export { pinMessage, unpinMessage } from "./kinds/pin-message.js";
export type { PinMessageInput } from "./kinds/pin-message.js";
export { catalogMessage, productListMessage, productMessage } from "./kinds/product-messages.js";
export type {
  CatalogMessageInput,
  ProductListMessageInput,
  ProductMessageInput,
} from "./kinds/product-messages.js";
export { reactionMessage } from "./kinds/reaction-message.js";
export type { ReactionMessageInput } from "./kinds/reaction-message.js";
export {
  addressRequestMessage,
  callButtonMessage,
  callPermissionRequestMessage,
  contactInfoRequestMessage,
  locationRequestMessage,
} from "./kinds/request-messages.js";
export type {
  AddressField,
  AddressRequestInput,
  AddressValues,
  CallButtonInput,
} from "./kinds/request-messages.js";
export { templateMessage } from "./kinds/template-message.js";
export type { TemplateSendComponent } from "./kinds/template-message.js";
export { textMessage } from "./kinds/text-message.js";
export type { TextMessageInput } from "./kinds/text-message.js";
export { urlButtonMessage } from "./kinds/url-button-message.js";
export type { UrlButtonMessageInput } from "./kinds/url-button-message.js";
export { MESSAGE_SCHEMAS } from "./message-schemas.js";
export { directButtonsMessage } from "./direct-buttons.js";
export type { DirectButtonsInput, LinkButton } from "./direct-buttons.js";
export { directMessage } from "./direct-message.js";
export type { DirectCategory, DirectContent } from "./direct-message.js";
export { checkEnvelope, messageEnvelope } from "./message-envelope.js";
export type { EnvelopeOptions } from "./message-envelope.js";
export type { OutgoingMessage } from "./outgoing-message.js";
export { tapTargetComponent } from "./tap-target.js";
export type { TapTarget } from "./tap-target.js";
export { wordsOf } from "./words-of.js";
