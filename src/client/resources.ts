import type { GraphClient } from "../graph/index.js";
import type { HourlyQuota } from "../limits/index.js";
import { type AccountStateApi, createAccountStateApi } from "./account-api.js";
import type { Engine } from "./engine.js";
import { guardedBlockList } from "./guarded-block-list.js";
import { guardedCalls } from "./guarded-calls.js";
import { guardedTemplates } from "./guarded-templates.js";
import { watchedTemplates } from "./watched-templates.js";
import { createResources, defineOnce, type ResourceContext, type Resources } from "../resources/index.js";

/** Hangs every resource on the client, each under its own name. `graph` is the one whose calls wait near the end of the quota. */
export function attachResources(
  client: object,
  engine: Engine,
  context: ResourceContext & { readonly graph: GraphClient; readonly templateQuota: HourlyQuota },
): void {
  const { graph, templateQuota, ...rest } = context;
  const made = createResources(graph, rest);
  const watched: { readonly [Name in keyof ClientResources]?: () => ClientResources[Name] } = {
    account: () => ({ ...made.account, ...createAccountStateApi(engine) }),
    calling: () => guardedCalls(engine, made.calling),
    blockList: () => guardedBlockList(engine, made.blockList),
    messageTemplates: () => watchedTemplates(engine, guardedTemplates(templateQuota, made.messageTemplates)),
  };
  for (const name of Object.keys(made) as (keyof ClientResources)[])
    defineOnce(client, name, watched[name] ?? (() => made[name]));
}

/** The management endpoints; the account's hold its standing with Meta too. */
export type ClientResources = Resources & { readonly account: AccountStateApi };
