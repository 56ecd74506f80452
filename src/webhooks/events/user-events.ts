import type { Open } from "../../core/index.js";
import type { WebhookUser } from "../webhook-user.js";
import type { EventBase } from "./base.js";

/** The person used WhatsApp's own control: stop, resume or sign up for marketing. */
export interface UserPreferencesEvent extends EventBase {
  readonly type: "user_preferences";
  readonly user: WebhookUser;
  readonly preference: {
    readonly category: Open<"marketing_messages">;
    readonly value: Open<"stop" | "resume" | "signup">;
    readonly detail?: string | undefined;
    readonly signupId?: string | undefined;
  };
}

/** A person's business-scoped user id changed; Meta makes a new one when they change their number. */
export interface UserIdUpdateEvent extends EventBase {
  readonly type: "user_id_update";
  /** The person under the new id. */
  readonly user: WebhookUser;
  /** The ids that are no longer theirs. */
  readonly previous: WebhookUser;
  readonly detail?: string | undefined;
}
