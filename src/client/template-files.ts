import type { TemplateDefinition } from "../templates/index.js";
import { createUploads, isMediaFile, type Slotted, sourceOf } from "./chat-media.js";
import type { Engine } from "./engine.js";

/** Parameters of a template in which a media header, also of a card, may be a `file` instead of an `id` or a `link`. */
export type WithHeaderFiles<Arguments> = {
  readonly [Name in keyof Arguments]: Name extends "params" ? FileParams<Arguments[Name]> : Arguments[Name];
};
type FileParams<Params> = Params extends object
  ? {
      readonly [Name in keyof Params]: Name extends "header"
        ? Slotted<Params[Name]>
        : Name extends "cards"
          ? FileCards<Params[Name]>
          : Params[Name];
    }
  : Params;
type FileCards<Cards> = { readonly [Index in keyof Cards]: FileParams<Cards[Index]> };

const MEDIA: ReadonlySet<string> = new Set(["image", "video", "gif", "document"]);

export interface TemplateFiles {
  /** Parameters with a stand-in for each file, to be checked before anything goes up. */
  readonly params: unknown;
  /** Undefined: there are no files. */
  readonly upload: ((signal: AbortSignal | undefined) => Promise<unknown>) | undefined;
}

/**
 * Finds the files among the parameters of a template.
 *
 * @throws ValidationError `INVALID_MESSAGE` for a file of a type that Meta does not take there.
 */
export function templateFiles(
  engine: Engine,
  phoneNumberId: string,
  template: TemplateDefinition,
  params: unknown,
): TemplateFiles {
  const { header, cards } = template;
  if (cards === undefined && (header?.format === undefined || !MEDIA.has(header.format)))
    return { params, upload: undefined };
  const uploads = createUploads(engine, phoneNumberId);
  const tried = withIds(template, params, (format, value) => {
    if (!isMediaFile(value)) return value;
    uploads.add(format, value);
    return sourceOf(value, "0");
  });
  if (uploads.isEmpty()) return { params, upload: undefined };
  return {
    params: tried,
    upload: async (signal) => {
      const idOf = await uploads.run(signal);
      return withIds(template, params, (_format, value) =>
        isMediaFile(value) ? sourceOf(value, idOf(value)) : value,
      );
    },
  };
}

function withIds(
  template: TemplateDefinition,
  params: unknown,
  put: (format: string, value: unknown) => unknown,
): unknown {
  const inHeader = (format: string | undefined, part: unknown): unknown => {
    if (format === undefined || !MEDIA.has(format) || typeof part !== "object" || part === null) return part;
    const { header, ...rest } = part as { readonly header?: unknown };
    return header === undefined ? part : { ...rest, header: put(format, header) };
  };
  const made = inHeader(template.header?.format, params);
  const { cards: definitions } = template;
  const given = (made as { readonly cards?: unknown } | null | undefined)?.cards;
  if (definitions === undefined || !Array.isArray(given)) return made;
  return {
    ...(made as object),
    cards: given.map((card: unknown, index) =>
      inHeader((definitions[index] ?? definitions[0])?.header.format, card),
    ),
  };
}
