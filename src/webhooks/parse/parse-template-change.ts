import type { TemplateRef, WebhookEvent } from "../events.js";
import { makeEvent, type AnyOwnPart, type Origin } from "./make-event.js";
import { compact, contentHash, type Json, record, text } from "./read.js";

/** The three template fields: status, quality, category. */
export function parseTemplateChange(value: Json, origin: Origin): WebhookEvent[] {
  const name = text(value.message_template_name);
  const language = text(value.message_template_language);
  if (name === undefined || language === undefined) return [];
  const template = compact({
    id: text(value.message_template_id),
    name,
    language,
    category: text(value.message_template_category),
  });
  const event = ownPart(value, origin, template);
  if (event === undefined) return [];
  return [
    makeEvent(origin, {
      event,
      key: `${origin.field}:${origin.businessAccountId}:${String(origin.entryAt ?? 0)}:${contentHash(value)}`,
      // Changes of one template keep their order.
      lane: `template:${name}:${language}`,
      raw: value,
      value,
    }),
  ];
}

function ownPart(value: Json, origin: Origin, template: TemplateRef): AnyOwnPart | undefined {
  const at = origin.entryAt ?? 0;
  if (origin.field === "message_template_status_update") {
    const status = text(value.event);
    if (status === undefined) return undefined;
    const reason = text(value.reason);
    return compact({
      type: "template_status" as const,
      at,
      template,
      status,
      reason: reason === "NONE" ? undefined : reason,
      title: text(record(value.other_info)?.title),
    });
  }
  if (origin.field === "message_template_quality_update") {
    const newQuality = text(value.new_quality_score);
    if (newQuality === undefined) return undefined;
    return compact({
      type: "template_quality" as const,
      at,
      template,
      newQuality,
      previousQuality: text(value.previous_quality_score),
    });
  }
  const newCategory = text(value.new_category);
  if (newCategory === undefined) return undefined;
  return compact({
    type: "template_category" as const,
    at,
    template,
    newCategory,
    previousCategory: text(value.previous_category),
    correctCategory: text(value.correct_category),
  });
}
