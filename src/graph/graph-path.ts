import { ValidationError } from "../core/index.js";

const SENDING: Readonly<Record<string, string>> = {
  messages: "messages.sendTemplate() or a Chat",
  marketing_messages: "messages.sendTemplate()",
  messages_encrypted: "messages.sendTemplate() or a Chat",
};

/**
 * Checks a path given to the raw Graph access and returns it with one leading slash. Allowed are plain paths such as
 * `/123/settings`: what could be read differently here and at Meta is refused.
 *
 * @throws ValidationError `GRAPH_PATH_REFUSED` for a path that sends, a batch request, an absolute URL, or any
 * spelling that hides one.
 */
export function guardGraphPath(path: unknown): string {
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
  const own = /^v\d+\.\d+$/i.test(segments[0] ?? "") ? segments.slice(1) : segments;
  if (own.length === 0) throw refused("the version root takes batch requests, which could send");
  for (const segment of own) {
    const method = SENDING[segment.toLowerCase()];
    if (method !== undefined)
      throw refused(
        `"${segment.toLowerCase()}" sends`,
        `Use ${method}: every send passes consent, templates, windows and limits.`,
      );
  }
  return `/${own.join("/")}`;
}

const OVERRIDES = new Set(["method", "_method", "batch", "access_token", "relative_url", "include_headers"]);

/** Refuses query and body fields with which Graph would do something else than the path says. */
export function guardGraphFields(fields: Readonly<Record<string, unknown>> | undefined): void {
  for (const name of Object.keys(fields ?? {})) {
    if (OVERRIDES.has(name.toLowerCase())) throw refused(`the field "${name}" changes what the request does`);
  }
}

function refused(problem: string, fix = "Use the resource or send method meant for it."): ValidationError {
  return new ValidationError("GRAPH_PATH_REFUSED", `The raw Graph access refuses this: ${problem}.`, {
    fix,
    problems: [{ field: "path", problem }],
  });
}
