import { DAY } from "../core/index.js";

/** A file that Meta holds. */
export interface StoredMedia {
  readonly id: string;
  readonly bytes: Uint8Array;
  readonly mimeType: string;
  readonly sha256Hex: string;
  readonly sha256Base64: string;
  /** Own uploads live 30 days, what people sent 7. */
  readonly expiresAt: number;
}

export type MediaShelf = Map<string, StoredMedia>;

export const UPLOAD_LIFE_MS = 30 * DAY;
export const INBOUND_LIFE_MS = 7 * DAY;

/** Path of a download, on the host that Meta uses for media or on the simulator's own server. */
export const DOWNLOAD_PATH = "/whatsapp_business/attachments";
export const DOWNLOAD_HOST = "https://lookaside.fbsbx.com";

export async function storedMedia(
  parts: Pick<StoredMedia, "id" | "bytes" | "mimeType" | "expiresAt">,
): Promise<StoredMedia> {
  const digest = Buffer.from(await crypto.subtle.digest("SHA-256", parts.bytes as Uint8Array<ArrayBuffer>));
  return { ...parts, sha256Hex: digest.toString("hex"), sha256Base64: digest.toString("base64") };
}
