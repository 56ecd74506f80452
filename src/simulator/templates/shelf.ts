import type { SimulatedTemplate } from "./simulated-template.js";

/** The account's templates. */
export interface TemplateShelf {
  get(name: string, language: string): SimulatedTemplate | undefined;
  byId(id: string): SimulatedTemplate | undefined;
  named(name: string): readonly SimulatedTemplate[];
  all(): readonly SimulatedTemplate[];
  put(template: SimulatedTemplate): void;
  delete(template: SimulatedTemplate): void;
  /** Until when the name of a deleted approved template may not be used again. */
  readonly reserved: Map<string, number>;
  /** Instants of the last hour's creations. */
  creations: readonly number[];
}

export function createShelf(): TemplateShelf {
  const templates = new Map<string, SimulatedTemplate>();
  const ids = new Map<string, SimulatedTemplate>();
  const key = (name: string, language: string): string => `${name}:${language}`;
  return {
    get: (name, language) => templates.get(key(name, language)),
    byId: (id) => ids.get(id),
    named: (name) => [...templates.values()].filter((template) => template.name === name),
    all: () => [...templates.values()],
    put: (template) => {
      templates.set(key(template.name, template.language), template);
      ids.set(template.id, template);
    },
    delete: (template) => {
      templates.delete(key(template.name, template.language));
      ids.delete(template.id);
    },
    reserved: new Map(),
    creations: [],
  };
}
