import * as z from "zod";
import { once } from "../../core/index.js";
import { checkMessage, text } from "../check-message.js";
import type { OutgoingMessage } from "../outgoing-message.js";
import { defined, type MediaSource, mediaSource, oneSource } from "./image-message.js";

const ONE_SOURCE = { error: "expected exactly one of id and link" };

export const videoSchema = once(() =>
  z.strictObject({ ...mediaSource(), caption: text(1024).optional() }).refine(oneSource, ONE_SOURCE),
);
export const audioSchema = once(() =>
  z.strictObject({ ...mediaSource(), voice: z.boolean().optional() }).refine(oneSource, ONE_SOURCE),
);
export const documentSchema = once(() =>
  z
    .strictObject({ ...mediaSource(), caption: text(1024).optional(), fileName: text(240).optional() })
    .refine(oneSource, ONE_SOURCE),
);
export const stickerSchema = once(() => z.strictObject(mediaSource()).refine(oneSource, ONE_SOURCE));

/** A video by id or link. */
export type VideoMessageInput = MediaSource & {
  /** 1 to 1024 characters. */
  readonly caption?: string | undefined;
};

/** Audio, or a voice message. */
export type AudioMessageInput = MediaSource & {
  /** Shows it as a voice message: needs OGG with OPUS, mono. Over 512 KB people see a download icon instead of play. */
  readonly voice?: boolean | undefined;
};

/** A document by id or link. */
export type DocumentMessageInput = MediaSource & {
  /** 1 to 1024 characters. */
  readonly caption?: string | undefined;
  /** 1 to 240 characters; its ending picks the icon. Without it people see the link's last part, or "Untitled". */
  readonly fileName?: string | undefined;
};

/** A sticker by id or link. */
export type StickerMessageInput = MediaSource;

/** A video: MP4 or 3GPP (H.264, AAC), at most 16 MB. @throws ValidationError `INVALID_MESSAGE`. */
export function videoMessage(input: VideoMessageInput): OutgoingMessage {
  return media("video", checkMessage("video", videoSchema(), input));
}

/** Audio: AAC, AMR, MP3, MP4 or OGG with OPUS, at most 16 MB; never a caption. @throws ValidationError `INVALID_MESSAGE`. */
export function audioMessage(input: AudioMessageInput): OutgoingMessage {
  return media("audio", checkMessage("audio", audioSchema(), input));
}

/** A document of any type, at most 100 MB. @throws ValidationError `INVALID_MESSAGE`. */
export function documentMessage(input: DocumentMessageInput): OutgoingMessage {
  const { fileName, ...rest } = checkMessage("document", documentSchema(), input);
  return media("document", { ...rest, filename: fileName });
}

/** A sticker: WebP of 512 by 512 pixels, 100 KB, 500 KB when it moves. @throws ValidationError `INVALID_MESSAGE`. */
export function stickerMessage(input: StickerMessageInput): OutgoingMessage {
  return media("sticker", checkMessage("sticker", stickerSchema(), input));
}

function media(
  kind: "video" | "audio" | "document" | "sticker",
  fields: Readonly<Record<string, unknown>>,
): OutgoingMessage {
  return { kind, wire: { type: kind, [kind]: defined(fields) } };
}
