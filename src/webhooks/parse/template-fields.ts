import type { TemplateRef } from "../events/template-events.js";
import { type FieldReader, whole } from "./field-reader.js";
import type { AnyOwnPart } from "./make-event.js";
import { compact, contentHash, fields, instant, type Json, records, some, text } from "./read.js";

/** The frame that all five fields share. */
function templateField(
  own: (value: Json, base: { readonly at: number; readonly template: TemplateRef }) => AnyOwnPart | undefined,
): FieldReader {
  return whole((value, origin) => {
    const name = text(value.message_template_name);
    const language = text(value.message_template_language);
    if (name === undefined || language === undefined) return undefined;
    const id = text(value.message_template_id);
    const template = compact({ id, name, language, category: text(value.message_template_category) });
    const event = own(value, { at: origin.entryAt ?? 0, template });
    return (
      event && {
        event,
        key: `${origin.field}:${origin.businessAccountId}:${String(origin.entryAt ?? 0)}:${contentHash(value)}`,
        // Changes of one template keep their order.
        lane: `template:${name}:${language}`,
      }
    );
  });
}

export const templateStatusField = templateField((value, base) => {
  const status = text(value.event);
  if (status === undefined) return undefined;
  const reason = text(value.reason);
  const other = fields(value.other_info);
  const rejection = fields(value.rejection_info);
  return compact({
    type: "template_status" as const,
    ...base,
    status,
    reason: reason === "NONE" ? undefined : reason,
    title: text(other.title),
    description: text(other.description),
    disabledAt: instant(fields(value.disable_info).disable_date),
    rejection: some({ reason: text(rejection.reason), recommendation: text(rejection.recommendation) }),
  });
});

export const templateQualityField = templateField((value, base) => {
  const newQuality = text(value.new_quality_score);
  if (newQuality === undefined) return undefined;
  const previousQuality = text(value.previous_quality_score);
  return compact({ type: "template_quality" as const, ...base, newQuality, previousQuality });
});

export const templateCategoryField = templateField((value, base) => {
  const newCategory = text(value.new_category);
  if (newCategory === undefined) return undefined;
  return compact({
    type: "template_category" as const,
    ...base,
    newCategory,
    previousCategory: text(value.previous_category),
    correctCategory: text(value.correct_category),
    changesAt: instant(value.category_update_timestamp),
  });
});

export const templateComponentsField = templateField((value, base) => ({
  type: "template_components" as const,
  ...base,
  components: compact({
    body: text(value.message_template_element),
    header: text(value.message_template_title),
    footer: text(value.message_template_footer),
    buttons: records(value.message_template_buttons).map((button) =>
      compact({
        type: text(button.message_template_button_type),
        text: text(button.message_template_button_text),
        url: text(button.message_template_button_url),
      }),
    ),
  }),
}));

/** Names are not confirmed by Meta: both that are around are read. */
export const templateCategoryDetectionField = templateField((value, base) =>
  compact({
    type: "template_category_detection" as const,
    ...base,
    currentCategory: text(value.current_category) ?? text(value.category),
    correctCategory: text(value.correct_category) ?? text(value.suggested_category),
  }),
);
