import * as z from "zod";
import { once } from "../core/index.js";
import { type GraphClient, guardGraphPath } from "../graph/index.js";
import type { Reader } from "./answer.js";
import { checkFields } from "./check-input.js";
import type { CallOptions, ResourceContext } from "./endpoint.js";
import { id } from "./fields.js";
import { type FileSource, openFile } from "./file-source.js";
import { largestUploadOf } from "./media-limits.js";
import { isFile, uploadTimeout } from "./upload-media.js";

export interface SetGroupPictureInput {
  readonly groupId: string;
  /** JPEG, square, 192 pixels at least (131209, 131210), 5 MB at most. */
  readonly file: FileSource;
}

const schema = once(() =>
  z.strictObject({
    groupId: id(),
    file: z.custom<FileSource>(isFile, { error: "expected bytes, a Blob, a stream or { path }" }),
  }),
);

/** `POST /{group-id}` with a picture. @throws MediaError `MEDIA_TOO_LARGE`, `MEDIA_UNREADABLE`. */
export function setGroupPicture<Out>(read: Reader<Out>) {
  return async (
    graph: GraphClient,
    _context: ResourceContext,
    input: SetGroupPictureInput,
    { signal }: CallOptions = {},
  ): Promise<Out> => {
    const { groupId, file } = checkFields("groups.setPicture", schema(), input);
    const { bytes, replayable } = await openFile(file, { maxBytes: largestUploadOf("image/jpeg") });
    const result = await graph.request({
      method: "POST",
      path: guardGraphPath(`/${groupId}`),
      idempotent: replayable,
      timeoutMs: uploadTimeout(bytes.size),
      signal,
      body: {
        kind: "multipart",
        fields: { messaging_product: "whatsapp" },
        file: { field: "profile_picture_file", name: "picture.jpg", type: "image/jpeg", bytes },
      },
    });
    return read(result);
  };
}
