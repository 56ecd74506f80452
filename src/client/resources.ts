import { TransportError } from "../core/index.js";
import type { GraphClient } from "../graph/index.js";
import type { ManagementPace } from "../limits/index.js";
import type { Engine } from "./engine.js";
import { guardedBlockList } from "./guarded-block-list.js";
import { guardedCalls } from "./guarded-calls.js";
import { watchedTemplates } from "./watched-templates.js";
import { createResources, type ResourceContext, type Resources } from "../resources/index.js";

/** Hangs every resource on the client, each under its own name; near the end of Meta's quota their calls wait. */
export function attachResources(
  client: object,
  engine: Engine,
  context: ResourceContext & { readonly pace: ManagementPace },
): void {
  const { graph } = engine;
  const { pace, ...rest } = context;
  const paced: GraphClient = {
    ...graph,
    request: async (call) => {
      await pace.wait(call.signal).catch((cause: unknown) => {
        throw new TransportError("ABORTED", "The caller aborted the request before it started.", {
          fix: "Nothing was sent.",
          requestLeft: false,
          cause,
        });
      });
      return graph.request(call);
    },
  };
  const made = createResources(paced, rest);
  const resources: Resources = {
    ...made,
    calling: guardedCalls(engine, made.calling),
    blockList: guardedBlockList(engine, made.blockList),
    messageTemplates: watchedTemplates(engine, made.messageTemplates),
  };
  for (const [name, value] of Object.entries(resources)) {
    Object.defineProperty(client, name, { value, enumerable: true });
  }
}

export type { Resources };
