import type { GraphClient } from "../graph/index.js";
import type { HourlyQuota } from "../limits/index.js";
import { type AccountStateApi, createAccountStateApi } from "./account-api.js";
import type { Engine } from "./engine.js";
import { guardedBlockList } from "./guarded-block-list.js";
import { guardedCalls } from "./guarded-calls.js";
import { guardedTemplates } from "./guarded-templates.js";
import { watchedTemplates } from "./watched-templates.js";
import { createResources, type ResourceContext, type Resources } from "../resources/index.js";

/** Hangs every resource on the client, each under its own name. `graph` is the one whose calls wait near the end of the quota. */
export function attachResources(
  client: object,
  engine: Engine,
  context: ResourceContext & { readonly graph: GraphClient; readonly templateQuota: HourlyQuota },
): void {
  const { graph, templateQuota, ...rest } = context;
  const made = createResources(graph, rest);
  const resources: ClientResources = {
    ...made,
    account: { ...made.account, ...createAccountStateApi(engine) },
    calling: guardedCalls(engine, made.calling),
    blockList: guardedBlockList(engine, made.blockList),
    messageTemplates: watchedTemplates(engine, guardedTemplates(templateQuota, made.messageTemplates)),
  };
  for (const [name, value] of Object.entries(resources)) {
    Object.defineProperty(client, name, { value, enumerable: true });
  }
}

/** The management endpoints; the account's hold its standing with Meta too. */
export type ClientResources = Resources & { readonly account: AccountStateApi };
