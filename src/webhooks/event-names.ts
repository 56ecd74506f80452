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

type Family = "template" | "account" | "business" | "group" | "phone_number";
/** The name of a type that is written with a dot. */
type Dotted<Type extends WebhookEvent["type"]> = Type extends "group_message"
  ? never
  : Type extends "business_username"
    ? "phone_number.username"
    : { [F in Family]: Type extends `${F}_${infer Rest}` ? `${F}.${Rest}` : never }[Family];
type DottedType = {
  [Type in WebhookEvent["type"]]: [Dotted<Type>] extends [never] ? never : Type;
}[WebhookEvent["type"]];
/** Types that are their own name. */
type PlainType = Exclude<WebhookEvent["type"], DottedType>;

type StatusKind = "sent" | "delivered" | "read" | "played" | "failed" | "deleted" | "warning";
/** Meta's event without the word that the family says already: `account.restriction`, `flow.status_change`. */
type Short<Kind extends string, Family extends string> = Kind extends `${Uppercase<Family>}_${infer Rest}`
  ? Lowercase<Rest>
  : Lowercase<Kind>;

type EventMap = { readonly [Type in PlainType]: OfType<Type> } & {
  readonly [Type in DottedType as Dotted<Type>]: OfType<Type>;
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

/** The names under which handlers of an event may be registered, the most specific first. */
export function eventNames(event: WebhookEvent): readonly Open<EventName>[] {
  const { type } = event;
  let names = NAMES.get(type);
  if (names === undefined) NAMES.set(type, (names = namesOf(type)));
  const kind = kindOf(event);
  if (kind === undefined) return names;
  return type === "account_update" ? [`account.${kind}`, ...names] : [`${type}.${kind}`, type];
}

/** Names of each type, once they were asked for. */
const NAMES = new Map<string, readonly string[]>();

/** `account_update` is `account.update`, of the family `account`. */
function namesOf(type: WebhookEvent["type"]): readonly string[] {
  if (type === "business_username") return ["phone_number.username", "phone_number"];
  const [, family, rest] =
    /^(template|account|business|group|phone_number)_(?!message$)(.+)/.exec(type) ?? [];
  if (family === undefined || rest === undefined) return [type];
  const name = `${family}.${rest}`;
  return family === "business" ? [name] : [name, family];
}

function kindOf(event: WebhookEvent): string | undefined {
  switch (event.type) {
    case "message":
      return event.message.type;
    case "status":
      return event.status.status;
    case "user_preferences":
      return event.preference.value;
    case "account_update":
      return short(event.account.event);
    case "flow":
      return short(event.flow.event);
    case "call":
      return short(event.call.event);
    case "call_status":
      return event.call.status;
    default:
      return undefined;
  }
}

/** Meta's event without the word that the family says already. */
function short(kind: string): string {
  return kind.toLowerCase().replace(/^(account|flow|call)_/, "");
}
