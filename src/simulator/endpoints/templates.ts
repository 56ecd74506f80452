import { DAY, HOUR, MINUTE } from "../../core/index.js";
import { badParameter, GraphFailure, templateProblem } from "../graph-failure.js";
import type { GraphCall } from "../http.js";
import { type Json, list, record, text, upper } from "../json.js";
import { creationProblem, type TemplateDraft } from "../templates/creation-problem.js";
import { bodyText, formatOf, showTemplate, type SimulatedTemplate } from "../templates/simulated-template.js";
import { approveTemplate, setStatus, submitForReview } from "../templates/template-life.js";
import type { World } from "../world.js";
import { fieldsOf, page } from "./paging.js";

const KNOWN =
  "id name language category sub_category previous_category correct_category status rejected_reason components parameter_format quality_score message_send_ttl_seconds cta_url_link_tracking_opted_out library_template_name last_updated_time".split(
    " ",
  );
const NODE = "WhatsAppMessageTemplate";
/** An unverified business has 250; a verified one 6,000. */
const MOST_TEMPLATES = 6_000;
const CREATIONS_PER_HOUR = 100;
const NAME_RESERVED_MS = 30 * DAY;

/** A template as given, with its defaults; no check. */
export function draftOf(input: Json): TemplateDraft {
  const components = list(input.components).map((item) => record(item) ?? {});
  const format = text(input.parameter_format)?.toUpperCase();
  return {
    name: String(input.name),
    language: String(input.language),
    category: upper(input.category),
    subCategory: text(input.sub_category)?.toUpperCase(),
    parameterFormat: format === "NAMED" || format === "POSITIONAL" ? format : formatOf(components),
    ttlSeconds: input.message_send_ttl_seconds,
    components,
  };
}

export function newTemplate(world: World, draft: TemplateDraft): SimulatedTemplate {
  const { name, language, category, parameterFormat, components } = draft;
  return {
    name,
    language,
    category,
    parameterFormat,
    components,
    id: world.ids.numeric(),
    extras: {},
    status: "PENDING",
    rejectedReason: "NONE",
    quality: "UNKNOWN",
    pauses: 0,
    pausedAt: 0,
    pausedUntil: 0,
    updatedAt: world.timeline.now(),
    edits: [],
    wasApproved: false,
    version: 0,
  };
}

/** `POST /{waba-id}/message_templates`. */
export function createTemplate(world: World, call: GraphCall): Json {
  const { shelf, timeline } = world;
  for (const field of ["name", "language", "category"]) {
    if (text(call.params[field]) === undefined) throw badParameter(`The parameter ${field} is required.`);
  }
  if (!Array.isArray(call.params.components)) throw badParameter("The parameter components is required.");
  // Absent means positional to Meta, whatever the body looks like.
  const draft = draftOf({ parameter_format: "POSITIONAL", ...call.params });
  const problem = creationProblem(draft);
  if (problem !== undefined) throw problem;
  if (shelf.get(draft.name, draft.language) !== undefined) {
    throw templateProblem(
      2388024,
      "Content in this language already exists",
      `There is already ${draft.language} content for this template. You can create a new template and try again.`,
    );
  }
  if ((shelf.reserved.get(draft.name) ?? 0) > timeline.now()) {
    throw templateProblem(
      2388023,
      "Message template language is being deleted",
      "This name belongs to a deleted template: use another name, or wait 30 days.",
    );
  }
  if (shelf.all().length >= MOST_TEMPLATES)
    throw templateProblem(
      2388019,
      "Message template limit exceeded",
      "This account has reached its number of templates.",
    );
  takeCreation(world);
  const template = newTemplate(world, draft);
  template.extras = extrasOf(call.params);
  shelf.put(template);
  submitForReview(world, template);
  return { id: template.id, status: template.status, category: template.category };
}

const EXTRAS = ["sub_category", "message_send_ttl_seconds", "cta_url_link_tracking_opted_out"];

/** What Meta keeps beside the content. */
export function extrasOf(params: Json): Json {
  return Object.fromEntries(
    EXTRAS.filter((name) => params[name] !== undefined).map((name) => [name, params[name]]),
  );
}

/** 100 creations per account and hour. */
function takeCreation({ shelf, timeline }: World): void {
  const recent = shelf.creations.filter((at) => timeline.now() - at < HOUR);
  if (recent.length >= CREATIONS_PER_HOUR)
    throw new GraphFailure(80007, { details: "More than 100 templates were created within one hour." });
  shelf.creations = [...recent, timeline.now()];
}

/** `GET /{waba-id}/message_templates` with its filters. */
export function listTemplates(world: World, call: GraphCall): Json {
  const fields = fieldsOf(call, KNOWN, NODE);
  const { query } = call;
  const is = (field: string, value: string): boolean =>
    (query.get(field) ?? value).toUpperCase() === value.toUpperCase();
  const contains = (field: string, ...values: string[]): boolean => {
    const wanted = query.get(field)?.toLowerCase();
    return wanted === undefined || values.some((value) => value.toLowerCase().includes(wanted));
  };
  const found = world.shelf
    .all()
    .filter(
      (template) =>
        contains("name", template.name) &&
        contains("content", bodyText(template)) &&
        contains("name_or_content", template.name, bodyText(template)) &&
        is("status", template.status) &&
        is("language", template.language) &&
        is("category", template.category) &&
        is("quality_score", template.quality),
    );
  const answer = page(
    found.map((template) => showTemplate(template, fields, world.timeline.now())),
    call,
    { limit: 25, max: 1_000 },
  );
  if (query.get("summary") === null) return answer;
  return {
    ...answer,
    summary: {
      total_count: found.length,
      message_template_count: world.shelf.all().length,
      message_template_limit: MOST_TEMPLATES,
    },
  };
}

