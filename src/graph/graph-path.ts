import { ValidationError } from "../core/index.js";

const SENDING: Readonly<Record<string, string>> = {
  messages: "messages.sendTemplate() or a Chat",
  marketing_messages: "messages.sendTemplate()",
  messages_encrypted: "messages.sendTemplate() or a Chat",
};
/** Reaches people, too, but has methods of its own beside those that ask for permission first. */
const CALLING = { calls: "calling.connect() and its siblings" } as const;

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
    const edge = Object.keys(refusedEdges).find(
      (name) => bare(name) === bare(segment) || name === segment.split(/[.:]/)[0]?.toLowerCase(),
    );
    const method = edge && refusedEdges[edge];
    if (method !== undefined)
      throw refused(
        `"${segment.toLowerCase()}" sends`,
        `Use ${method}: every send passes consent, templates, windows and limits.`,
      );
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
 * Refuses query and body fields with which Graph would do something else than the path says: another method, a batch,
 * other objects (`ids`), another token.
 *
 * @throws ValidationError `GRAPH_PATH_REFUSED`.
 */
export function guardGraphFields(fields: Readonly<Record<string, unknown>> | undefined): void {
  for (const name of Object.keys(fields ?? {})) {
    if (!PLAIN_FIELD.test(name))
      throw refused("a field's name has other characters than letters, digits, _ and -");
    if (OVERRIDES.has(name.toLowerCase())) throw refused(`the field "${name}" changes what the request does`);
  }
}

function refused(problem: string, fix = "Use the resource or send method meant for it."): ValidationError {
  return new ValidationError("GRAPH_PATH_REFUSED", `The raw Graph access refuses this: ${problem}.`, {
    fix,
    problems: [{ field: "path", problem }],
  });
}
