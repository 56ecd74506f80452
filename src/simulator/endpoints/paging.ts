import { badParameter } from "../graph-failure.js";
import type { GraphCall } from "../http.js";
import type { Json } from "../json.js";

/** One page of a Graph edge: opaque cursors, and a `next` only when there is more. */
export function page(
  items: readonly Json[],
  call: GraphCall,
  defaults: { readonly limit: number; readonly max: number },
): Json {
  const limit = Math.min(Number(call.query.get("limit") ?? defaults.limit), defaults.max);
  if (!Number.isInteger(limit) || limit < 1) throw badParameter("Param limit must be a positive integer.");
  const after = call.query.get("after");
  const start = after === null ? 0 : positionOf(after);
  const end = Math.min(start + limit, items.length);
  if (items.length === 0) return { data: [] };
  const next = new URLSearchParams(call.query);
  next.set("after", cursor(end));
  // As Meta's, this URL carries the token: a client must not log it.
  next.set("access_token", call.token ?? "");
  return {
    data: items.slice(start, end),
    paging: {
      cursors: { before: cursor(start), after: cursor(end) },
      ...(end < items.length ? { next: `${call.origin}${call.path}?${next.toString()}` } : {}),
    },
  };
}

function cursor(position: number): string {
  return Buffer.from(`at:${String(position)}`).toString("base64url");
}

function positionOf(after: string): number {
  const position = Number(/^at:(\d+)$/.exec(Buffer.from(after, "base64url").toString())?.[1]);
  if (!Number.isInteger(position))
    throw badParameter("Invalid cursors values: Param after is not a cursor of this list.");
  return position;
}

/** `fields=a,b{c,d}` as a list of names. */
export function fieldsOf(
  call: GraphCall,
  known: readonly string[],
  node: string,
): readonly string[] | undefined {
  const asked = call.query.get("fields");
  if (asked === null || asked.trim() === "") return undefined;
  const names = asked
    .replace(/\{[^{}]*\}/g, "")
    .split(",")
    .map((name) => name.trim());
  for (const name of names) {
    if (!known.includes(name))
      throw badParameter(`Tried accessing nonexisting field (${name}) on node type (${node})`);
  }
  return names;
}
