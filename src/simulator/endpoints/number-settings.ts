import { badParameter } from "../graph-failure.js";
import type { GraphCall } from "../http.js";
import { type Json, list, record } from "../json.js";
import type { BusinessNumber } from "../numbers.js";
import type { World } from "../world.js";

const BLOCKS = ["calling", "user_identity_change", "payload_encryption", "storage_configuration"];

/** `GET /{phone-number-id}/settings`. */
export function readSettings(_world: World, { desk }: BusinessNumber): Json {
  return desk.settings;
}

/** `POST /{phone-number-id}/settings`: each block is merged into what is there. */
export function updateSettings(_world: World, { desk }: BusinessNumber, { params }: GraphCall): Json {
  const given = Object.entries(params).filter(([name]) => BLOCKS.includes(name));
  if (given.length === 0) throw badParameter(`One of ${BLOCKS.join(", ")} is required.`);
  const changes: Record<string, unknown> = {};
  for (const [name, block] of given) {
    const fields = record(block);
    if (fields === undefined) throw badParameter(`Param ${name} must be an object.`);
    changes[name] = { ...record(desk.settings[name]), ...fields };
  }
  desk.settings = { ...desk.settings, ...changes };
  return { success: true };
}

/** `POST /{phone-number-id}/conversational_automation`: each list replaces the one before. */
export function setAutomation(_world: World, { desk }: BusinessNumber, { params }: GraphCall): Json {
  if (list(params.prompts).length > 4) throw badParameter("Param prompts must have at most 4 entries.");
  if (list(params.commands).length > 30) throw badParameter("Param commands must have at most 30 entries.");
  desk.automation = { ...desk.automation, ...params };
  return { success: true };
}

/** `GET /{phone-number-id}/whatsapp_commerce_settings`. */
export function readCommerce(_world: World, { id, desk }: BusinessNumber): Json {
  return { data: [{ id, ...desk.commerce }] };
}

/** `POST /{phone-number-id}/whatsapp_commerce_settings`, with its values in the query. */
export function updateCommerce(_world: World, { desk }: BusinessNumber, { params }: GraphCall): Json {
  const changes = ["is_cart_enabled", "is_catalog_visible"]
    .filter((name) => params[name] !== undefined)
    .map((name) => [name, String(params[name]) === "true"] as const);
  desk.commerce = { ...desk.commerce, ...Object.fromEntries(changes) };
  return { success: true };
}

/** `GET /{phone-number-id}/whatsapp_business_encryption`. */
export function readPublicKey(_world: World, { desk }: BusinessNumber): Json {
  return desk.publicKey === undefined
    ? { data: [] }
    : { data: [{ business_public_key: desk.publicKey, business_public_key_signature_status: "VALID" }] };
}

/** `POST /{phone-number-id}/whatsapp_business_encryption`, as a form or JSON. */
export function setPublicKey(_world: World, { desk }: BusinessNumber, { params }: GraphCall): Json {
  const key = params.business_public_key;
  if (typeof key !== "string" || !key.includes("BEGIN PUBLIC KEY"))
    throw badParameter("Param business_public_key must be a public key in PEM.");
  desk.publicKey = key;
  return { success: true };
}
