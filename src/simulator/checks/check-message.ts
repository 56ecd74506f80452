import { badParameter, GraphFailure, invalid, missing } from "../graph-failure.js";
import { type Json, lengthOf, list, record, text } from "../json.js";
import { checkInteractive } from "./check-interactive.js";
import { mediaAt, objectAt, optionalTextAt, textAt } from "./read-fields.js";

const CHECKS: Readonly<Record<string, (params: Json) => void>> = {
  text: (params) => {
    textAt(record(params.text) ?? {}, "body", 4096, "text['body']");
  },
  image: (params) => checkCaption(mediaAt(params, "image"), "image"),
  video: (params) => checkCaption(mediaAt(params, "video"), "video"),
  document: (params) => {
    const media = mediaAt(params, "document");
    checkCaption(media, "document");
    optionalTextAt(media, "filename", 240, "document['filename']");
  },
  audio: (params) => {
    if (mediaAt(params, "audio").caption !== undefined)
      throw badParameter('Unexpected key "caption" on param "audio".');
  },
  sticker: (params) => {
    mediaAt(params, "sticker");
  },
  location: checkLocation,
  contacts: checkContacts,
  reaction: (params) => {
    const reaction = objectAt(params, "reaction");
    textAt(reaction, "message_id", 512, "reaction['message_id']");
    if (typeof reaction.emoji !== "string") throw missing("The parameter reaction['emoji'] is required.");
    if (params.context !== undefined) throw badParameter("A reaction cannot carry a context.");
  },
  interactive: (params) => checkInteractive(objectAt(params, "interactive"), params.category !== undefined),
  template: (params) => {
    const template = objectAt(params, "template");
    textAt(template, "name", 512, "template['name']");
    textAt(
      objectAt(template, "language", "template['language']"),
      "code",
      32,
      "template['language']['code']",
    );
    if (template.components !== undefined && !Array.isArray(template.components)) {
      throw badParameter("Param template['components'] must be an array.");
    }
  },
};

/**
 * Checks the body of `POST /{phone-number-id}/messages` and returns the message's type. Not the recipient and not the
 * template's parameters.
 */
export function checkMessage(params: Json): string {
  if (params.messaging_product !== "whatsapp")
    throw badParameter("The parameter messaging_product is required.");
  if (params.to === undefined && params.recipient === undefined)
    throw badParameter("The parameter to is required.");
  const type = params.type === undefined ? "text" : (text(params.type) ?? "");
  const check = Object.hasOwn(CHECKS, type) ? CHECKS[type] : undefined;
  if (check === undefined) {
    throw badParameter(
      `Param type must be one of {${Object.keys(CHECKS).join(", ").toUpperCase()}} - got "${type}".`,
    );
  }
  if (params[type] === undefined) throw missing(`The parameter ${type} is required.`);
  check(params);
  checkEnvelope(params);
  return type;
}

function checkEnvelope(params: Json): void {
  const {
    recipient_type: recipientType = "individual",
    biz_opaque_callback_data: callbackData,
    context,
  } = params;
  if (recipientType === "group") {
    throw new GraphFailure(131051, { details: "The Waypost simulator does not implement groups." });
  }
  if (recipientType !== "individual")
    throw badParameter("Param recipient_type must be one of {INDIVIDUAL, GROUP}.");
  if (
    callbackData !== undefined &&
    (typeof callbackData !== "string" || callbackData === "" || lengthOf(callbackData) > 512)
  ) {
    throw badParameter("Param biz_opaque_callback_data must be 1 to 512 characters long.");
  }
  if (context !== undefined) textAt(record(context) ?? {}, "message_id", 512, "context['message_id']");
  if (params.ttl_seconds !== undefined && params.category === undefined)
    throw badParameter("Param ttl_seconds needs category.");
}

function checkCaption(media: Json, type: string): void {
  optionalTextAt(media, "caption", 1024, `${type}['caption']`);
}

function checkLocation(params: Json): void {
  const location = objectAt(params, "location");
  for (const [field, limit] of [
    ["latitude", 90],
    ["longitude", 180],
  ] as const) {
    const value = location[field];
    if (value === undefined || value === "") throw missing(`The parameter location['${field}'] is required.`);
    const degrees = Number(value);
    if (!Number.isFinite(degrees) || Math.abs(degrees) > limit)
      throw invalid(`location['${field}'] is not a valid coordinate.`);
  }
}

function checkContacts(params: Json): void {
  const contacts = list(params.contacts);
  if (contacts.length < 1 || contacts.length > 257)
    throw invalid("Invalid contacts count. Min allowed: 1, Max allowed: 257");
  for (const contact of contacts) {
    const name = objectAt(record(contact) ?? {}, "name", "contacts[..]['name']");
    textAt(name, "formatted_name", 512, "contacts[..]['name']['formatted_name']");
    if (Object.keys(name).length < 2) {
      throw missing(
        "At least one of first_name, last_name, middle_name, suffix, prefix is required beside formatted_name.",
      );
    }
  }
}
