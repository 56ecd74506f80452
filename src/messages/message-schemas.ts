import type * as z from "zod";
import { directButtonsSchema } from "./direct-buttons.js";
import { directSchema } from "./direct-message.js";
import { buttonsSchema } from "./kinds/buttons-message.js";
import { carouselSchema, productCarouselSchema } from "./kinds/carousel-messages.js";
import { contactsSchema } from "./kinds/contacts-message.js";
import { flowSchema } from "./kinds/flow-message.js";
import { imageSchema } from "./kinds/image-message.js";
import { listSchema } from "./kinds/list-message.js";
import { locationSchema } from "./kinds/location-message.js";
import { audioSchema, documentSchema, stickerSchema, videoSchema } from "./kinds/media-messages.js";
import { orderSchema, orderStatusSchema } from "./kinds/order-messages.js";
import { pinSchema, unpinSchema } from "./kinds/pin-message.js";
import { catalogSchema, productListSchema, productSchema } from "./kinds/product-messages.js";
import { reactionSchema } from "./kinds/reaction-message.js";
import {
  addressSchema,
  bodyOnlySchema,
  callButtonSchema,
  optionalBodySchema,
} from "./kinds/request-messages.js";
import { textSchema } from "./kinds/text-message.js";
import { urlButtonSchema } from "./kinds/url-button-message.js";

/** What makes the schema behind every builder, with its limits: what the limit table goes through. */
export const MESSAGE_SCHEMAS = {
  addressRequestMessage: addressSchema,
  audioMessage: audioSchema,
  buttonsMessage: buttonsSchema,
  callButtonMessage: callButtonSchema,
  callPermissionRequestMessage: optionalBodySchema,
  carouselMessage: carouselSchema,
  catalogMessage: catalogSchema,
  contactInfoRequestMessage: bodyOnlySchema,
  contactsMessage: contactsSchema,
  directButtonsMessage: directButtonsSchema,
  directMessage: directSchema,
  documentMessage: documentSchema,
  flowMessage: flowSchema,
  imageMessage: imageSchema,
  listMessage: listSchema,
  locationMessage: locationSchema,
  locationRequestMessage: bodyOnlySchema,
  orderMessage: orderSchema,
  orderStatusMessage: orderStatusSchema,
  pinMessage: pinSchema,
  productCarouselMessage: productCarouselSchema,
  productListMessage: productListSchema,
  productMessage: productSchema,
  reactionMessage: reactionSchema,
  stickerMessage: stickerSchema,
  textMessage: textSchema,
  unpinMessage: unpinSchema,
  urlButtonMessage: urlButtonSchema,
  videoMessage: videoSchema,
} satisfies Readonly<Record<string, () => z.ZodType>>;
