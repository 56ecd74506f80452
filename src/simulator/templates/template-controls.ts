import { ValidationError } from "../../core/index.js";
import { isTemplate, toCreateRequest, type TemplateDefinition } from "../../templates/index.js";
import { type Duration, parseDuration } from "../duration.js";
import { draftOf, extrasOf, newTemplate } from "../endpoints/templates.js";
import { type Json, upper } from "../json.js";
import type { World } from "../world.js";
import type { SimulatedTemplate } from "./simulated-template.js";
import {
  announceCategory,
  approveTemplate,
  changeQuality,
  disableTemplate,
  endHold,
  pauseTemplate,
  recategoriseTemplate,
  rejectTemplate,
  setStatus,
} from "./template-life.js";

/** A template for the simulated account: Meta's create JSON, or the short form with a `body`. */
export interface SimulatedTemplateInput {
  readonly name: string;
  readonly language: string;
  /** In any case. */
  readonly category: string;
  readonly parameter_format?: string | undefined;
  readonly components?: readonly Json[] | undefined;
  /** Short for one BODY component. */
  readonly body?: string | undefined;
  /** Default `APPROVED`. */
  readonly status?: string | undefined;
}

/** One template as the account shows it. */
export interface SimulatedTemplateState {
  readonly id: string;
  readonly name: string;
  readonly language: string;
  readonly category: string;
  readonly status: string;
  readonly quality: string;
}

/**
 * What Meta's side does with templates. Each resolves when the webhook that tells of it was taken; a name stands for
 * all its languages, unless one is given.
 *
 * @throws ValidationError `INVALID_OPTIONS` for a name that the account does not have.
 */
export interface TemplateControls {
  /** Puts a template into the account without review or webhook: a definition of `defineTemplate`, Meta's create JSON, or the short form. */
  add(template: SimulatedTemplateInput | TemplateDefinition): SimulatedTemplateState;
  approve(name: string, language?: string): Promise<void>;
  /** Reason as Meta writes it, for example `INVALID_FORMAT`. */
  reject(name: string, reason: string, language?: string): Promise<void>;
  /** For low quality: 3 hours the first time, 6 hours the second, disabled the third. It ends by itself as time moves on. */
  pause(name: string, language?: string): Promise<void>;
  disable(name: string, language?: string): Promise<void>;
  /**
   * Meta looks at its quality: from now on sends are answered `held_for_quality_assessment` and wait. `letGo` sends them
   * out; `pause` and `disable` drop them (132015).
   */
  hold(name: string, language?: string): Promise<void>;
  letGo(name: string, language?: string): Promise<void>;
  /** Any other status that Meta gives: `ARCHIVED`, `LOCKED`, `IN_APPEAL`, `LIMIT_EXCEEDED`, `PENDING_DELETION`, `FLAGGED`, ... */
  setStatus(name: string, status: string, language?: string): Promise<void>;
  /** Moves it to another category at once, or after `notice`, which is announced. */
  recategorise(
    name: string,
    category: "MARKETING" | "UTILITY" | "AUTHENTICATION",
    options?: { readonly language?: string | undefined; readonly notice?: Duration | undefined },
  ): Promise<void>;
  quality(name: string, score: "GREEN" | "YELLOW" | "RED" | "UNKNOWN", language?: string): Promise<void>;
  get(name: string, language?: string): SimulatedTemplateState | undefined;
  list(): readonly SimulatedTemplateState[];
}

export function createTemplateControls(world: World): TemplateControls {
  const { shelf, outbox, timeline } = world;
  const find = (name: string, language: string | undefined): readonly SimulatedTemplate[] => {
    const found = shelf
      .named(name)
      .filter((template) => language === undefined || template.language === language);
    if (found.length > 0) return found;
    throw new ValidationError(
      "INVALID_OPTIONS",
      `The simulated account has no template "${name}"${language === undefined ? "" : ` in ${language}`}.`,
      {
        fix: "Put it there with sim.templates.add() or create it through the API first.",
      },
    );
  };
  const each = async (
    name: string,
    language: string | undefined,
    act: (template: SimulatedTemplate) => void,
  ): Promise<void> => {
    for (const template of find(name, language)) act(template);
    await outbox.flush();
  };

  return {
    add: (input) => {
      const json = jsonOf(input);
      const template = newTemplate(world, draftOf(json));
      template.extras = extrasOf(json);
      template.status = upper(json.status, "APPROVED");
      template.wasApproved = template.status === "APPROVED";
      const before = shelf.get(template.name, template.language);
      if (before !== undefined) shelf.delete(before);
      shelf.put(template);
      return stateOf(template);
    },
    approve: (name, language) => each(name, language, (template) => approveTemplate(world, template)),
    reject: (name, reason, language) =>
      each(name, language, (template) => rejectTemplate(world, template, reason)),
    pause: (name, language) => each(name, language, (template) => pauseTemplate(world, template)),
    hold: (name, language) =>
      each(name, language, (template) => {
        template.held ??= [];
      }),
    letGo: (name, language) =>
      each(name, language, (template) => {
        endHold(template, true);
      }),
    disable: (name, language) => each(name, language, (template) => disableTemplate(world, template)),
    setStatus: (name, status, language) =>
      each(name, language, (template) => setStatus(world, template, upper(status))),
    quality: (name, score, language) =>
      each(name, language, (template) => changeQuality(world, template, score)),
    recategorise: (name, category, { language, notice } = {}) =>
      each(name, language, (template) => {
        if (notice === undefined) {
          recategoriseTemplate(world, template, category);
          return;
        }
        const at = timeline.now() + parseDuration(notice);
        announceCategory(world, template, category, at);
        timeline.at(at, () => {
          if (shelf.byId(template.id) === template) recategoriseTemplate(world, template, category);
        });
      }),
    get: (name, language) => {
      const [template] = shelf
        .named(name)
        .filter((item) => language === undefined || item.language === language);
      return template && stateOf(template);
    },
    list: () => shelf.all().map(stateOf),
  };
}

function jsonOf(input: SimulatedTemplateInput | TemplateDefinition): Json {
  if (isTemplate(input)) return { ...toCreateRequest(input) };
  const { body, ...rest } = input;
  if (rest.components !== undefined || body === undefined) return { ...rest };
  return { ...rest, components: [{ type: "BODY", text: body }] };
}

function stateOf(template: SimulatedTemplate): SimulatedTemplateState {
  const { id, name, language, category, status, quality } = template;
  return { id, name, language, category, status, quality };
}
