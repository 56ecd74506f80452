import { createRequire } from "node:module";
import type * as Msw from "msw";
import { ValidationError } from "../core/index.js";
import type { Router } from "./router.js";

/**
 * Handlers for msw's `setupServer(...sim.handlers)`: everything that global `fetch` sends to Meta's Graph host. msw is an
 * optional peer: it is loaded only when the handlers are asked for.
 */
export function mswHandlers(router: Router): Msw.HttpHandler[] {
  const { http, HttpResponse } = loadMsw();
  return [
    http.all("https://graph.facebook.com/*", async ({ request }) => {
      const handled = router.handle({
        method: request.method,
        url: request.url,
        authorization: request.headers.get("authorization"),
        body: await request.text(),
      });
      if ("lost" in handled) return HttpResponse.error();
      const { status, headers, body } = handled.answer;
      return new HttpResponse(body, { status, headers: { ...headers } });
    }),
  ];
}

function loadMsw(): typeof Msw {
  try {
    return createRequire(import.meta.url)("msw") as typeof Msw;
  } catch (error) {
    throw new ValidationError("INVALID_OPTIONS", "sim.handlers needs msw, which is not installed.", {
      fix: "Run: npm install --save-dev msw. Or use sim.transport(), which needs nothing.",
      cause: error,
    });
  }
}
