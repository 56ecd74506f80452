import type { Random } from "../core/index.js";
import type { TransportBody } from "./transport.js";

/** Bytes of a known length that can be read again for a second attempt. */
export interface ByteSource {
  readonly size: number;
  /** Bytes from `from` on (default 0). Each call reads anew. */
  open(from?: number): Uint8Array | AsyncIterable<Uint8Array>;
}

export interface FilePart {
  /** Name of the form field: `file` nearly everywhere. */
  readonly field: string;
  readonly name: string;
  readonly type: string;
  readonly bytes: ByteSource;
}

/** What a call carries. */
export type GraphBody =
  | { readonly kind: "json"; readonly value: Readonly<Record<string, unknown>> }
  /** `application/x-www-form-urlencoded`. */
  | { readonly kind: "form"; readonly fields: Readonly<Record<string, string>> }
  | {
      readonly kind: "multipart";
      readonly fields: Readonly<Record<string, string>>;
      readonly file?: FilePart | undefined;
    }
  /** Raw bytes from `from` on. */
  | { readonly kind: "bytes"; readonly bytes: ByteSource; readonly from: number };

export interface EncodedBody {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: TransportBody | undefined;
}

/** Turns a body into what goes over the wire: a fresh one for each attempt. `onProgress` gets the bytes of the file that left. */
export function encodeBody(
  body: GraphBody | undefined,
  random: Random,
  onProgress?: (sent: number) => void,
): EncodedBody {
  switch (body?.kind) {
    case undefined:
      return { headers: {}, body: undefined };
    case "json":
      return { headers: { "content-type": "application/json" }, body: JSON.stringify(body.value) };
    case "form":
      return {
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body: new URLSearchParams(body.fields).toString(),
      };
    case "bytes":
      return {
        headers: {
          "content-type": "application/octet-stream",
          "content-length": String(body.bytes.size - body.from),
        },
        body: counted(body.bytes, onProgress, body.from),
      };
    case "multipart":
      return multipart(body, random, onProgress);
  }
}

function multipart(
  { fields, file }: Extract<GraphBody, { kind: "multipart" }>,
  random: Random,
  onProgress: ((sent: number) => void) | undefined,
): EncodedBody {
  const boundary = `waypost-${Array.from({ length: 24 }, () => Math.floor(random() * 36).toString(36)).join("")}`;
  const head = Object.entries(fields).map(
    ([name, value]) =>
      `--${boundary}\r\ncontent-disposition: form-data; name="${quoted(name)}"\r\n\r\n${value}\r\n`,
  );
  const headers = { "content-type": `multipart/form-data; boundary=${boundary}` };
  if (file === undefined) return { headers, body: `${head.join("")}--${boundary}--\r\n` };
  const before = utf8(
    `${head.join("")}--${boundary}\r\ncontent-disposition: form-data; name="${quoted(file.field)}"; filename="${quoted(file.name)}"\r\ncontent-type: ${file.type}\r\n\r\n`,
  );
  const after = utf8(`\r\n--${boundary}--\r\n`);
  return {
    headers: {
      ...headers,
      "content-length": String(before.length + file.bytes.size + after.length),
    },
    body: (async function* () {
      yield before;
      yield* counted(file.bytes, onProgress, 0);
      yield after;
    })(),
  };
}

const CHUNK = 64 * 1024;

async function* counted(
  bytes: ByteSource,
  onProgress: ((sent: number) => void) | undefined,
  from: number,
): AsyncIterable<Uint8Array> {
  let sent = from;
  const source = bytes.open(from);
  for await (const chunk of source instanceof Uint8Array ? slices(source) : source) {
    yield chunk;
    sent += chunk.byteLength;
    onProgress?.(sent);
  }
}

function* slices(bytes: Uint8Array): Iterable<Uint8Array> {
  for (let at = 0; at < bytes.byteLength; at += CHUNK) yield bytes.subarray(at, at + CHUNK);
}

/** As browsers do it: a quote or a line end would end the header. */
function quoted(value: string): string {
  return value.replace(/\r/g, "%0D").replace(/\n/g, "%0A").replace(/"/g, "%22");
}

function utf8(value: string): Uint8Array {
  return new TextEncoder().encode(value);
}
