import { createRequire } from "node:module";
import { ValidationError } from "../../core/index.js";
import { exchange } from "../exchange.js";
import type { World } from "../world.js";

/**
 * Handlers for msw's `setupServer(...)`. The element type is `never`, which fits every version of msw and needs none to
 * be installed for the types of `waypost/simulator`.
 */
export type MswHandlers = never[];

/** The part of msw that is used. */
interface Msw {
  readonly http: {
    all(path: string, resolver: (info: { readonly request: Request }) => Promise<Response>): unknown;
  };
}

const HOSTS = ["https://graph.facebook.com/*", "https://api.facebook.com/*", "https://lookaside.fbsbx.com/*"];

/**
 * msw handlers for Meta's hosts. msw sees global `fetch` only: with them, give Waypost `fetchTransport()`.
 *
 * msw is an optional peer dependency, loaded when the handlers are first asked for, not with this module.
 *
 * @throws ValidationError `INVALID_OPTIONS` when msw is not installed.
 */
export function mswHandlers(world: World): MswHandlers {
  const { http } = loadMsw();
  return HOSTS.map((host) => http.all(host, ({ request }) => respond(world, request))) as MswHandlers;
}

async function respond(world: World, request: Request): Promise<Response> {
  const outcome = await exchange(world, {
    method: request.method,
    url: request.url,
    headers: Object.fromEntries(request.headers),
    body: new Uint8Array(await request.arrayBuffer()),
  });
  switch (outcome.kind) {
    case "answer":
      return new Response(outcome.response.body, outcome.response);
    case "timeout":
      // The client's own timeout ends it.
      return new Promise(() => undefined);
    default:
      // What msw takes for a network error.
      return Response.error();
  }
}

function loadMsw(): Msw {
  // In the CommonJS build there is a `__filename` and no `import.meta.url`.
  const load = createRequire(typeof __filename === "string" ? __filename : import.meta.url);
  try {
    return load("msw") as Msw;
  } catch (error) {
    throw new ValidationError(
      "INVALID_OPTIONS",
      "The simulator's msw handlers need msw, which could not be loaded.",
      {
        fix: "Install it (npm install --save-dev msw), or use sim.transport() or sim.listen(), which need nothing.",
        cause: error,
      },
    );
  }
}
