import * as z from "zod";
import { MediaError, MINUTE, once, systemClock, TransportError } from "../core/index.js";
import { type GraphClient, guardGraphPath, type TransportStream } from "../graph/index.js";
import { type Answer, answer } from "./answer.js";
import { checkFields } from "./check-input.js";
import type { CallOptions, ResourceContext } from "./endpoint.js";
import { id } from "./fields.js";
import { LARGEST_UPLOAD } from "./media-limits.js";

/** A file at Meta, and where it can be fetched for five minutes. */
export interface MediaInfo {
  readonly id: string;
  readonly url: string;
  readonly mimeType?: string;
  /** Hex. */
  readonly sha256?: string;
  /** Bytes. */
  readonly fileSize?: number;
  /** When the URL stops working, milliseconds since the epoch. */
  readonly urlExpiresAt: number;
}

export interface GetMediaInput {
  readonly mediaId: string;
  /** Fails when the file belongs to another number. */
  readonly phoneNumberId?: string | undefined;
}

/** Which file, and how much of it at most. */
export interface DownloadMediaInput extends GetMediaInput {
  /** Refuses more bytes than that. Default 100 MB, the most that Meta takes. */
  readonly maxBytes?: number | undefined;
  /** Bytes so far, and in all when Meta says so. */
  readonly onProgress?:
    ((progress: { readonly received: number; readonly total?: number | undefined }) => void) | undefined;
}

/** A download that has begun. Reading `body` to the end checks size and SHA-256. */
export interface MediaStream {
  readonly mimeType?: string | undefined;
  readonly size?: number | undefined;
  /** Throws MediaError `MEDIA_TOO_LARGE`, `MEDIA_CORRUPT`; TransportError. Read it once, to the end or until you break. */
  readonly body: AsyncIterable<Uint8Array>;
}

/** What was downloaded. */
export interface DownloadedMedia {
  readonly mimeType?: string | undefined;
  readonly size: number;
  /** Hex, of the bytes that came. */
  readonly sha256: string;
}

const getSchema = once(() => z.strictObject({ mediaId: id(), phoneNumberId: id().optional() }));
const downloadSchema = once(() =>
  getSchema().extend({
    maxBytes: z.int().min(1).optional(),
    onProgress: z.custom<DownloadMediaInput["onProgress"]>((value) => typeof value === "function").optional(),
  }),
);
const fileSchema = once(() => downloadSchema().extend({ path: z.string().min(1) }));
const URL_LIFE_MS = 5 * MINUTE;
const MOST_ATTEMPTS = 3;

/** `GET /{media-id}`. @throws ValidationError `INVALID_INPUT`; GraphApiError; TransportError. */
export async function getMedia(
  graph: GraphClient,
  { clock = systemClock }: Pick<ResourceContext, "clock">,
  input: GetMediaInput,
  { signal }: CallOptions = {},
): Promise<Answer<MediaInfo>> {
  const { mediaId, phoneNumberId } = checkFields("media.get", getSchema(), input);
  const asked = clock.now();
  const info = answer<Omit<MediaInfo, "urlExpiresAt">>("url")(
    await graph.request({
      method: "GET",
      path: guardGraphPath(`/${mediaId}`),
      query: phoneNumberId === undefined ? {} : { phone_number_id: phoneNumberId },
      signal,
    }),
  );
  // Meta's samples have a number, its OpenAPI a text.
  const fileSize = Number(info.fileSize);
  return {
    ...info,
    fileSize: Number.isSafeInteger(fileSize) ? fileSize : undefined,
    urlExpiresAt: asked + URL_LIFE_MS,
  };
}

/**
 * Opens a file for reading as it comes.
 *
 * @throws ValidationError `INVALID_INPUT`; MediaError `MEDIA_URL_EXPIRED`, `MEDIA_HOST_REFUSED`, `MEDIA_TOO_LARGE`;
 * GraphApiError; TransportError.
 */
export async function streamMedia(
  graph: GraphClient,
  context: ResourceContext,
  input: DownloadMediaInput,
  { signal }: CallOptions = {},
): Promise<MediaStream> {
  const {
    maxBytes = LARGEST_UPLOAD,
    onProgress,
    ...which
  } = checkFields("media.stream", downloadSchema(), input);
  const info = await getMedia(graph, context, which, { signal });
  if (info.fileSize !== undefined && info.fileSize > maxBytes) throw tooLarge(maxBytes);
  const answered = await graph.openMedia(info.url, signal);
  return {
    mimeType: info.mimeType ?? answered.headers["content-type"],
    size: info.fileSize,
    body: checked(answered, { maxBytes, onProgress, size: info.fileSize, sha256: info.sha256 }),
  };
}

