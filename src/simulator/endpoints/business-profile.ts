import { badParameter } from "../graph-failure.js";
import type { GraphCall } from "../http.js";
import { type Json, lengthOf, list } from "../json.js";
import type { BusinessNumber } from "../numbers.js";
import type { World } from "../world.js";
import { fieldsOf } from "./paging.js";

const MOST: Readonly<Record<string, number>> = { about: 139, address: 256, description: 512, email: 128 };
const KNOWN = [
  ...Object.keys(MOST),
  "profile_picture_url",
  "websites",
  "vertical",
  "messaging_product",
  "id",
];

/** `GET /{phone-number-id}/whatsapp_business_profile`. */
export function readProfile(_world: World, { id, desk }: BusinessNumber, call: GraphCall): Json {
  const asked = fieldsOf(call, KNOWN, "WhatsAppBusinessProfile") ?? ["id"];
  const all: Json = { id, messaging_product: "whatsapp", ...desk.profile };
  const shown = asked.map((field) => [field, all[field]] as const).filter(([, value]) => value !== undefined);
  return { data: [{ ...Object.fromEntries(shown), messaging_product: "whatsapp" }] };
}

/** `POST /{phone-number-id}/whatsapp_business_profile`: changes what is given. */
export function updateProfile(_world: World, { desk }: BusinessNumber, { params }: GraphCall): Json {
  if (params.messaging_product !== "whatsapp")
    throw badParameter("The parameter messaging_product is required.");
  for (const [field, most] of Object.entries(MOST)) {
    const value = params[field];
    if (typeof value === "string" && lengthOf(value) > most)
      throw badParameter(`Param ${field} must be at most ${String(most)} characters long.`);
  }
  if (params.about === "") throw badParameter("Param about must not be empty.");
  if (list(params.websites).length > 2) throw badParameter("Param websites must have at most 2 entries.");
  const { messaging_product: _, profile_picture_handle: handle, ...rest } = params;
  desk.profile = {
    ...desk.profile,
    ...rest,
    ...(typeof handle === "string" ? { profile_picture_url: "https://pps.whatsapp.net/simulated.jpg" } : {}),
  };
  return { success: true };
}
