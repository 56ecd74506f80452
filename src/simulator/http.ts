import { badParameter } from "./graph-failure.js";
import { type Json, record } from "./json.js";

/** A request as any adapter hands it over. */
export interface SimulatorRequest {
  readonly method: string;
  /** Absolute. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | undefined;
}

/** What the simulator answers. */
export interface SimulatorResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Text, except for downloaded media. */
  readonly body: string | Uint8Array;
}

/** A request as the endpoints see it. */
export interface GraphCall {
  readonly method: string;
  /** Without host and version: `/123/messages`. */
  readonly path: string;
  readonly segments: readonly string[];
  readonly origin: string;
  readonly query: URLSearchParams;
  /** Body and query parameters together, as Graph reads them. */
  readonly params: Json;
  readonly file?: UploadedFile | undefined;
  /** The body of a resumable upload. */
  readonly raw?: RawPart | undefined;
  readonly token: string | undefined;
}

export interface UploadedFile {
  readonly bytes: Uint8Array;
  readonly mimeType: string;
  readonly name: string;
}

/** Bytes of a file from an offset on. */
export interface RawPart {
  readonly offset: number;
  readonly bytes: Uint8Array;
}

export async function parseCall(request: SimulatorRequest): Promise<GraphCall> {
  const url = new URL(request.url);
  const segments = url.pathname.split("/").filter((segment) => segment !== "");
  if (/^v\d+\.\d+$/.test(segments[0] ?? "")) segments.shift();
  const raw = rawPart(request, segments);
  const { fields, file } = raw === undefined ? await parseBody(request) : { fields: {}, file: undefined };
  const bearer = /^(?:Bearer|OAuth)\s+(.+)$/i.exec(request.headers.authorization ?? "")?.[1];
  return {
    method: request.method.toUpperCase(),
    path: `/${segments.join("/")}`,
    segments,
    origin: url.origin,
    query: url.searchParams,
    params: url.search === "" ? fields : { ...withoutSecrets(url.searchParams), ...fields },
    file,
    raw,
    token: bearer?.trim() ?? url.searchParams.get("access_token") ?? undefined,
  };
}

/** Only `POST /upload:...` carries bytes instead of fields. */
function rawPart(
  { method, headers, body = "" }: SimulatorRequest,
  segments: readonly string[],
): RawPart | undefined {
  if (method.toUpperCase() !== "POST" || segments[0]?.startsWith("upload:") !== true) return undefined;
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  return { offset: Number(headers.file_offset), bytes };
}

const SECRETS: ReadonlySet<string> = new Set(["access_token", "appsecret_proof"]);

/** Query parameters that may be logged, and kept with what was sent. */
export function withoutSecrets(query: URLSearchParams): Record<string, string> {
  return Object.fromEntries([...query].filter(([name]) => !SECRETS.has(name)));
}

async function parseBody(
  request: SimulatorRequest,
): Promise<{ fields: Json; file?: UploadedFile | undefined }> {
  const { body } = request;
  if (body === undefined || body.length === 0) return { fields: {} };
  const contentType = request.headers["content-type"] ?? "application/json";
  if (contentType.startsWith("multipart/form-data")) return parseForm(body, contentType);
  const content = typeof body === "string" ? body : new TextDecoder().decode(body);
  if (contentType.startsWith("application/x-www-form-urlencoded"))
    return { fields: Object.fromEntries(new URLSearchParams(content)) };
  try {
    const fields = record(JSON.parse(content));
    if (fields !== undefined) return { fields };
  } catch {
    // Falls through to Meta's answer.
  }
  throw badParameter("The request body is not a JSON object.");
}

async function parseForm(
  body: string | Uint8Array,
  contentType: string,
): Promise<{ fields: Json; file?: UploadedFile | undefined }> {
  const form = await new Response(body as string, { headers: { "content-type": contentType } }).formData();
  const fields: Record<string, unknown> = {};
  let file: UploadedFile | undefined;
  for (const [name, value] of form as unknown as Iterable<
    [string, string | (Blob & { readonly name?: string })]
  >) {
    if (typeof value === "string") fields[name] = value;
    else
      file = {
        bytes: new Uint8Array(await value.arrayBuffer()),
        mimeType: value.type,
        name: value.name ?? "file",
      };
  }
  return { fields, file };
}
