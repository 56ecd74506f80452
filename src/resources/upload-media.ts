import * as z from "zod";
import { DAY, MINUTE, once, systemClock } from "../core/index.js";
import { type GraphClient, guardGraphPath } from "../graph/index.js";
import { type Answer, answer } from "./answer.js";
import { checkFields } from "./check-input.js";
import type { CallOptions, ResourceContext } from "./endpoint.js";
import { id, text } from "./fields.js";
import { checkSize, type FileSource, openFile } from "./file-source.js";
import { isStill, LARGEST_STILL_STICKER, LARGEST_UPLOAD, largestUploadOf } from "./media-limits.js";

/** How far an upload is. It begins anew when it is repeated. */
export interface UploadProgress {
  readonly sent: number;
  readonly total: number;
}

/** A file to upload. */
export interface UploadMediaInput {
  readonly file: FileSource;
  /** MIME type. Taken from the Blob or the file's ending when left out. */
  readonly type?: string | undefined;
  /** What the recipient of a document sees. Default: the file's own name. */
  readonly fileName?: string | undefined;
  /** Length of a stream in bytes. Without it the stream is read into memory first. */
  readonly size?: number | undefined;
  /** How long Meta keeps it; for numbers without storage only (default there: 60). */
  readonly ttlMinutes?: number | undefined;
  readonly phoneNumberId?: string | undefined;
  readonly onProgress?: ((progress: UploadProgress) => void) | undefined;
}

/** A file at Meta: good for 30 days, for the number that uploaded it. */
export interface UploadedMedia {
  readonly id: string;
  /** When Meta deletes it, milliseconds since the epoch. */
  readonly expiresAt: number;
}

const UPLOAD_LIFE = 30 * DAY;

const schema = once(() =>
  z.strictObject({
    file: z.custom<FileSource>(isFile, { error: "expected bytes, a Blob, a stream or { path }" }),
    type: z
      .string()
      .regex(/^\w+\/[\w.+-]+(?:\s*;.*)?$/, { error: "expected a MIME type" })
      .optional(),
    fileName: text(240).optional(),
    size: z.int().min(1).optional(),
    ttlMinutes: z.int().min(1).optional(),
    phoneNumberId: id().optional(),
    onProgress: z.custom<UploadMediaInput["onProgress"]>((value) => typeof value === "function").optional(),
  }),
);

/**
 * Uploads a file (`POST /{phone-number-id}/media`). It is repeated after silence, since a second copy does no harm,
 * unless the file is a stream of known size.
 *
 * @throws ValidationError `INVALID_INPUT`; MediaError `MEDIA_TOO_LARGE` (5 MB images, 16 MB audio and video, 500 KB
 * animated WebP, 100 KB still, 100 MB others), `MEDIA_UNREADABLE`; GraphApiError 131053; TransportError.
 */
export async function uploadMedia(
  graph: GraphClient,
  { phoneNumberId, clock = systemClock }: Pick<ResourceContext, "phoneNumberId" | "clock">,
  input: UploadMediaInput,
  { signal }: CallOptions = {},
): Promise<Answer<UploadedMedia>> {
  const { file, size, ttlMinutes, onProgress, ...given } = checkFields("media.upload", schema(), input);
  const opened = await openFile(file, {
    size,
    maxBytes: given.type === undefined ? LARGEST_UPLOAD : largestUploadOf(given.type),
  });
  const type = wireType(given.type ?? opened.type ?? "application/octet-stream");
  const { bytes, replayable } = opened;
  // The type may have come with the file: its own limit is then still to be checked.
  checkSize(bytes.size, largestUploadOf(type));
  if (
    /^image\/webp\b/i.test(type) &&
    replayable &&
    bytes.size > LARGEST_STILL_STICKER &&
    (await isStill(bytes))
  )
    checkSize(bytes.size, LARGEST_STILL_STICKER);
  const asked = clock.now();
  const result = await graph.request({
    method: "POST",
    path: guardGraphPath(`/${given.phoneNumberId ?? phoneNumberId}/media`),
    idempotent: replayable,
    timeoutMs: uploadTimeout(bytes.size),
    signal,
    onProgress:
      onProgress &&
      ((sent) => {
        onProgress({ sent, total: bytes.size });
      }),
    body: {
      kind: "multipart",
      fields: {
        messaging_product: "whatsapp",
        type,
        ...(ttlMinutes === undefined ? {} : { ttl_minutes: String(ttlMinutes) }),
      },
      file: { field: "file", name: given.fileName ?? opened.name ?? "file", type, bytes },
    },
  });
  return {
    ...answer<Pick<UploadedMedia, "id">>("id")(result),
    expiresAt: asked + (ttlMinutes === undefined ? UPLOAD_LIFE : ttlMinutes * MINUTE),
  };
}

/** A minute, and a second more for each 50 kB: a slow line is no failure. */
export function uploadTimeout(size: number): number {
  return 60_000 + Math.ceil(size / 50);
}

/** Meta refuses Ogg without its codec, and Opus is the only one it takes. */
function wireType(type: string): string {
  return /^audio\/ogg$/i.test(type.trim()) ? "audio/ogg; codecs=opus" : type;
}

export function isFile(value: unknown): boolean {
  if (value instanceof Uint8Array || value instanceof Blob) return true;
  if (typeof value !== "object" || value === null) return false;
  return (
    typeof (value as { path?: unknown }).path === "string" ||
    Symbol.asyncIterator in value ||
    typeof (value as { getReader?: unknown }).getReader === "function"
  );
}
