import * as z from "zod";
import { text } from "../check-message.js";
import { defined, type MediaSource, mediaSource, oneSource } from "./image-message.js";

const media = z.strictObject(mediaSource).refine(oneSource, { error: "expected exactly one of id and link" });

/** Header of an interactive message. */
export const headerSchema = z.union(
  [
    z.strictObject({ text: text(60) }),
    z.strictObject({ image: media }),
    z.strictObject({ video: media }),
    z.strictObject({ document: media }),
  ],
  { error: "expected one of { text } (at most 60 characters), { image }, { video }, { document }" },
);

export type InteractiveHeader =
  | { readonly text: string }
  | { readonly image: MediaSource }
  | { readonly video: MediaSource }
  | { readonly document: MediaSource };

/** Header, body and footer in Meta's spelling. */
export function partsToWire(parts: {
  readonly header?: InteractiveHeader | undefined;
  readonly body: string;
  readonly footer?: string | undefined;
}): Record<string, unknown> {
  return defined({
    header: parts.header && headerToWire(parts.header),
    body: { text: parts.body },
    footer: parts.footer === undefined ? undefined : { text: parts.footer },
  });
}

function headerToWire(header: InteractiveHeader): Record<string, unknown> {
  const [[type, value] = ["text", ""]] = Object.entries(header);
  return { type, [type]: typeof value === "string" ? value : defined(value as Record<string, unknown>) };
}

/** Says which values occur twice. */
export function duplicates(values: readonly string[]): readonly string[] {
  return values.filter((value, index) => values.indexOf(value) !== index);
}
