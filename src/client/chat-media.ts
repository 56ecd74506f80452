import { ValidationError } from "../core/index.js";
import { type MediaSource, type OutgoingMessage, wordsOf } from "../messages/index.js";
import { type FileSource, typeOfName, uploadMedia } from "../resources/index.js";
import type { Engine } from "./engine.js";
import { fileContent } from "./guards/send-content.js";
import type { LateMessage } from "./send-free-form.js";

/** Media that is uploaded first: bytes, a Blob, a stream, or `{ path }`. */
export interface MediaFile {
  readonly file: FileSource;
  /** Taken from the Blob or the file's ending when left out; bytes and streams need it. */
  readonly mimeType?: string | undefined;
  readonly id?: undefined;
  readonly link?: undefined;
}

/** A media message by `id`, by `link`, or with its `file`. */
export type WithFile<Input> = Input | (Omit<Input, "id" | "link"> & MediaFile);

type Slot = "image" | "video" | "document";
/** A place for media: by id, by link, or as a file. */
export type Slotted<Value> = MediaSource extends Value ? Value | MediaFile : Value;
type WithSlots<Part> = Part extends object
  ? { readonly [Name in keyof Part]: Name extends Slot ? Slotted<Part[Name]> : Part[Name] }
  : Part;

/** A message whose header, cards or picture may be a `file`, too, instead of an `id` or a `link`. */
export type WithFiles<Input> = Input extends unknown
  ? {
      readonly [Name in keyof Input]: Name extends "header"
        ? WithSlots<Input[Name]>
        : Name extends "cards"
          ? Input[Name] extends readonly (infer Card)[]
            ? readonly WithSlots<Card>[]
            : Input[Name]
          : Name extends "image"
            ? Slotted<Input[Name]>
            : Input[Name];
    }
  : never;

/** What Meta takes of each kind (Meta, Media: supported types). Documents may be anything. */
const TYPES: Readonly<Record<string, readonly string[]>> = {
  image: ["image/jpeg", "image/png"],
  video: ["video/mp4", "video/3gpp"],
  gif: ["video/mp4"],
  audio: ["audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"],
  voice: ["audio/ogg"],
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
  if (!isMediaFile(input)) return build(input);
  const { file: _file, mimeType: _type, ...rest } = input as MediaFile & { readonly voice?: unknown };
  const made = (id: string): OutgoingMessage => build({ ...rest, id } as unknown as Input);
  const { kind, wire } = made("0");
  const uploads = createUploads(engine, phoneNumberId);
  uploads.add(rest.voice === true ? "voice" : kind, input);
  return {
    kind,
    content: fileContent(kind, rest),
    words: wordsOf(wire),
    upload: async (signal) => made((await uploads.run(signal))(input)),
  };
}

/**
 * The same for messages with media in their header, cards or picture.
 *
 * @throws ValidationError `INVALID_MESSAGE`.
 */
export function messageWithFiles<Input extends object>(
  engine: Engine,
  phoneNumberId: string,
  input: WithFiles<Input>,
  build: (input: Input) => OutgoingMessage,
): OutgoingMessage | LateMessage {
  const uploads = createUploads(engine, phoneNumberId);
  const tried = withIds(input, (slot, file) => {
    uploads.add(slot, file);
    return "0";
  });
  const message = build(tried as Input);
  if (uploads.isEmpty()) return message;
  return {
    kind: message.kind,
    content: fileContent(message.kind, message.wire),
    words: wordsOf(message.wire),
    upload: async (signal) => {
      const idOf = await uploads.run(signal);
      return build(withIds(input, (_slot, file) => idOf(file)) as Input);
    },
  };
}

/** Files of one message: checked when they are added, uploaded together, each once. */
export interface Uploads {
  /** @throws ValidationError `INVALID_MESSAGE` for a type that Meta does not take there. */
  add(kind: string, file: MediaFile): void;
  isEmpty(): boolean;
  /** @throws MediaError; GraphApiError; TransportError. */
  run(signal: AbortSignal | undefined): Promise<(file: MediaFile) => string>;
}

export function createUploads(engine: Engine, phoneNumberId: string): Uploads {
  const types = new Map<MediaFile, string | undefined>();
  return {
    add: (kind, file) => types.set(file, checkedType(kind, file)),
    isEmpty: () => types.size === 0,
    run: async (signal) => {
      const ids = new Map<MediaFile, string>();
      for (const [media, type] of types) {
        const { fileName } = media as { readonly fileName?: string | undefined };
        const { id } = await uploadMedia(
          engine.graph,
          { phoneNumberId, clock: engine.clock },
          { file: media.file, type, fileName },
          { signal },
        );
        ids.set(media, id);
      }
      return (file) => ids.get(file) ?? "";
    },
  };
}

export function isMediaFile(value: unknown): value is MediaFile {
  return typeof value === "object" && value !== null && "file" in value && value.file !== undefined;
}

/** The same input with an id in the place of each file. Only where media belong: elsewhere `file` is a caller's own word. */
function withIds(input: unknown, idOf: (slot: Slot, file: MediaFile) => string): unknown {
  const inSlots = (part: unknown): unknown =>
    mapFields(part, (name, value) =>
      (name === "image" || name === "video" || name === "document") && isMediaFile(value)
        ? sourceOf(value, idOf(name, value))
        : value,
    );
  return mapFields(input, (name, value) => {
    if (name === "header") return inSlots(value);
    if (name === "cards" && Array.isArray(value)) return value.map(inSlots);
    if (name === "image" && isMediaFile(value)) return sourceOf(value, idOf(name, value));
    return value;
  });
}

/** The file's id, and what else was said of it. */
export function sourceOf(
  { file: _file, mimeType: _mimeType, ...rest }: MediaFile,
  id: string,
): Record<string, unknown> {
  return { ...rest, id };
}

function mapFields(part: unknown, change: (name: string, value: unknown) => unknown): unknown {
  if (typeof part !== "object" || part === null || Array.isArray(part)) return part;
  return Object.fromEntries(Object.entries(part).map(([name, value]) => [name, change(name, value)]));
}

/** The MIME type of a file, as far as it is known before the upload. */
function checkedType(kind: string, { file, mimeType }: MediaFile): string | undefined {
  const allowed = TYPES[kind];
  const known =
    mimeType ??
    (file instanceof Blob && file.type !== "" ? file.type : undefined) ??
    ("path" in file ? typeOfName(file.path) : undefined) ??
    (allowed?.length === 1 ? allowed[0] : undefined);
  if (allowed === undefined) return known;
  const list = allowed.join(", ");
  if (known === undefined)
    throw wrongType(kind, "the file does not tell its type", `expected one of ${list}`);
  const bare = known.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  if (!allowed.includes(bare)) throw wrongType(kind, `${bare} is no ${kind}`, `expected one of ${list}`);
  return known;
}

function wrongType(kind: string, what: string, problem: string): ValidationError {
  return new ValidationError("INVALID_MESSAGE", `The ${kind} message cannot be sent: mimeType: ${what}.`, {
    fix: `Give mimeType: ${problem}. Other files go as a document.`,
    problems: [{ field: "mimeType", problem }],
  });
}
