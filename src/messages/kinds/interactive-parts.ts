import * as z from "zod";
import { text } from "../check-message.js";
import { defined, type MediaSource, mediaSource, oneSource } from "./image-message.js";

const ONE_SOURCE = { error: "expected exactly one of id and link" };
const media = z.strictObject(mediaSource).refine(oneSource, ONE_SOURCE);
const file = z.strictObject({ ...mediaSource, fileName: text(240).optional() }).refine(oneSource, ONE_SOURCE);

/** Header of an interactive message. */
export const headerSchema = z.union(
  [
    z.strictObject({ text: text(60) }),
    z.strictObject({ image: media }),
    z.strictObject({ video: media }),
    z.strictObject({ document: file }),
  ],
  { error: "expected one of { text } (at most 60 characters), { image }, { video }, { document }" },
);

/** Header of an interactive message: text, or one file. */
export type InteractiveHeader =
  | { readonly text: string }
  | { readonly image: MediaSource }
  | { readonly video: MediaSource }
  | {
      /** The file's name is shown, and its ending picks the icon. */
      readonly document: MediaSource & { readonly fileName?: string | undefined };
    };

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
  if (typeof value === "string") return { type, text: value };
  const { fileName, ...source } = value as { readonly fileName?: string };
  return { type, [type]: defined({ ...source, filename: fileName }) };
}

/** Says which values occur twice. */
export function duplicates(values: readonly string[]): readonly string[] {
  return values.filter((value, index) => values.indexOf(value) !== index);
}
