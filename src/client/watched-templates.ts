import type { Resources } from "../resources/index.js";
import type { TemplatesChanged } from "../templates/index.js";
import type { Engine } from "./engine.js";

type MessageTemplates = Resources["messageTemplates"];

/** Which templates a change concerns, by the method that makes it. */
const CHANGES: Partial<Record<keyof MessageTemplates, (input: Change) => TemplatesChanged>> = {
  create: named,
  update: identified,
  delete: named,
  deleteVersion: named,
  deleteMany: batch,
  deleteById: identified,
  archive: batch,
  unarchive: batch,
  upsertAuthentication: named,
  unpause: identified,
  migrate: () => ({}),
};

interface Change {
  readonly name?: string;
  readonly templateId?: string;
  readonly hsmIds?: readonly string[];
}

/** The same methods; after a change made from here no send trusts what was known of the template before. */
export function watchedTemplates(engine: Engine, templates: MessageTemplates): MessageTemplates {
  const watched = Object.entries(CHANGES).map(([method, which]) => {
    const call = templates[method as keyof MessageTemplates] as (...given: unknown[]) => Promise<unknown>;
    return [
      method,
      async (input: Change, ...rest: unknown[]): Promise<unknown> => {
        const result = await call(input, ...rest);
        await engine.store.init();
        await engine.templates.changed(which(input));
        return result;
      },
    ] as const;
  });
  return { ...templates, ...Object.fromEntries(watched) };
}

function named({ name }: Change): TemplatesChanged {
  return { name };
}

function identified({ templateId = "" }: Change): TemplatesChanged {
  return { ids: [templateId] };
}

function batch({ hsmIds = [] }: Change): TemplatesChanged {
  return { ids: hsmIds };
}
