import type { InboundMessage } from "./inbound-message.js";
import type { MessageEvent, StatusEvent, WebhookEvent } from "./events.js";

type MessageName = `message.${InboundMessage["type"]}`;
type StatusName = "status.sent" | "status.delivered" | "status.read" | "status.played" | "status.failed";

/** Names for `on(...)`: an event's family, or one kind of it. */
export type EventName =
  | "message"
  | MessageName
  | "group_message"
  | "system_message"
  | "status"
  | StatusName
  | "user_preferences"
  | "template.status"
  | "template.quality"
  | "template.category"
  | "unknown";

type MessageOf<Type extends string> = MessageEvent & {
  readonly message: Extract<InboundMessage, { readonly type: Type }>;
};

/** The event that a name stands for. */
export type EventOf<Name extends EventName> = Name extends `message.${infer Type}`
  ? MessageOf<Type>
  : Name extends `status.${string}` | "status"
    ? StatusEvent
    : Name extends `template.${infer Kind}`
      ? Extract<WebhookEvent, { readonly type: `template_${Kind}` }>
      : Extract<WebhookEvent, { readonly type: Name }>;

/** The names under which handlers of an event may be registered, the most specific first. */
export function eventNames(event: WebhookEvent): readonly string[] {
  switch (event.type) {
    case "message":
      return [`message.${event.message.type}`, "message"];
    case "status":
      return [`status.${event.status.status}`, "status"];
    case "template_status":
      return ["template.status"];
    case "template_quality":
      return ["template.quality"];
    case "template_category":
      return ["template.category"];
    default:
      return [event.type];
  }
}
