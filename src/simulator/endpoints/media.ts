import { badParameter, GraphFailure, noSuchObject } from "../graph-failure.js";
import type { GraphCall, SimulatorResponse } from "../http.js";
import type { Json } from "../json.js";
import { DOWNLOAD_HOST, DOWNLOAD_PATH, storedMedia, type StoredMedia, UPLOAD_LIFE_MS } from "../media.js";
import type { World } from "../world.js";

const KINDS = /^(?:audio|image|video|application|text)\/[\w.+-]+/;
const LARGEST = 100 * 1024 * 1024;
const URL_LIFE_MS = 5 * 60_000;

/** `POST /{phone-number-id}/media`: multipart with `file`. */
export async function uploadMedia(world: World, call: GraphCall): Promise<Json> {
  const { file, params } = call;
  if (params.messaging_product !== "whatsapp")
    throw badParameter("The parameter messaging_product is required.");
  if (file === undefined) throw badParameter("The parameter file is required.");
  const mimeType = typeof params.type === "string" ? params.type : file.mimeType;
  if (!KINDS.test(mimeType))
    throw badParameter(
      `Param file must be a file with one of the supported types. Received file of type '${mimeType}'.`,
    );
  if (file.bytes.length > LARGEST)
    throw new GraphFailure(131053, { details: "The file is larger than 100 MB." });
  const id = world.ids.numeric();
  world.media.set(
    id,
    await storedMedia({ id, bytes: file.bytes, mimeType, expiresAt: world.timeline.now() + UPLOAD_LIFE_MS }),
  );
  return { id };
}

/** `GET /{media-id}`: its URL is good for five minutes. */
export function readMedia(world: World, media: StoredMedia, call: GraphCall): Json {
  const host = /(?:^|\.)facebook\.com$/.test(new URL(call.origin).hostname) ? DOWNLOAD_HOST : call.origin;
  const until = world.timeline.now() + URL_LIFE_MS;
  return {
    messaging_product: "whatsapp",
    url: `${host}${DOWNLOAD_PATH}/?mid=${media.id}&ext=${String(until)}`,
    mime_type: media.mimeType,
    sha256: media.sha256Hex,
    file_size: media.bytes.length,
    id: media.id,
  };
}

/** `DELETE /{media-id}`. */
export function deleteMedia(world: World, media: StoredMedia): Json {
  world.media.delete(media.id);
  return { success: true };
}

/** The file behind a media URL; 404 when the URL is older than five minutes. */
export function downloadMedia(world: World, call: GraphCall): SimulatorResponse {
  const id = call.query.get("mid") ?? "";
  const media = world.media.get(id);
  if (media === undefined) throw noSuchObject("GET", id);
  if (Number(call.query.get("ext")) < world.timeline.now())
    return { status: 404, headers: { "content-type": "text/plain" }, body: "" };
  return {
    status: 200,
    headers: { "content-type": media.mimeType, "content-disposition": "attachment" },
    body: media.bytes,
  };
}
