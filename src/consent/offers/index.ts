/** Where people opt in on WhatsApp, and what they send then. */
export { clickToChat } from "./click-to-chat.js";
export { offeredConsent, signupConsent } from "./offered-consent.js";
export type { OfferAnswer } from "./offered-consent.js";
export { checkOptInOffers } from "./opt-in-offer.js";
export type { OptInOffer } from "./opt-in-offer.js";
export { qrCode } from "./qr-code.js";
export type { QrCodeOptions } from "./qr-code.js";
