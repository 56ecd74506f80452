import * as z from "zod";
import { once, TransportError } from "../core/index.js";
import { type GraphClient, guardGraphPath } from "../graph/index.js";
import { answer } from "./answer.js";
import { checkFields } from "./check-input.js";
import type { CallOptions, ResourceContext } from "./endpoint.js";
import { id, oneOf, text } from "./fields.js";
import { type FileSource, openFile } from "./file-source.js";
import { largestUploadOf } from "./media-limits.js";
import { isFile, type UploadProgress, uploadTimeout } from "./upload-media.js";

const TYPES = ["application/pdf", "image/jpeg", "image/jpg", "image/png", "video/mp4"] as const;

/** A file that becomes a handle. */
export interface CreateUploadHandleInput {
  readonly file: FileSource;
  /** PDF, JPEG, PNG or MP4. */
  readonly type: (typeof TYPES)[number];
  readonly fileName?: string | undefined;
  /** Length of a stream in bytes. */
  readonly size?: number | undefined;
  /** App that the handle belongs to. Default: the token's own. */
  readonly appId?: string | undefined;
  /** Session of an upload that broke off earlier: it goes on where Meta has it. */
  readonly uploadId?: string | undefined;
  readonly onProgress?: ((progress: UploadProgress) => void) | undefined;
}

/** A handle for the example of a template's header, or for the profile picture. It is no media id and cannot be sent. */
export interface UploadHandle {
  readonly handle: string;
  readonly uploadId: string;
}

const schema = once(() =>
  z.strictObject({
    file: z.custom<FileSource>(isFile, { error: "expected bytes, a Blob, a stream or { path }" }),
    type: oneOf(...TYPES),
    fileName: text(240).optional(),
    size: z.int().min(1).optional(),
    appId: id().optional(),
    uploadId: z
      .string()
      .regex(/^upload:[\w=+:.-]+(?:\?sig=[\w=+:.%-]+)?$/, { error: "expected the id of an upload session" })
      .optional(),
    onProgress: z
      .custom<CreateUploadHandleInput["onProgress"]>((value) => typeof value === "function")
      .optional(),
  }),
);
const MOST_RESUMPTIONS = 3;

/**
 * Uploads a file in a session that can be taken up again: after a break it asks Meta how far it is and goes on there.
 *
 * @throws ValidationError `INVALID_INPUT`; MediaError `MEDIA_TOO_LARGE`, `MEDIA_UNREADABLE`; GraphApiError;
 * TransportError.
 */
export async function createUploadHandle(
  graph: GraphClient,
  _context: ResourceContext,
  input: CreateUploadHandleInput,
  { signal }: CallOptions = {},
): Promise<UploadHandle> {
  const { file, type, size, onProgress, ...given } = checkFields("media.createUploadHandle", schema(), input);
  const { bytes, name, replayable } = await openFile(file, { size, maxBytes: largestUploadOf(type) });
  const uploadId =
    given.uploadId ??
    checkSession(
      answer<{ readonly id: string }>("id")(
        await graph.request({
          method: "POST",
          path: guardGraphPath(`/${given.appId ?? "app"}/uploads`),
          query: {
            file_name: given.fileName ?? name ?? "file",
            file_length: String(bytes.size),
            file_type: type,
          },
          idempotent: true,
          signal,
        }),
      ).id,
    );
  let from = given.uploadId === undefined ? 0 : await offsetOf(graph, uploadId, signal);
  for (let resumptions = 0; ; resumptions++) {
    try {
      const { h } = answer<{ readonly h: string }>("h")(
        await graph.request({
          method: "POST",
          path: `/${uploadId}`,
          headers: { file_offset: String(from) },
          body: { kind: "bytes", bytes, from },
          timeoutMs: uploadTimeout(bytes.size - from),
          signal,
          onProgress:
            onProgress &&
            ((sent) => {
              onProgress({ sent, total: bytes.size });
            }),
        }),
      );
      return { handle: h, uploadId };
    } catch (error) {
      const broken = TransportError.is(error) && error.code !== "ABORTED";
      if (!broken || !replayable || resumptions === MOST_RESUMPTIONS) throw error;
      from = await offsetOf(graph, uploadId, signal);
    }
  }
}

async function offsetOf(
  graph: GraphClient,
  uploadId: string,
  signal: AbortSignal | undefined,
): Promise<number> {
  const { fileOffset } = answer<{ readonly fileOffset: number | string }>("fileOffset")(
    await graph.request({ method: "GET", path: `/${uploadId}`, signal }),
  );
  const offset = Number(fileOffset);
  return Number.isSafeInteger(offset) && offset >= 0 ? offset : 0;
}

/** The id goes into a path as it is: only what an upload session looks like may. */
function checkSession(uploadId: unknown): string {
  const result = schema().shape.uploadId.safeParse(uploadId);
  if (result.success && result.data !== undefined) return result.data;
  throw new TransportError("BAD_ANSWER", "Graph named no upload session.", {
    fix: "Call again: nothing was uploaded.",
    requestLeft: true,
  });
}
