import { DAY } from "../../core/index.js";
import { readAll } from "../delivery.js";
import { compact, type Json, unixSeconds } from "../json.js";
import { INBOUND_LIFE_MS, DOWNLOAD_HOST, DOWNLOAD_PATH, storedMedia } from "../media.js";
import type { BusinessNumber } from "../numbers.js";
import { contactOf, identityOf, inboundChange, metadataOf } from "../webhooks/message-value.js";
import type { World } from "../world.js";
import { cannot, type InboundContent, writeMessage } from "./inbound.js";
import type { Person } from "./person.js";
import type { SimulatedUser, UserMedia, WriteOptions } from "./simulated-user.js";
import { choose, tap } from "./tap.js";

const MEDIA_LIFE_URL_MS = 5 * 60_000;

/** The controls of one person. */
export function simulatedUser(world: World, person: Person, home?: string): SimulatedUser {
  const numberOf = (options: WriteOptions = {}): BusinessNumber => {
    const id = options.phoneNumberId ?? home ?? world.settings.phoneNumbers[0]?.id;
    const number = id === undefined ? undefined : world.numbers.get(id);
    if (number === undefined)
      throw cannot(
        "The account has no such business number.",
        "Give one of the phoneNumbers of createSimulator().",
      );
    return number;
  };
  const write = (inbound: InboundContent, options: WriteOptions = {}) =>
    writeMessage(world, person, numberOf(options), { ...inbound, referral: options.referral });

  const sendMedia = async (
    type: "image" | "document" | "audio",
    media: UserMedia,
    options: WriteOptions | undefined,
  ) => {
    const content = await inboundMedia(world, type, media);
    return write(
      { type, content, shown: [`[${type}]`, media.caption].filter((part) => part !== undefined).join(" ") },
      options,
    );
  };

  const prefer = async (value: "stop" | "resume", options: WriteOptions | undefined): Promise<void> => {
    person.stoppedPromotions = value === "stop";
    await world.outbox.send({
      field: "user_preferences",
      value: preferenceValue(world, person, numberOf(options), value),
    });
  };

  return {
    get phone() {
      if (person.phone === undefined) throw cannot("This person's number is not known.", "Use userId.");
      return `+${person.phone}`;
    },
    get userId() {
      return person.userId;
    },
    get name() {
      return person.name;
    },
    get username() {
      return person.username;
    },
    messages: person.chat,
    get lastMessage() {
      return person.chat.at(-1);
    },
    get lastReceived() {
      return person.chat.findLast(({ direction }) => direction === "in");
    },
    isWindowOpen: (phoneNumberId) =>
      world.timeline.now() -
        (person.lines.get(numberOf({ phoneNumberId }).id)?.lastInboundAt ?? Number.NEGATIVE_INFINITY) <
      DAY,
    sendText: (body, options) => write({ type: "text", content: { body }, shown: body }, options),
    sendImage: (media = {}, options) => sendMedia("image", media, options),
    sendDocument: (media = {}, options) => sendMedia("document", media, options),
    sendVoice: (media = {}, options) => sendMedia("audio", media, options),
    sendLocation: (location, options) =>
      write(
        { type: "location", content: { ...location }, shown: `[location] ${location.name ?? ""}`.trim() },
        options,
      ),
    tapButton: async (titleOrId, options) => write(tap(person, numberOf(options), titleOrId), options),
    chooseRow: async (titleOrId, options) => write(choose(person, numberOf(options), titleOrId), options),
    reply: (messageId, body, options) =>
      write(
        {
          type: "text",
          content: { body },
          shown: body,
          context: { from: numberOf(options).digits, id: messageId },
          replyTo: messageId,
        },
        options,
      ),
    react: async (messageId, emoji, options) => {
      const target = person.chat.find(({ id }) => id === messageId);
      if (target !== undefined) target.reaction = emoji === "" ? undefined : emoji;
      return write(
        {
          type: "reaction",
          content: compact({ message_id: messageId, emoji: emoji === "" ? undefined : emoji }),
          shown: emoji,
        },
        options,
      );
    },
    sendRaw: (type, content, options) => write({ type, content, shown: `[${type}]` }, options),
    stopPromotions: (options) => prefer("stop", options),
    resumePromotions: (options) => prefer("resume", options),
    read: async () => {
      readAll(world, person.chat);
      await world.outbox.flush();
    },
    block: () => {
      person.hasBlocked = true;
    },
    unblock: () => {
      person.hasBlocked = false;
    },
    goOffline: () => {
      person.online = false;
    },
    comeOnline: async () => {
      person.online = true;
      for (const arrive of person.waiting.splice(0)) arrive();
      await world.outbox.flush();
    },
    leaveWhatsApp: () => {
      person.onWhatsApp = false;
      // Nothing reaches this phone any more: what waited fails.
      for (const arrive of person.waiting.splice(0)) arrive();
    },
    changeNumber: (newNumber) => changeNumber(world, person, newNumber),
  };
}

