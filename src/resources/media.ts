import { type Answer, success } from "./answer.js";
import {
  type DownloadedMedia,
  downloadMedia,
  downloadMediaToFile,
  type DownloadMediaInput,
  getMedia,
  type GetMediaInput,
  type MediaInfo,
  type MediaStream,
  streamMedia,
} from "./download-media.js";
import { own, remove } from "./endpoint.js";
import { id } from "./fields.js";
import { resource } from "./resource.js";
import { type CreateUploadHandleInput, createUploadHandle, type UploadHandle } from "./upload-handle.js";
import { type UploadedMedia, uploadMedia, type UploadMediaInput } from "./upload-media.js";

/** Files: up, down, away (Meta, media). Uploads live 30 days, inbound files 7 days, URLs 5 minutes. */
export const createMedia = resource("media", () => ({
  /** Uploads bytes, a Blob, a stream or a file, with progress. */
  upload: own<UploadMediaInput, Answer<UploadedMedia>>({
    method: "POST",
    path: "/{phoneNumberId}/media",
    idempotent: true,
    run: uploadMedia,
  }),
  /** Its URL, type, size and hash. The URL works for five minutes: `urlExpiresAt`. */
  get: own<GetMediaInput, Answer<MediaInfo>>({
    method: "GET",
    path: "/{mediaId}",
    idempotent: true,
    run: getMedia,
  }),
  /** The file in memory, checked. */
  download: own<DownloadMediaInput, DownloadedMedia & { readonly bytes: Uint8Array }>({
    method: "GET",
    path: "/{mediaUrl}",
    idempotent: true,
    run: downloadMedia,
  }),
  /** The file on disk, checked; a broken download leaves nothing. */
  downloadToFile: own<
    DownloadMediaInput & { readonly path: string },
    DownloadedMedia & { readonly path: string }
  >({
    method: "GET",
    path: "/{mediaUrl}",
    idempotent: true,
    run: downloadMediaToFile,
  }),
  /** The file as it comes, checked at its end. */
  stream: own<DownloadMediaInput, MediaStream>({
    method: "GET",
    path: "/{mediaUrl}",
    idempotent: true,
    run: streamMedia,
  }),
  /** `phoneNumberId`: only when the file belongs to this number. */
  delete: remove({
    path: "/{mediaId}",
    as: "query",
    input: { phoneNumberId: id().optional() },
    answer: success,
  }),
  /** A handle for a template's header example or the profile picture, by a resumable upload. */
  createUploadHandle: own<CreateUploadHandleInput, UploadHandle>({
    method: "POST",
    path: "/{appId}/uploads",
    run: createUploadHandle,
  }),
}));
