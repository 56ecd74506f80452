import { ValidationError } from "../core/index.js";
import {
  isTemplate,
  type TemplateCreateRequest,
  type TemplateDefinition,
  toCreateRequest,
} from "../templates/index.js";
import type { SimulatedTemplate, SimulatorState } from "./simulator-state.js";
import { addTemplate } from "./template-endpoints.js";
import type { WebhookOutbox } from "./webhook-outbox.js";
import { templateCategoryChange, templateQualityChange, templateStatusChange } from "./webhook-payloads.js";

/** The account's templates, as Meta's reviewers and its quality watch treat them. Each change sends its webhook. */
export interface SimulatedTemplates {
  /** Puts a template into the account, approved unless told otherwise; no webhook. */
  add(template: TemplateDefinition | TemplateCreateRequest, options?: { readonly status?: string }): void;
  approve(name: string, language?: string): Promise<void>;
  reject(name: string, reason: string, language?: string): Promise<void>;
  pause(name: string, language?: string): Promise<void>;
  disable(name: string, language?: string): Promise<void>;
  recategorise(name: string, category: "MARKETING" | "UTILITY", language?: string): Promise<void>;
  quality(name: string, score: "GREEN" | "YELLOW" | "RED", language?: string): Promise<void>;
  /** Somebody edits the body in WhatsApp Manager; no webhook, as when it was missed. */
  edit(name: string, body: string): Promise<void>;
  /** Takes it out of the account, in all languages; no webhook. */
  remove(name: string): void;
  list(): readonly Readonly<SimulatedTemplate>[];
}

export function createSimulatedTemplates(state: SimulatorState, outbox: WebhookOutbox): SimulatedTemplates {
  const each = async (
    name: string,
    language: string | undefined,
    change: (template: SimulatedTemplate) => Promise<void>,
  ): Promise<void> => {
    const found = state.templates.filter(
      (template) => template.name === name && (language ?? template.language) === template.language,
    );
    if (found.length === 0) {
      throw new ValidationError("INVALID_TEMPLATE", `The simulated account has no template "${name}".`, {
        fix: "Add it first: sim.templates.add(...).",
      });
    }
    for (const template of found) await change(template);
  };
  const status = (
    name: string,
    language: string | undefined,
    to: string,
    title?: string,
    reason?: string,
  ): Promise<void> =>
    each(name, language, async (template) => {
      template.status = to;
      template.rejectedReason = reason;
      await outbox.deliver(templateStatusChange(template, title));
    });
  return {
    add: (template, options = {}) => {
      const request = isTemplate(template) ? toCreateRequest(template) : template;
      addTemplate(state, { ...request }, options.status ?? "APPROVED");
    },
    approve: (name, language) => status(name, language, "APPROVED"),
    reject: (name, reason, language) => status(name, language, "REJECTED", undefined, reason),
    pause: (name, language) => status(name, language, "PAUSED", "FIRST_PAUSE"),
    disable: (name, language) => status(name, language, "DISABLED", "DISABLED"),
    recategorise: (name, category, language) =>
      each(name, language, async (template) => {
        const previous = template.category;
        template.category = category;
        await outbox.deliver(templateCategoryChange(template, previous));
      }),
    quality: (name, score, language) =>
      each(name, language, async (template) => {
        const previous = template.quality;
        template.quality = score;
        await outbox.deliver(templateQualityChange(template, previous));
      }),
    edit: (name, body) =>
      each(name, undefined, async (template) => {
        template.components = template.components.map((component) =>
          component.type.toUpperCase() === "BODY" ? { ...component, text: body } : component,
        );
      }),
    remove: (name) => {
      const kept = state.templates.filter((template) => template.name !== name);
      state.templates.splice(0, state.templates.length, ...kept);
    },
    list: () => state.templates,
  };
}
