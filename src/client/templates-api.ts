import type { GraphClient } from "../graph/index.js";
import type { Store } from "../ledger/index.js";
import type { TemplateRecord, TemplateRegistry } from "../templates/index.js";

/** The account's templates, as the registry knows them. */
export interface TemplatesApi {
  /** Reads all templates of the account into the registry. Returns how many. Throws GraphApiError, TransportError. */
  sync(): Promise<number>;
  /** One template as the account has it now; read from Graph when it is not known yet. */
  get(name: string, language: string): Promise<TemplateRecord | undefined>;
  /** Everything the registry knows, without asking Graph. */
  list(): Promise<readonly TemplateRecord[]>;
}

const FIELDS = "id,name,language,status,category,parameter_format,components,quality_score,rejected_reason";

export function createTemplatesApi(engine: {
  readonly templates: TemplateRegistry;
  readonly graph: GraphClient;
  readonly businessAccountId: string;
  readonly store: Store;
}): TemplatesApi {
  return {
    sync: async () => {
      await engine.store.init();
      return engine.templates.sync(readTemplates(engine.graph, engine.businessAccountId));
    },
    get: async (name, language) => {
      await engine.store.init();
      return engine.templates.current(name, language);
    },
    list: async () => {
      await engine.store.init();
      return engine.templates.list();
    },
  };
}

/** Pages through the account's templates; with a name, only those whose name contains it (Graph's filter). */
export async function* readTemplates(
  graph: GraphClient,
  businessAccountId: string,
  name?: string,
): AsyncIterable<unknown> {
  let after: string | undefined;
  do {
    const page = (await graph.get(`/${businessAccountId}/message_templates`, {
      query: {
        fields: FIELDS,
        limit: "100",
        ...(name === undefined ? {} : { name }),
        ...(after === undefined ? {} : { after }),
      },
    })) as { data?: unknown[]; paging?: { cursors?: { after?: string }; next?: string } } | undefined;
    yield* page?.data ?? [];
    // `next` carries the access token in its URL: the cursor is used instead.
    after = page?.paging?.next === undefined ? undefined : page.paging.cursors?.after;
  } while (after !== undefined);
}
