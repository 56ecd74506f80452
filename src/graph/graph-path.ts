import { ValidationError } from "../core/index.js";

const SENDING: Readonly<Record<string, string>> = {
  messages: "messages.sendTemplate() or a Chat",
  marketing_messages: "messages.sendTemplate()",
  messages_encrypted: "messages.sendTemplate() or a Chat: what is encrypted here, no layer can read",
};
/** Reaches people, too, but has methods of its own beside those that ask for permission first. */
const CALLING = { calls: "calling.connect() and its siblings" } as const;
/** Doors behind which a request names other requests: a send could stand in them. */
const DOORS = ["graphql", "graphqlbatch", "batch", "method", "restserver", "fql"] as const;

/**
 * Checks a path given to the raw Graph access and returns it with one leading slash. Allowed are plain paths such as
 * `/123/settings`: what could be read differently here and at Meta is refused.
 *
 * @throws ValidationError `GRAPH_PATH_REFUSED` for a path that sends, a batch request, an absolute URL, or any
 * spelling that hides one.
 */
export function guardGraphPath(path: unknown): string {
  return guarded(path, SENDING);
}

/**
 * The same for the raw Graph access of callers, which may not start calls either.
 *
 * @throws ValidationError `GRAPH_PATH_REFUSED`.
 */
export function guardRawPath(path: unknown): string {
  return guarded(path, { ...SENDING, ...CALLING });
}

function guarded(path: unknown, refusedEdges: Readonly<Record<string, string>>): string {
  if (typeof path !== "string") throw refused("expected a path such as /123/settings");
  const plain = path.startsWith("/") ? path.slice(1) : path;
  // No scheme, no host, no query, no fragment, no escapes, no dot segments, no empty segments.
  if (!/^[A-Za-z0-9_.:-]+(?:\/[A-Za-z0-9_.:-]+)*$/.test(plain)) {
    throw refused(
      "expected plain segments; give query parameters as { query }, and no absolute URL or escapes",
    );
  }
  const segments = plain.split("/");
  if (segments.some((segment) => segment === "." || segment === ".."))
    throw refused("dot segments are not allowed");
  if (/^https?:$/i.test(segments[0] ?? "")) throw refused("an absolute URL is not allowed");
  const own = isVersion(segments[0]) ? segments.slice(1) : segments;
  if (own.length === 0 || own.every(isVersion))
    throw refused("the version root takes batch requests, which could send");
  for (const segment of own) {
    // Also `Messages`, `messages.json` and `marketing-messages`: what Meta makes of them is not left to chance.
    const parts = [segment, ...segment.split(/[.:]/)].map(bare);
    const edge = Object.keys(refusedEdges).find((name) => parts.includes(bare(name)));
    const method = edge && refusedEdges[edge];
    if (method !== undefined)
      throw refused(
        `"${segment.toLowerCase()}" sends`,
        `Use ${method}: every send passes consent, templates, windows and limits.`,
      );
    if (DOORS.some((door) => parts.includes(door)))
      throw refused(`"${segment.toLowerCase()}" carries other requests, which could send`);
  }
  return `/${own.join("/")}`;
}

function isVersion(segment: string | undefined): boolean {
  return /^v\d+(?:\.\d+)?$/i.test(segment ?? "");
}

function bare(segment: string): string {
  return segment.toLowerCase().replace(/[^a-z0-9]/g, "");
}

const OVERRIDES = new Set([
  "method",
  "_method",
  "http_method",
  "batch",
  "asyncbatch",
  "async_batch",
  "adbatch",
  "ids",
  "access_token",
  "relative_url",
  "include_headers",
  "attached_files",
]);
// Meta's servers read `a.b` and `a b` as `a_b`, and `a[0]` as a list `a`.
const PLAIN_FIELD = /^[A-Za-z0-9_-]+$/;

/**
 * Reads the query of a raw call once, and gives back a copy of what was checked.
 *
 * @throws ValidationError `GRAPH_PATH_REFUSED` for fields with which Graph would do something else than the path says:
 * another method, a batch, other objects (`ids`), another token; and for what is no plain object of texts (a string, a
 * list of pairs or a `URLSearchParams` would reach the wire by another way than its own fields).
 */
export function guardGraphQuery(query: unknown): Readonly<Record<string, string>> | undefined {
  if (query === undefined) return undefined;
  const copy = Object.fromEntries(Object.entries(plain("query", query)));
  guardNames(copy);
  for (const [name, value] of Object.entries(copy))
    if (typeof value !== "string") throw refused(`the query field "${name}" is no text`);
  return copy as Record<string, string>;
}

/**
 * The same for a body: what is checked is what `JSON.stringify` makes of it, whatever `toJSON` and getters say.
 *
 * @throws ValidationError `GRAPH_PATH_REFUSED`.
 */
export function guardGraphBody(body: unknown): Readonly<Record<string, unknown>> | undefined {
  if (body === undefined) return undefined;
  let written: unknown;
  try {
    written = JSON.parse(JSON.stringify(plain("body", body)));
  } catch (error) {
    throw ValidationError.is(error) ? error : refused("the body is no JSON");
  }
  const copy = plain("body", written);
  guardNames(copy);
  return copy;
}

function guardNames(fields: Readonly<Record<string, unknown>>): void {
  for (const name of Object.keys(fields)) {
    if (!PLAIN_FIELD.test(name))
      throw refused("a field's name has other characters than letters, digits, _ and -");
    if (OVERRIDES.has(name.toLowerCase())) throw refused(`the field "${name}" changes what the request does`);
  }
}

function plain(what: "query" | "body", value: unknown): Readonly<Record<string, unknown>> {
  const prototype: unknown =
    typeof value === "object" && value !== null ? Object.getPrototypeOf(value) : undefined;
  if (prototype !== null && (prototype === undefined || Object.getPrototypeOf(prototype) !== null))
    throw refused(`the ${what} is no plain object`);
  return value as Readonly<Record<string, unknown>>;
}

function refused(problem: string, fix = "Use the resource or send method meant for it."): ValidationError {
  return new ValidationError("GRAPH_PATH_REFUSED", `The raw Graph access refuses this: ${problem}.`, {
    fix,
    problems: [{ field: "path", problem }],
  });
}
