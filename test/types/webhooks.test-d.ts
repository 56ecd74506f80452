import { describe, expectTypeOf, it } from "vitest";
import type { Chat, Waypost } from "waypost";
import type {
  AccountUpdateEvent,
  EventName,
  EventOf,
  GroupLifecycleEvent,
  InteractiveMessage,
  StatusEvent,
  TemplateQualityEvent,
  WebhookEvent,
} from "waypost/webhooks";

declare const waypost: Waypost;

describe("events", () => {
  it("a switch over them is exhaustive", () => {
    const name = (event: WebhookEvent): string => {
      switch (event.type) {
        case "message":
        case "group_message":
        case "message_edit":
        case "message_revoke":
        case "system_message":
        case "account_error":
        case "status":
        case "payment_status":
        case "message_echo":
        case "contact_sync":
        case "history":
        case "history_media":
        case "call":
        case "call_status":
        case "group_lifecycle":
        case "group_participants":
        case "group_settings":
        case "group_status":
        case "standby":
        case "handover":
        case "user_preferences":
        case "user_id_update":
        case "template_status":
        case "template_quality":
        case "template_category":
        case "template_components":
        case "template_category_detection":
        case "account_update":
        case "account_review":
        case "account_alert":
        case "account_settings":
        case "business_capability":
        case "business_status":
        case "security":
        case "phone_number_name":
        case "phone_number_quality":
        case "business_username":
        case "flow":
        case "payment_configuration":
        case "partner_solution":
        case "automatic_event":
        case "tracking_event":
        case "unknown":
          return event.type;
      }
    };
    expectTypeOf(name).returns.toEqualTypeOf<string>();
  });

  it("a name tells which event, and which kind of it", () => {
    expectTypeOf<EventOf<"message.interactive">["message"]>().toEqualTypeOf<InteractiveMessage>();
    expectTypeOf<EventOf<"status.failed">>().toEqualTypeOf<StatusEvent>();
    expectTypeOf<EventOf<"account.restriction">>().toEqualTypeOf<AccountUpdateEvent>();
    expectTypeOf<EventOf<"template.quality">>().toEqualTypeOf<TemplateQualityEvent>();
    expectTypeOf<GroupLifecycleEvent>().toExtend<EventOf<"group">>();
    expectTypeOf<EventOf<"unknown">["type"]>().toEqualTypeOf<"unknown">();
  });

  it("handlers are typed by the name", () => {
    waypost.on("message.contacts", ({ message, chat }) => {
      expectTypeOf(message.contacts[0]?.name).toEqualTypeOf<string | undefined>();
      expectTypeOf(chat).toEqualTypeOf<Chat>();
    });
    waypost.on("call.terminate", ({ call }) => {
      expectTypeOf(call.durationSeconds).toEqualTypeOf<number | undefined>();
    });
    // @ts-expect-error no such name
    waypost.on("message.hologram", () => undefined);
    // @ts-expect-error a status has no message
    waypost.on("status", ({ message }) => message);
    expectTypeOf<"phone_number.quality">().toExtend<EventName>();
  });
});
