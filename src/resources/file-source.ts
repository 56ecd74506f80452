import { MediaError } from "../core/index.js";
import type { ByteSource } from "../graph/index.js";

/** A file to upload: bytes, a Blob or File, a path on this machine, or a stream. */
export type FileSource =
  Uint8Array | Blob | { readonly path: string } | ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>;

export interface OpenedFile {
  readonly bytes: ByteSource;
  /** False for a stream that is read as it comes: there is no second attempt with it. */
  readonly replayable: boolean;
  readonly name?: string | undefined;
  readonly type?: string | undefined;
}

/**
 * Opens a file for upload. A stream without `size` is read into memory first, since Meta wants to know the length.
 *
 * @throws MediaError `MEDIA_TOO_LARGE` over `maxBytes`; `MEDIA_UNREADABLE` when it cannot be read or is empty.
 */
export async function openFile(
  file: FileSource,
  { size, maxBytes }: { readonly size?: number | undefined; readonly maxBytes: number },
): Promise<OpenedFile> {
  const opened = await open(file, size, maxBytes);
  if (opened.bytes.size === 0) throw unreadable("it is empty");
  checkSize(opened.bytes.size, maxBytes);
  return opened;
}

/** @throws MediaError `MEDIA_TOO_LARGE`. */
export function checkSize(size: number, maxBytes: number): void {
  if (size > maxBytes) throw tooLarge(size, maxBytes);
}

async function open(file: FileSource, size: number | undefined, maxBytes: number): Promise<OpenedFile> {
  if (file instanceof Uint8Array) return { bytes: inMemory(file), replayable: true };
  if (file instanceof Blob) {
    return {
      replayable: true,
      name: (file as { name?: string }).name,
      type: file.type === "" ? undefined : file.type,
      bytes: { size: file.size, open: (from = 0) => chunksOf(file.slice(from).stream()) },
    };
  }
  if ("path" in file) return fromPath(file.path);
  const chunks = chunksOf(file);
  if (size === undefined) return { bytes: inMemory(await collect(chunks, maxBytes)), replayable: true };
  let used = false;
  return {
    replayable: false,
    bytes: {
      size,
      open: () => {
        if (used) throw unreadable("a stream can be read only once");
        used = true;
        return exactly(chunks, size);
      },
    },
  };
}

function inMemory(bytes: Uint8Array): ByteSource {
  return { size: bytes.byteLength, open: (from = 0) => bytes.subarray(from) };
}

async function fromPath(path: string): Promise<OpenedFile> {
  // Loaded here, so that hosts without a file system can load the package.
  const [{ createReadStream }, { stat }, { basename }] = await Promise.all([
    import("node:fs"),
    import("node:fs/promises"),
    import("node:path"),
  ]);
  const found = await stat(path).catch((cause: unknown) => {
    throw unreadable("there is no such file", cause);
  });
  if (!found.isFile()) throw unreadable("it is no file");
  return {
    replayable: true,
    name: basename(path),
    type: typeOfName(path),
    bytes: {
      size: found.size,
      open: (from = 0) =>
        exactly(createReadStream(path, { start: from }) as AsyncIterable<Uint8Array>, found.size - from),
    },
  };
}

async function* chunksOf(
  stream: ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>,
): AsyncIterable<Uint8Array> {
  if (Symbol.asyncIterator in stream) {
    yield* stream as AsyncIterable<Uint8Array>;
    return;
  }
  // A host whose web streams cannot be iterated yet.
  const reader = (stream as ReadableStream<Uint8Array>).getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
}

/** A file that changed meanwhile must not go out under the length that was said. */
async function* exactly(chunks: AsyncIterable<Uint8Array>, size: number): AsyncIterable<Uint8Array> {
  let seen = 0;
  try {
    for await (const chunk of chunks) {
      seen += chunk.byteLength;
      if (seen > size) throw unreadable("it is longer than it was said to be");
      yield chunk;
    }
  } catch (error) {
    throw MediaError.is(error) ? error : unreadable("reading failed", error);
  }
  if (seen < size) throw unreadable("it is shorter than it was said to be");
}

async function collect(chunks: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.byteLength;
    checkSize(size, maxBytes);
    parts.push(chunk);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
}

const TYPES: Readonly<Record<string, string>> = {
  aac: "audio/aac",
  amr: "audio/amr",
  mp3: "audio/mpeg",
  m4a: "audio/mp4",
  ogg: "audio/ogg; codecs=opus",
  opus: "audio/ogg; codecs=opus",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  png: "image/png",
  webp: "image/webp",
  mp4: "video/mp4",
  "3gp": "video/3gpp",
  txt: "text/plain",
  pdf: "application/pdf",
  doc: "application/msword",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  xls: "application/vnd.ms-excel",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  ppt: "application/vnd.ms-powerpoint",
  pptx: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
};

/** The MIME type that a file's name suggests. Pure. */
export function typeOfName(name: string): string | undefined {
  return TYPES[/\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? ""];
}

function tooLarge(size: number, maxBytes: number): MediaError {
  return new MediaError(
    "MEDIA_TOO_LARGE",
    `The file has ${String(size)} bytes or more; at most ${String(maxBytes)} are taken here.`,
    { fix: "Use a smaller file: Meta's media page lists the sizes for each type." },
  );
}

function unreadable(what: string, cause?: unknown): MediaError {
  return new MediaError("MEDIA_UNREADABLE", `The file to upload cannot be used: ${what}.`, {
    fix: "Check path, permissions and size.",
    cause,
  });
}
