import type { Open } from "../core/index.js";
import type { AccountUpdateKind } from "./events/account-events.js";
import type { FlowEventKind } from "./events/business-events.js";
import type { CallEventKind } from "./events/call-events.js";
import type { WebhookEvent } from "./events.js";
import type { InboundMessage } from "./inbound-message.js";

type OfType<Type extends WebhookEvent["type"]> = Extract<WebhookEvent, { readonly type: Type }>;
type MessageOf<Kind extends string> = OfType<"message"> & {
  readonly message: Extract<InboundMessage, { readonly type: Kind }>;
};

/** Types that are their own name. */
type PlainType = Exclude<WebhookEvent["type"], keyof typeof DOTTED>;

type StatusKind = "sent" | "delivered" | "read" | "played" | "failed" | "deleted" | "warning";
/** Meta's event without the word that the family says already: `account.restriction`, `flow.status_change`. */
type Short<Kind extends string, Family extends string> = Kind extends `${Uppercase<Family>}_${infer Rest}`
  ? Lowercase<Rest>
  : Lowercase<Kind>;

type EventMap = { readonly [Type in PlainType]: OfType<Type> } & {
  readonly [Type in keyof typeof DOTTED as (typeof DOTTED)[Type]]: OfType<Type>;
} & { readonly [Kind in InboundMessage["type"] as `message.${Kind}`]: MessageOf<Kind> } & {
  readonly [Kind in StatusKind as `status.${Kind}`]: OfType<"status">;
} & {
  readonly [Kind in "stop" | "resume" | "signup" as `user_preferences.${Kind}`]: OfType<"user_preferences">;
} & {
  readonly [Kind in AccountUpdateKind as `account.${Short<Kind, "account">}`]: OfType<"account_update">;
} & { readonly [Kind in FlowEventKind as `flow.${Short<Kind, "flow">}`]: OfType<"flow"> } & {
  readonly [Kind in CallEventKind as `call.${Short<Uppercase<Kind>, "call">}`]: OfType<"call">;
} & {
  readonly [Kind in "ringing" | "accepted" | "rejected" as `call_status.${Kind}`]: OfType<"call_status">;
} & {
  readonly template: OfType<Extract<WebhookEvent["type"], `template_${string}`>>;
  readonly account: OfType<Extract<WebhookEvent["type"], `account_${string}`>>;
  readonly group: OfType<Exclude<Extract<WebhookEvent["type"], `group_${string}`>, "group_message">>;
  readonly phone_number: OfType<
    Extract<WebhookEvent["type"], `phone_number_${string}` | "business_username">
  >;
};

/** Names for `on(...)`: an event's family, or one kind of it. */
export type EventName = keyof EventMap;

/** The event that a name stands for. */
export type EventOf<Name extends EventName> = EventMap[Name];

/** Types whose name is written with a dot. */
const DOTTED = {
  template_status: "template.status",
  template_quality: "template.quality",
  template_category: "template.category",
  template_components: "template.components",
  template_category_detection: "template.category_detection",
  account_update: "account.update",
  account_review: "account.review",
  account_alert: "account.alert",
  account_settings: "account.settings",
  account_error: "account.error",
  business_capability: "business.capability",
  business_status: "business.status",
  business_username: "phone_number.username",
  phone_number_name: "phone_number.name",
  phone_number_quality: "phone_number.quality",
  group_lifecycle: "group.lifecycle",
  group_participants: "group.participants",
  group_settings: "group.settings",
  group_status: "group.status",
} as const satisfies Partial<Record<WebhookEvent["type"], string>>;

/** Names that stand for several types. */
const FAMILIES = new Set(["template", "account", "group", "phone_number"]);

/** The names under which handlers of an event may be registered, the most specific first. */
export function eventNames(event: WebhookEvent): readonly Open<EventName>[] {
  switch (event.type) {
    case "message":
      return [`message.${event.message.type}`, "message"];
    case "status":
      return [`status.${event.status.status}`, "status"];
    case "user_preferences":
      return [`user_preferences.${event.preference.value}`, "user_preferences"];
    case "account_update":
      return [`account.${short(event.account.event, "ACCOUNT_")}`, "account.update", "account"];
    case "flow":
      return [`flow.${short(event.flow.event, "FLOW_")}`, "flow"];
    case "call":
      return [`call.${short(event.call.event.toUpperCase(), "CALL_")}`, "call"];
    case "call_status":
      return [`call_status.${event.call.status}`, "call_status"];
    default: {
      const name = DOTTED[event.type as keyof typeof DOTTED] as string | undefined;
      if (name === undefined) return [event.type];
      const family = name.slice(0, name.indexOf("."));
      return FAMILIES.has(family) ? [name, family] : [name];
    }
  }
}

function short(kind: string, family: string): string {
  return (kind.startsWith(family) ? kind.slice(family.length) : kind).toLowerCase();
}