/** `GET /{template-id}`. */
export function readTemplate(world: World, template: SimulatedTemplate, call: GraphCall): Json {
  return showTemplate(template, fieldsOf(call, KNOWN, NODE), world.timeline.now());
}

/** `POST /{template-id}`: components replace all components, and the template goes to review again. */
export function editTemplate(world: World, template: SimulatedTemplate, call: GraphCall): Json {
  const now = world.timeline.now();
  const { category, components } = call.params;
  const approved = template.status === "APPROVED";
  if (!["APPROVED", "REJECTED", "PAUSED"].includes(template.status))
    throw uneditable(`A template with status ${template.status} cannot be edited.`);
  const month = template.edits.filter((at) => now - at < 30 * DAY);
  if (approved && (month.length >= 10 || month.some((at) => now - at < DAY))) {
    throw uneditable("An approved template can be edited once a day and ten times in 30 days.");
  }
  if (approved && category !== undefined && upper(category) !== template.category) {
    throw badParameter("The category of an approved template cannot be edited.");
  }
  const draft = draftOf({
    name: template.name,
    language: template.language,
    category: category ?? template.category,
    components: components ?? template.components,
    parameter_format: call.params.parameter_format ?? template.parameterFormat,
    sub_category: template.extras.sub_category,
    message_send_ttl_seconds: call.params.message_send_ttl_seconds,
  });
  const problem = creationProblem(draft);
  if (problem !== undefined) throw problem;
  template.category = draft.category;
  template.components = draft.components;
  template.parameterFormat = draft.parameterFormat;
  template.extras = { ...template.extras, ...extrasOf(call.params) };
  template.updatedAt = now;
  if (approved) template.edits.push(now);
  submitForReview(world, template);
  return { success: true, id: template.id, name: template.name, category: template.category };
}

function uneditable(message: string): GraphFailure {
  return templateProblem(2388039, "Message template cannot be edited", message);
}

/** `DELETE /{waba-id}/message_templates` with `name`, with `hsm_id` and `name`, or with `hsm_ids`. */
export function deleteTemplates(world: World, call: GraphCall): Json {
  const name = text(call.params.name);
  const id = text(call.params.hsm_id);
  const ids = idsOf(call.params.hsm_ids);
  if (ids !== undefined) {
    if (name !== undefined || id !== undefined)
      throw badParameter("hsm_ids cannot stand together with name or hsm_id.");
    for (const item of ids) deleteTemplate(world, found(world.shelf.byId(item)));
    return { success: true };
  }
  if (name === undefined) throw badParameter("The parameter name is required.");
  if (id === undefined) {
    const all = world.shelf.named(name);
    if (all.length === 0) throw noTemplate();
    for (const template of all) deleteTemplate(world, template);
    return { success: true };
  }
  const template = found(world.shelf.byId(id));
  if (template.name !== name) throw noTemplate();
  return deleteTemplate(world, template);
}

/** `DELETE /{template-id}`. */
export function deleteTemplate({ shelf, timeline }: World, template: SimulatedTemplate): Json {
  if (template.status === "DISABLED")
    throw templateProblem(
      2388039,
      "Message template cannot be deleted",
      "A disabled template cannot be deleted.",
    );
  shelf.delete(template);
  if (template.wasApproved) shelf.reserved.set(template.name, timeline.now() + NAME_RESERVED_MS);
  return { success: true };
}

/** `POST /{waba-id}/message_templates/archive` and `.../unarchive`: what could not be done is named with its reason. */
export function shelveTemplates(world: World, call: GraphCall): Json {
  const archiving = call.path.endsWith("/archive");
  const done: string[] = [];
  const failed: Record<string, string> = {};
  for (const id of idsOf(call.params.hsm_ids) ?? []) {
    const template = world.shelf.byId(id);
    if (template === undefined) failed[id] = "Message template not found.";
    else if (archiving === (template.status === "ARCHIVED"))
      failed[id] = archiving ? "The template is archived already." : "The template is not archived.";
    else {
      setStatus(world, template, archiving ? "ARCHIVED" : "UNARCHIVED");
      done.push(id);
    }
  }
  return { [archiving ? "archived_templates" : "unarchived_templates"]: done, failed_templates: failed };
}

const UNPAUSE_AFTER = 5 * MINUTE;

/** `POST /{template-id}/unpause`: five minutes after the pause began at the earliest. */
export function unpauseTemplate(world: World, template: SimulatedTemplate): Json {
  if (template.status !== "PAUSED") return { success: false, reason: "The template is not paused." };
  if (world.timeline.now() - template.pausedAt < UNPAUSE_AFTER)
    return { success: false, reason: "Wait five minutes after the pause before you end it." };
  approveTemplate(world, template, "UNPAUSE");
  return { success: true };
}

function idsOf(value: unknown): readonly string[] | undefined {
  if (value === undefined) return undefined;
  const items = Array.isArray(value)
    ? (value as unknown[])
    : (text(value) ?? "").replace(/[[\]"\s]/g, "").split(",");
  if (items.length < 1 || items.length > 100) throw badParameter("Param hsm_ids takes 1 to 100 ids.");
  return items.map(String);
}

function found(template: SimulatedTemplate | undefined): SimulatedTemplate {
  if (template === undefined) throw noTemplate();
  return template;
}

function noTemplate(): GraphFailure {
  return new GraphFailure(100, {
    message: "(#100) Invalid parameter",
    subcode: 2593002,
    userTitle: "Message Template Not Found",
    userMessage: "The message template you are trying to delete does not exist.",
  });
}
