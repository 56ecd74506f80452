import { once } from "../core/index.js";
import { answer, firstOf, success } from "./answer.js";
import { get, list, post, remove } from "./endpoint.js";
import { oneOf, text } from "./fields.js";
import { resource } from "./resource.js";

/** A QR code or short link that opens a chat with a message already written. */
export interface QrCode {
  /** Fourteen characters. */
  readonly code: string;
  readonly prefilledMessage: string;
  readonly deepLinkUrl: string;
  readonly qrImageUrl?: string;
  /** Seconds since the epoch. */
  readonly creationTime?: number;
}

const FIELDS = ["code", "prefilled_message", "deep_link_url"];
const code = once(() => text(14, 14));
const generateQrImage = once(() => oneOf("PNG", "SVG").optional());
const readCode = answer<QrCode>("code");

/** QR codes and short links of a number, at most 2,000 (Meta, QR codes). */
export const createQrCodes = resource("qrCodes", () => ({
  /** With `fields: ["code", "qr_image_url.format(SVG)"]` the list brings pictures too. */
  list: list({
    path: "/{phoneNumberId}/message_qrdls",
    fields: FIELDS,
    mostPerPage: 25,
    input: { code: code().optional() },
    item: readCode,
  }),
  get: get({
    path: "/{phoneNumberId}/message_qrdls/{code}",
    fields: FIELDS,
    answer: firstOf<QrCode>("code"),
  }),
  create: post({
    path: "/{phoneNumberId}/message_qrdls",
    input: { prefilledMessage: text(140), generateQrImage: generateQrImage() },
    answer: readCode,
  }),
  /** Another message under the same code and link. */
  update: post({
    path: "/{phoneNumberId}/message_qrdls",
    input: { code: code(), prefilledMessage: text(140), generateQrImage: generateQrImage() },
    repeatable: true,
    answer: readCode,
  }),
  delete: remove({ path: "/{phoneNumberId}/message_qrdls/{code}", answer: success }),
}));
