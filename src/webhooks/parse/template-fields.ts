import type { TemplateRef } from "../events/template-events.js";
import { type FieldReader, whole } from "./field-reader.js";
import type { OwnPart } from "./make-event.js";
import { fields, instant, type Json, text } from "./read.js";
import { each, part, type Read, shape } from "./shape.js";

const readTemplate: Read<TemplateRef | undefined> = shape(
  {
    id: [text, "message_template_id"],
    name: [text, "message_template_name"],
    language: [text, "message_template_language"],
    category: [text, "message_template_category"],
  },
  "name",
  "language",
);

/** The frame that all five fields share. */
function templateField<const Type extends string>(
  type: Type,
  own: (value: Json) => Omit<OwnPart<Type>, "type" | "at" | "template"> | undefined,
): FieldReader {
  return whole((value, origin) => {
    const template = readTemplate(value);
    const event = template && own(value);
    return (
      event && {
        event: { type, at: origin.entryAt ?? 0, template, ...event } as unknown as OwnPart<Type>,
        key: origin.entryKey(value),
        // Changes of one template keep their order.
        lane: `template:${template.name}:${template.language}`,
      }
    );
  });
}

const readTemplateStatus = shape(
  {
    status: [text, "event"],
    reason: (value) => (value === "NONE" ? undefined : text(value)),
    title: text,
    description: text,
    disabledAt: [(info) => instant(fields(info).disable_date), "disable_info"],
    rejection: [part({ reason: text, recommendation: text }), "rejection_info"],
  },
  "status",
);

export const templateStatusField = templateField("template_status", (value) => {
  const { title, description } = fields(value.other_info);
  return readTemplateStatus({ ...value, title, description });
});

export const templateQualityField = templateField(
  "template_quality",
  shape(
    { newQuality: [text, "new_quality_score"], previousQuality: [text, "previous_quality_score"] },
    "newQuality",
  ),
);

export const templateCategoryField = templateField(
  "template_category",
  shape(
    {
      newCategory: text,
      previousCategory: text,
      correctCategory: text,
      changesAt: [instant, "category_update_timestamp"],
    },
    "newCategory",
  ),
);

const readComponents = shape({
  body: [text, "message_template_element"],
  header: [text, "message_template_title"],
  footer: [text, "message_template_footer"],
  buttons: [
    each(
      shape({
        type: [text, "message_template_button_type"],
        text: [text, "message_template_button_text"],
        url: [text, "message_template_button_url"],
      }),
    ),
    "message_template_buttons",
  ],
});

export const templateComponentsField = templateField("template_components", (value) => ({
  components: readComponents(value),
}));

/** Names are not confirmed by Meta: both that are around are read. */
export const templateCategoryDetectionField = templateField(
  "template_category_detection",
  shape({
    currentCategory: [text, "current_category", "category"],
    correctCategory: [text, "correct_category", "suggested_category"],
  }),
);
