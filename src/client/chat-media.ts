import { ValidationError } from "../core/index.js";
import { type OutgoingMessage, wordsOf } from "../messages/index.js";
import { type FileSource, uploadMedia } from "../resources/index.js";
import type { Engine } from "./engine.js";
import type { LateMessage } from "./send-free-form.js";

/** Media that is uploaded first: bytes, a Blob, a stream, or `{ path }`. */
export interface MediaFile {
  readonly file: FileSource;
  /** Taken from the Blob or the file's ending when left out. */
  readonly mimeType?: string | undefined;
  readonly id?: undefined;
  readonly link?: undefined;
}

/** A media message by `id`, by `link`, or with its `file`. */
export type WithFile<Input> = Input | (Omit<Input, "id" | "link"> & MediaFile);

/** What Meta takes of each kind (Meta, Media: supported types). Documents may be anything. */
const TYPES: Readonly<Record<string, readonly string[]>> = {
  image: ["image/jpeg", "image/png"],
  video: ["video/mp4", "video/3gpp"],
  audio: ["audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"],
  sticker: ["image/webp"],
};

/**
 * The message, or what makes it after the upload. All but the file is checked now.
 *
 * @throws ValidationError `INVALID_MESSAGE`.
 */
export function mediaMessage<Input extends object>(
  engine: Engine,
  phoneNumberId: string,
  input: WithFile<Input>,
  build: (input: Input) => OutgoingMessage,
): OutgoingMessage | LateMessage {
  if (!("file" in input) || input.file === undefined) return build(input as Input);
  const { file, mimeType, ...rest } = input as MediaFile & { readonly fileName?: string | undefined };
  const made = (id: string): OutgoingMessage => build({ ...rest, id } as unknown as Input);
  const { kind, wire } = made("0");
  checkType(kind, mimeType ?? (file instanceof Blob && file.type !== "" ? file.type : undefined));
  return {
    kind,
    words: wordsOf(wire),
    upload: async (signal) => {
      const { id } = await uploadMedia(
        engine.graph,
        { phoneNumberId },
        { file, type: mimeType, fileName: rest.fileName },
        { signal },
      );
      return made(id);
    },
  };
}

function checkType(kind: string, mimeType: string | undefined): void {
  const allowed = TYPES[kind];
  const bare = mimeType?.split(";", 1)[0]?.trim().toLowerCase();
  if (bare === undefined || allowed === undefined || allowed.includes(bare)) return;
  throw new ValidationError(
    "INVALID_MESSAGE",
    `The ${kind} message cannot be sent: mimeType: ${bare} is no ${kind}.`,
    {
      fix: `Give one of ${allowed.join(", ")}; other files go as a document.`,
      problems: [{ field: "mimeType", problem: `expected one of ${allowed.join(", ")}` }],
    },
  );
}
