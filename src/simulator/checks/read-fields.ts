import { badParameter, invalid, missing } from "../graph-failure.js";
import { type Json, lengthOf, record } from "../json.js";

/** An object that must be there (131008). `name` is its path as Meta writes it: `text['body']`. */
export function objectAt(parent: Json, field: string, name = field): Json {
  const value = record(parent[field]);
  if (value === undefined) throw missing(`The parameter ${name} is required.`);
  return value;
}

/** A text that must be there (131008) and not be longer than `max` (100). */
export function textAt(parent: Json, field: string, max: number, name = field): string {
  const value = parent[field];
  if (value === undefined || value === null || value === "")
    throw missing(`The parameter ${name} is required.`);
  if (typeof value !== "string") throw badParameter(`Param ${name} must be a string.`);
  if (lengthOf(value) > max)
    throw badParameter(`Param ${name} must be at most ${String(max)} characters long.`);
  return value;
}

/** A text that may be missing. */
export function optionalTextAt(parent: Json, field: string, max: number, name = field): string | undefined {
  return parent[field] === undefined ? undefined : textAt(parent, field, max, name);
}

/** Title or label with Meta's sentence for its length (131009). */
export function labelAt(parent: Json, field: string, max: number, label: string): string {
  const value = parent[field];
  if (value === undefined || value === null) throw missing(`${label} is required.`);
  if (typeof value !== "string" || value === "" || lengthOf(value) > max) {
    throw invalid(`${label} length invalid. Min length: 1, Max length: ${String(max)}`);
  }
  return value;
}

/** Media: exactly one of `id` and `link` (100). */
export function mediaAt(parent: Json, field: string): Json {
  const media = objectAt(parent, field);
  const id = typeof media.id === "string" && media.id !== "";
  const link = typeof media.link === "string" && media.link !== "";
  if (id === link) throw badParameter(`Param ${field} must have exactly one of 'id' and 'link'.`);
  if (link && !/^https?:\/\/[^/\s]+/.test(String(media.link)))
    throw invalid(`${field}['link'] is not a valid URI.`);
  return media;
}
