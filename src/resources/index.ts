/** Every management endpoint of the Cloud API, as typed methods. Nothing here sends a message. */
export type { Answer, Success } from "./answer.js";
export { createResources, RESOURCES } from "./create-resources.js";
export { defineOnce } from "./define-once.js";
export type { Resources } from "./create-resources.js";
export type {
  DownloadedMedia,
  DownloadMediaInput,
  GetMediaInput,
  MediaInfo,
  MediaStream,
} from "./download-media.js";
export type { CallOptions, Endpoint, ResourceContext, ResourceIds } from "./endpoint.js";
export { typeOfName } from "./file-source.js";
export type { FileSource } from "./file-source.js";
export type { CreateUploadHandleInput, UploadHandle } from "./upload-handle.js";
export { uploadMedia } from "./upload-media.js";
export type { UploadedMedia, UploadMediaInput, UploadProgress } from "./upload-media.js";
