import { TransportError } from "../core/index.js";
import { camelKeys } from "./case.js";

/** What comes back: the fields that are known, and whatever else Meta sends, with names in camelCase. */
export type Answer<Known> = Known & { readonly [field: string]: unknown };

/** Reads an answer. `Out` is what the caller gets. */
export type Reader<Out> = (json: unknown) => Out;

/**
 * A tolerant reader: it asks for an object that has the fields without which the answer is of no use, and takes
 * everything else as it comes.
 *
 * @param needed - names as the caller sees them.
 */
export function answer<Known>(...needed: readonly (keyof Known & string)[]): Reader<Answer<Known>> {
  return (json) => {
    if (typeof json !== "object" || json === null || Array.isArray(json)) throw unreadable("no object");
    const fields = camelKeys(json) as Readonly<Record<string, unknown>>;
    const missing = needed.filter((name) => fields[name] === undefined || fields[name] === null);
    if (missing.length > 0) throw unreadable(`no ${missing.join(", ")}`);
    return fields as Answer<Known>;
  };
}

/** `{ success: true }`. */
export interface Success {
  readonly success: boolean;
}

/** Meta did it. Some endpoints answer with an id instead of `success`. */
export const success: Reader<Answer<Success>> = (json) => {
  const fields = answer<Partial<Success>>()(json);
  if (fields.success === undefined && fields.id === undefined) throw unreadable("no success");
  return { ...fields, success: fields.success !== false && String(fields.success) !== "false" };
};

/** The first object of a list: Graph wraps some single objects so. */
export function firstOf<Known>(...needed: readonly (keyof Known & string)[]): Reader<Answer<Known>> {
  const read = answer<Known>(...needed);
  return (json) => {
    const { data } = json as { data?: unknown };
    return read(Array.isArray(data) ? ((data as unknown[])[0] ?? {}) : json);
  };
}

function unreadable(what: string): TransportError {
  return new TransportError("BAD_ANSWER", `The answer is not what Graph documents here: it has ${what}.`, {
    fix: "The request may have been carried out: look before you repeat it, and check proxies on the way.",
    requestLeft: true,
  });
}