const DEFAULT_MIME: Readonly<Record<string, string>> = {
  image: "image/jpeg",
  document: "application/pdf",
  audio: "audio/ogg; codecs=opus",
};

async function inboundMedia(
  world: World,
  type: "image" | "document" | "audio",
  media: UserMedia,
): Promise<Json> {
  const id = world.ids.numeric();
  const mimeType = media.mimeType ?? DEFAULT_MIME[type] ?? "application/octet-stream";
  const now = world.timeline.now();
  const stored = await storedMedia({
    id,
    bytes: media.bytes ?? new TextEncoder().encode(`simulated ${type}`),
    mimeType,
    expiresAt: now + INBOUND_LIFE_MS,
  });
  world.media.set(id, stored);
  return compact({
    id,
    mime_type: mimeType,
    sha256: stored.sha256Base64,
    url: `${DOWNLOAD_HOST}${DOWNLOAD_PATH}/?mid=${id}&ext=${String(now + MEDIA_LIFE_URL_MS)}`,
    caption: media.caption,
    filename: media.filename,
    voice: type === "audio" ? true : undefined,
  });
}

function preferenceValue(
  world: World,
  person: Person,
  number: BusinessNumber,
  value: "stop" | "resume",
): Json {
  const now = world.timeline.now();
  const ids = identityOf(person, number, world.settings, now);
  return {
    messaging_product: "whatsapp",
    metadata: metadataOf(number),
    contacts: [contactOf(person, ids)],
    user_preferences: [
      compact({
        wa_id: ids.waId,
        user_id: ids.userId,
        detail:
          value === "stop"
            ? "User requested to stop marketing messages"
            : "User requested to resume marketing messages",
        category: "marketing_messages",
        value,
        timestamp: Math.floor(now / 1_000),
      }),
    ],
  };
}

/** Every number that shared a chat hears of it. */
async function changeNumber(world: World, person: Person, newNumber: string): Promise<void> {
  const before = { waId: person.waId, userId: person.userId };
  const chats = [...person.lines.keys()].flatMap((id) => world.numbers.get(id) ?? []);
  world.people.move(person, newNumber);
  const now = world.timeline.now();
  for (const number of chats) {
    const after = identityOf(person, number, world.settings, now);
    const system = compact({
      body: `User ${person.name} changed from ${before.waId ?? before.userId} to ${after.waId ?? person.userId}`,
      type: "user_changed_number",
      wa_id: after.waId,
      user_id: after.userId,
    });
    const message = compact({
      from: before.waId,
      id: world.ids.message(number.digits),
      timestamp: unixSeconds(now),
      type: "system",
      system,
    });
    await world.outbox.send(inboundChange(number, message, undefined));
    if (!world.settings.userIds) continue;
    await world.outbox.send({
      field: "user_id_update",
      value: {
        messaging_product: "whatsapp",
        metadata: metadataOf(number),
        contacts: [contactOf(person, { waId: after.waId })],
        user_id_update: [
          compact({
            wa_id: after.waId,
            detail: "User changed their number",
            user_id: { previous: before.userId, current: person.userId },
            timestamp: unixSeconds(now),
          }),
        ],
      },
    });
  }
}
