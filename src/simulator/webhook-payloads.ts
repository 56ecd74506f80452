import { type MetaError, webhookError } from "./meta-error.js";
import type { PersonState, SimulatedNumber, SimulatedTemplate } from "./simulator-state.js";
import type { WebhookChange } from "./webhook-outbox.js";

function metadata(number: SimulatedNumber): Readonly<Record<string, string>> {
  return { display_phone_number: number.displayPhoneNumber.replace(/\D/g, ""), phone_number_id: number.id };
}

function contact(person: PersonState): Readonly<Record<string, unknown>> {
  return { profile: { name: person.name }, wa_id: person.waId, user_id: person.userId };
}

/** Field `messages`, one inbound message. */
export function inboundChange(
  number: SimulatedNumber,
  person: PersonState,
  message: Readonly<Record<string, unknown>> & { readonly id: string },
  at: number,
): WebhookChange {
  return {
    field: "messages",
    value: {
      messaging_product: "whatsapp",
      metadata: metadata(number),
      contacts: [contact(person)],
      messages: [{ from: person.waId, from_user_id: person.userId, timestamp: seconds(at), ...message }],
    },
  };
}

/** Field `messages`, one status. Failed ones come without contacts. */
export function statusChange(
  number: SimulatedNumber,
  person: PersonState,
  status: {
    readonly id: string;
    readonly status: string;
    readonly at: number;
    readonly callbackData?: string | undefined;
    readonly error?: MetaError | undefined;
    readonly category?: string | undefined;
  },
): WebhookChange {
  const failed = status.error !== undefined;
  return {
    field: "messages",
    value: {
      messaging_product: "whatsapp",
      metadata: metadata(number),
      ...(failed ? {} : { contacts: [contact(person)] }),
      statuses: [
        {
          id: status.id,
          status: status.status,
          timestamp: seconds(status.at),
          recipient_id: person.waId,
          ...(failed ? {} : { recipient_user_id: person.userId }),
          ...(status.callbackData === undefined ? {} : { biz_opaque_callback_data: status.callbackData }),
          ...(status.category === undefined || status.status !== "sent"
            ? {}
            : {
                pricing: { billable: true, pricing_model: "PMP", type: "regular", category: status.category },
              }),
          ...(status.error === undefined ? {} : { errors: [webhookError(status.error)] }),
        },
      ],
    },
  };
}

/** Field `user_preferences`. */
export function preferenceChange(
  number: SimulatedNumber,
  person: PersonState,
  value: "stop" | "resume",
  at: number,
): WebhookChange {
  return {
    field: "user_preferences",
    value: {
      messaging_product: "whatsapp",
      metadata: metadata(number),
      contacts: [contact(person)],
      user_preferences: [
        {
          wa_id: person.waId,
          user_id: person.userId,
          detail:
            value === "stop"
              ? "User requested to stop marketing messages"
              : "User requested to resume marketing messages",
          category: "marketing_messages",
          value,
          timestamp: Math.floor(at / 1_000),
        },
      ],
    },
  };
}

function templateRef(template: SimulatedTemplate): Readonly<Record<string, unknown>> {
  return {
    message_template_id: Number(template.id),
    message_template_name: template.name,
    message_template_language: template.language,
  };
}

/** Field `message_template_status_update`. */
export function templateStatusChange(template: SimulatedTemplate, title?: string): WebhookChange {
  return {
    field: "message_template_status_update",
    value: {
      event: template.status,
      ...templateRef(template),
      message_template_category: template.category,
      reason: template.rejectedReason ?? "NONE",
      ...(title === undefined ? {} : { other_info: { title, description: "" } }),
    },
  };
}

/** Field `message_template_quality_update`. */
export function templateQualityChange(template: SimulatedTemplate, previous: string): WebhookChange {
  return {
    field: "message_template_quality_update",
    value: {
      ...templateRef(template),
      previous_quality_score: previous,
      new_quality_score: template.quality,
    },
  };
}

/** Field `template_category_update`, a change that has happened. */
export function templateCategoryChange(template: SimulatedTemplate, previous: string): WebhookChange {
  return {
    field: "template_category_update",
    value: { ...templateRef(template), previous_category: previous, new_category: template.category },
  };
}

function seconds(at: number): string {
  return String(Math.floor(at / 1_000));
}