/** The whole file in memory. A download that breaks or comes damaged is tried again, three times in all. @throws as `streamMedia`. */
export async function downloadMedia(
  graph: GraphClient,
  context: ResourceContext,
  input: DownloadMediaInput,
  options: CallOptions = {},
): Promise<DownloadedMedia & { readonly bytes: Uint8Array }> {
  checkFields("media.download", downloadSchema(), input);
  return again(async () => {
    const { createHash } = await import("node:crypto");
    const { mimeType, body } = await streamMedia(graph, context, input, options);
    const parts: Uint8Array[] = [];
    for await (const chunk of body) parts.push(chunk);
    const bytes = new Uint8Array(Buffer.concat(parts));
    return { mimeType, bytes, size: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") };
  });
}

/**
 * The file on disk. It is written beside its place and moved there when size and SHA-256 fit: a broken download leaves
 * nothing, and an old file stays until the new one is whole. @throws as `streamMedia`.
 */
export async function downloadMediaToFile(
  graph: GraphClient,
  context: ResourceContext,
  input: DownloadMediaInput & { readonly path: string },
  options: CallOptions = {},
): Promise<DownloadedMedia & { readonly path: string }> {
  const { path, ...rest } = checkFields("media.downloadToFile", fileSchema(), input);
  const [{ open, rename, rm }, { createHash, randomUUID }] = await Promise.all([
    import("node:fs/promises"),
    import("node:crypto"),
  ]);
  return again(async () => {
    const { mimeType, body } = await streamMedia(graph, context, rest, options);
    const part = `${path}.${randomUUID()}.part`;
    const file = await open(part, "wx");
    const hash = createHash("sha256");
    let size = 0;
    try {
      try {
        for await (const chunk of body) {
          hash.update(chunk);
          size += chunk.byteLength;
          await file.writeFile(chunk);
        }
      } finally {
        await file.close();
      }
      await rename(part, path);
    } catch (error) {
      await rm(part, { force: true });
      throw error;
    }
    return { mimeType, path, size, sha256: hash.digest("hex") };
  });
}

async function again<Result>(attempt: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt();
    } catch (error) {
      const worthIt =
        (TransportError.is(error) && error.code !== "ABORTED") ||
        (MediaError.is(error) && (error.code === "MEDIA_CORRUPT" || error.code === "MEDIA_URL_EXPIRED"));
      if (!worthIt || tries === MOST_ATTEMPTS) throw error;
    }
  }
}

async function* checked(
  { body, discard }: TransportStream,
  expected: {
    readonly maxBytes: number;
    readonly size?: number | undefined;
    readonly sha256?: string | undefined;
    readonly onProgress?: DownloadMediaInput["onProgress"];
  },
): AsyncIterable<Uint8Array> {
  const { createHash } = await import("node:crypto");
  const hash = createHash("sha256");
  let received = 0;
  let finished = false;
  try {
    for await (const chunk of body) {
      received += chunk.byteLength;
      if (received > expected.maxBytes) throw tooLarge(expected.maxBytes);
      hash.update(chunk);
      yield chunk;
      expected.onProgress?.({ received, total: expected.size });
    }
    finished = true;
  } finally {
    if (!finished) await discard();
  }
  if (expected.size !== undefined && received !== expected.size) throw corrupt("its length");
  const digest = hash.digest();
  if (expected.sha256 !== undefined && !fits(digest, expected.sha256)) throw corrupt("its SHA-256");
}

/** Graph writes hex, webhooks base64. */
function fits(digest: Buffer, expected: string): boolean {
  return digest.toString("hex") === expected.toLowerCase() || digest.toString("base64") === expected;
}

function tooLarge(maxBytes: number): MediaError {
  return new MediaError("MEDIA_TOO_LARGE", `The file has more than ${String(maxBytes)} bytes.`, {
    fix: "Raise maxBytes if you want it.",
  });
}

function corrupt(what: string): MediaError {
  return new MediaError("MEDIA_CORRUPT", `The file that came does not fit ${what}.`, {
    fix: "Download it again.",
  });
}
