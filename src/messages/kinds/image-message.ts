import * as z from "zod";
import { once } from "../../core/index.js";
import { checkMessage, httpUrl, text } from "../check-message.js";
import type { OutgoingMessage } from "../outgoing-message.js";

/** Media that was uploaded (`id`) or that Meta downloads from a public link. Exactly one of the two. */
export const mediaSource = once(() => ({
  id: z.string().min(1).optional(),
  link: httpUrl().optional(),
}));

export const oneSource = ({ id, link }: { id?: string | undefined; link?: string | undefined }): boolean =>
  (id === undefined) !== (link === undefined);

export const imageSchema = once(() =>
  z
    .strictObject({ ...mediaSource(), caption: text(1024).optional() })
    .refine(oneSource, { error: "expected exactly one of id and link" }),
);

/** Media by the id of an upload, or by a public link. */
export type MediaSource =
  { readonly id: string; readonly link?: undefined } | { readonly link: string; readonly id?: undefined };

/** An image by id or link. */
export type ImageMessageInput = MediaSource & {
  /** 1 to 1024 characters. */
  readonly caption?: string | undefined;
};

/** An image: JPEG or PNG, at most 5 MB. @throws ValidationError `INVALID_MESSAGE`. */
export function imageMessage(input: ImageMessageInput): OutgoingMessage {
  return {
    kind: "image",
    wire: { type: "image", image: defined(checkMessage("image", imageSchema(), input)) },
  };
}

/** Leaves out what is undefined. */
export function defined(value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined));
}
