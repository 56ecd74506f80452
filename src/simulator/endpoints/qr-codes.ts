import { badParameter, noSuchObject } from "../graph-failure.js";
import type { GraphCall } from "../http.js";
import { type Json, lengthOf } from "../json.js";
import type { SimulatedQrCode } from "../number-desk.js";
import type { BusinessNumber } from "../numbers.js";
import type { World } from "../world.js";
import { page } from "./paging.js";

const LONGEST = 140;
const MOST = 2_000;

/** `GET /{phone-number-id}/message_qrdls`. */
export function listQrCodes(_world: World, { desk }: BusinessNumber, call: GraphCall): Json {
  const only = call.query.get("code");
  const codes = [...desk.qrCodes.values()].filter(({ code }) => only === null || code === only);
  return page(codes.map(show), call, { limit: 25, max: 100 });
}

/** `POST /{phone-number-id}/message_qrdls`: with `code` it changes one. */
export function writeQrCode({ ids }: World, { desk }: BusinessNumber, { params }: GraphCall): Json {
  const message = params.prefilled_message;
  if (typeof message !== "string" || message === "" || lengthOf(message) > LONGEST)
    throw badParameter(`Param prefilled_message must have 1 to ${String(LONGEST)} characters.`);
  if (typeof params.code === "string") {
    const found = codeOf(desk.qrCodes, "POST", params.code);
    found.prefilledMessage = message;
    return show(found);
  }
  if (desk.qrCodes.size >= MOST) throw badParameter(`The number has its ${String(MOST)} codes.`);
  // Fourteen of Meta's letters and digits.
  const code = ids
    .text(40)
    .toUpperCase()
    .replace(/[^A-Z2-7]/g, "")
    .slice(0, 14)
    .padEnd(14, "A");
  const made: SimulatedQrCode = { code, prefilledMessage: message };
  desk.qrCodes.set(code, made);
  const picture = params.generate_qr_image;
  return {
    ...show(made),
    ...(typeof picture === "string"
      ? { qr_image_url: `https://scontent.xx.fbcdn.net/${code}.${picture.toLowerCase()}` }
      : {}),
  };
}

/** `GET /{phone-number-id}/message_qrdls/{code}`. */
export function readQrCode(_world: World, { desk }: BusinessNumber, call: GraphCall): Json {
  return { data: [show(codeOf(desk.qrCodes, "GET", call.segments[2] ?? ""))] };
}

/** `DELETE /{phone-number-id}/message_qrdls/{code}`. */
export function deleteQrCode(_world: World, { desk }: BusinessNumber, call: GraphCall): Json {
  const { code } = codeOf(desk.qrCodes, "DELETE", call.segments[2] ?? "");
  desk.qrCodes.delete(code);
  return { success: true };
}

function codeOf(codes: ReadonlyMap<string, SimulatedQrCode>, method: string, code: string): SimulatedQrCode {
  const found = codes.get(code);
  if (found === undefined) throw noSuchObject(method, code);
  return found;
}

function show({ code, prefilledMessage }: SimulatedQrCode): Json {
  return { code, prefilled_message: prefilledMessage, deep_link_url: `https://wa.me/message/${code}` };
}
