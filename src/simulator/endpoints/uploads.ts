import { badParameter } from "../graph-failure.js";
import type { GraphCall } from "../http.js";
import type { Json } from "../json.js";
import type { UploadSession } from "../upload-session.js";
import type { World } from "../world.js";

const TYPES: readonly unknown[] = ["application/pdf", "image/jpeg", "image/jpg", "image/png", "video/mp4"];

/** `POST /app/uploads`: opens a session. */
export function openUpload(world: World, { params }: GraphCall): Json {
  const length = Number(params.file_length);
  if (!Number.isSafeInteger(length) || length < 1)
    throw badParameter("The parameter file_length is required.");
  if (!TYPES.includes(params.file_type))
    throw badParameter(`The file type ${String(params.file_type)} is not supported.`);
  const name = `upload:${world.ids.text(40)}`;
  const session: UploadSession = { id: `${name}?sig=${world.ids.text(24)}`, length, arrived: 0 };
  world.uploads.set(name, session);
  return { id: session.id };
}

/** `POST /{upload-id}` with the bytes from `file_offset` on; the last of them are answered with the handle. */
export function continueUpload(world: World, session: UploadSession, { raw }: GraphCall): Json {
  if (raw === undefined || raw.offset !== session.arrived)
    throw badParameter(`The header file_offset must be ${String(session.arrived)}.`);
  if (raw.bytes.length > session.length - session.arrived)
    throw badParameter("More bytes arrived than file_length announced.");
  session.arrived += raw.bytes.length;
  return session.arrived < session.length ? readUpload(world, session) : { h: `4:${world.ids.text(80)}` };
}

/** `GET /{upload-id}`: how far it is. */
export function readUpload(_world: World, { id, arrived }: UploadSession): Json {
  return { id, file_offset: arrived };
}
