import { existsSync } from "node:fs";
import { dirname, extname, resolve } from "node:path";
import type { CreateUploadHandleInput, TemplateJson } from "waypost";

/** What Meta takes as a sample of a header, by the ending of the file. */
const TYPES: Readonly<Record<string, CreateUploadHandleInput["type"]>> = {
  ".jpg": "image/jpeg",
  ".jpeg": "image/jpeg",
  ".png": "image/png",
  ".mp4": "video/mp4",
  ".pdf": "application/pdf",
};

export interface SampleFile {
  readonly path: string;
  readonly type: CreateUploadHandleInput["type"];
}

/** Why a sample that is named by its path (`./box.jpg`, from the template's file) cannot be uploaded. */
export function unusableSample(json: TemplateJson, file: string): string | undefined {
  for (const example of samplePaths(json)) {
    if (typeOf(example) === undefined) return `its sample ${example} is no JPEG, PNG, MP4 or PDF`;
    if (!existsSync(resolve(dirname(file), example))) return `there is no file ${example} beside it`;
  }
  return undefined;
}

/** The template with handles where paths stood. Each file is uploaded once. */
export async function uploadSamples(
  json: TemplateJson,
  file: string,
  upload: (sample: SampleFile) => Promise<string>,
): Promise<TemplateJson> {
  const handles = new Map<string, string>();
  for (const example of samplePaths(json)) {
    const type = typeOf(example);
    if (type === undefined || handles.has(example)) continue;
    handles.set(example, await upload({ path: resolve(dirname(file), example), type }));
  }
  if (handles.size === 0) return json;
  const filled = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(filled);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, part]) => [
        name,
        name === "header_handle" && Array.isArray(part)
          ? part.map((handle: unknown) => handles.get(String(handle)) ?? handle)
          : filled(part),
      ]),
    );
  };
  return { ...json, components: filled(json.components) as TemplateJson["components"] };
}

/** A handle of Meta's never looks like a path. */
function samplePaths(json: TemplateJson): readonly string[] {
  const found: string[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    for (const [name, part] of Object.entries(value)) {
      if (name === "header_handle" && Array.isArray(part))
        found.push(...part.filter((handle): handle is string => /^(?:\.{1,2}\/|\/)/.test(String(handle))));
      else visit(part);
    }
  };
  visit(json.components);
  return found;
}

const typeOf = (path: string): CreateUploadHandleInput["type"] | undefined =>
  TYPES[extname(path).toLowerCase()];
