import type { TemplateComponentRecord } from "../templates/index.js";
import { invalidParameter, type MetaError } from "./meta-error.js";
import { nextObjectId, type SimulatedTemplate, type SimulatorState } from "./simulator-state.js";
import { creationError } from "./template-review.js";
import type { WebhookOutbox } from "./webhook-outbox.js";
import { templateStatusChange } from "./webhook-payloads.js";

type Json = Readonly<Record<string, unknown>>;
export type EndpointOutcome = { readonly error: MetaError } | { readonly json: Json };

/** `POST /{waba-id}/message_templates`: refuses what Meta refuses at once; the review follows on the virtual clock. */
export function createTemplate(state: SimulatorState, outbox: WebhookOutbox, request: Json): EndpointOutcome {
  const error = creationError(request);
  if (error !== undefined) return { error };
  if (state.templates.some(({ name, language }) => name === request.name && language === request.language)) {
    return { error: { ...invalidParameter("Content in this language already exists."), subcode: 2388024 } };
  }
  const template = addTemplate(state, request, "PENDING");
  state.timeline.schedule(state.clock.now() + state.reviewMs, async () => {
    if (template.status !== "PENDING") return;
    template.status = "APPROVED";
    await outbox.deliver(templateStatusChange(template));
  });
  return { json: { id: template.id, status: template.status, category: template.category } };
}

/** Puts a template into the account. */
export function addTemplate(state: SimulatorState, request: Json, status: string): SimulatedTemplate {
  const components = (
    Array.isArray(request.components) ? request.components : []
  ) as TemplateComponentRecord[];
  const template: SimulatedTemplate = {
    id: nextObjectId(state),
    name: String(request.name),
    language: String(request.language),
    category: String(request.category).toUpperCase(),
    status,
    quality: "UNKNOWN",
    parameterFormat: String(request.parameter_format).toUpperCase() === "NAMED" ? "NAMED" : "POSITIONAL",
    components: structuredClone(components),
  };
  state.templates.push(template);
  return template;
}

/** `GET /{waba-id}/message_templates` with Graph's filters and cursors. */
export function listTemplates(state: SimulatorState, query: URLSearchParams): EndpointOutcome {
  const matching = state.templates.filter(
    (template) =>
      template.name.includes(query.get("name") ?? "") &&
      (query.get("status") ?? template.status) === template.status &&
      (query.get("language") ?? template.language) === template.language,
  );
  const start = Number(query.get("after") ?? 0);
  const end = start + Math.max(1, Number(query.get("limit") ?? 25));
  const more = end < matching.length;
  return {
    json: {
      data: matching.slice(start, end).map(templateJson),
      paging: {
        cursors: { before: String(start), after: String(end) },
        ...(more ? { next: "https://graph.facebook.com/next" } : {}),
      },
    },
  };
}

/** `DELETE /{waba-id}/message_templates?name=` (all languages). */
export function deleteTemplates(state: SimulatorState, query: URLSearchParams): EndpointOutcome {
  const name = query.get("name");
  const kept = state.templates.filter((template) => template.name !== name);
  if (name === null || kept.length === state.templates.length)
    return { error: invalidParameter("Message template not found.") };
  state.templates.splice(0, state.templates.length, ...kept);
  return { json: { success: true } };
}

export function templateJson(template: SimulatedTemplate): Json {
  return {
    id: template.id,
    name: template.name,
    language: template.language,
    status: template.status,
    category: template.category,
    parameter_format: template.parameterFormat,
    components: template.components,
    quality_score: { score: template.quality, date: 0 },
    rejected_reason: template.rejectedReason ?? "NONE",
  };
}
