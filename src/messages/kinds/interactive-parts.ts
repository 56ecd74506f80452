import * as z from "zod";
import { once } from "../../core/index.js";
import { text } from "../check-message.js";
import { defined, type MediaSource, mediaSource, oneSource } from "./image-message.js";

const ONE_SOURCE = { error: "expected exactly one of id and link" };
const media = once(() => z.strictObject(mediaSource()).refine(oneSource, ONE_SOURCE));
const file = once(() =>
  z.strictObject({ ...mediaSource(), fileName: text(240).optional() }).refine(oneSource, ONE_SOURCE),
);

/** A text header as Meta takes it everywhere. */
export const textHeader = once(() => ({ text: text(60), subText: text(60).optional() }));

/** Header of an interactive message. */
export const headerSchema = once(() =>
  z.union(
    [
      z.strictObject(textHeader()),
      z.strictObject({ image: media() }),
      z.strictObject({ video: media() }),
      z.strictObject({ document: file() }),
    ],
    { error: "expected one of { text } (at most 60 characters), { image }, { video }, { document }" },
  ),
);

/** Text above an interactive message. */
export interface TextHeader {
  /** 1 to 60 characters. */
  readonly text: string;
  /** A second line of 1 to 60 characters. Meta documents it for lists of products. */
  readonly subText?: string | undefined;
}

/** Header of an interactive message: text, or one file. */
export type InteractiveHeader =
  | TextHeader
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
  if ("text" in header) return defined({ type: "text", text: header.text, sub_text: header.subText });
  const [[type = "", value] = []] = Object.entries(header);
  const { fileName, ...source } = value as { readonly fileName?: string };
  return { type, [type]: defined({ ...source, filename: fileName }) };
}

/** Says which values occur twice. */
export function duplicates(values: readonly string[]): readonly string[] {
  return values.filter((value, index) => values.indexOf(value) !== index);
}
