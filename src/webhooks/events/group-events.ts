import type { Open } from "../../core/index.js";
import type { WebhookUser } from "../webhook-user.js";
import type { EventBase, WebhookErrorDetail } from "./base.js";

interface GroupEventBase extends EventBase {
  readonly groupId: string;
  /** Answer to the management call that gave this id. */
  readonly requestId?: string | undefined;
  /** Not empty when it failed. */
  readonly errors: readonly WebhookErrorDetail[];
}

/** A group was created or deleted, or could not be. */
export interface GroupLifecycleEvent extends GroupEventBase {
  readonly type: "group_lifecycle";
  readonly change: Open<"group_create" | "group_delete">;
  readonly subject?: string | undefined;
  readonly description?: string | undefined;
  readonly inviteLink?: string | undefined;
  readonly joinApprovalMode?: Open<"auto_approve" | "approval_required"> | undefined;
}

/** Members joined, left, were removed, or ask to join. */
export interface GroupParticipantsEvent extends GroupEventBase {
  readonly type: "group_participants";
  readonly change: Open<
    | "group_participants_add"
    | "group_participants_remove"
    | "group_join_request_created"
    | "group_join_request_revoked"
  >;
  readonly reason?: Open<"invite_link"> | undefined;
  readonly initiatedBy?: Open<"business" | "participant"> | undefined;
  readonly added: readonly WebhookUser[];
  readonly removed: readonly WebhookUser[];
  readonly failed: readonly { readonly user: WebhookUser; readonly errors: readonly WebhookErrorDetail[] }[];
  readonly joinRequest?: { readonly id: string; readonly user: WebhookUser } | undefined;
}

/** What became of one setting of a group. */
export interface GroupSettingResult {
  readonly updated: boolean;
  readonly text?: string | undefined;
  readonly mimeType?: string | undefined;
  readonly sha256?: string | undefined;
  readonly errors: readonly WebhookErrorDetail[];
}

/** Which of the settings that were to change did. */
export interface GroupSettingsEvent extends GroupEventBase {
  readonly type: "group_settings";
  readonly subject?: GroupSettingResult | undefined;
  readonly description?: GroupSettingResult | undefined;
  readonly picture?: GroupSettingResult | undefined;
}

/** Meta suspended the group, or lifted it. */
export interface GroupStatusEvent extends GroupEventBase {
  readonly type: "group_status";
  readonly change: Open<"group_suspend" | "group_suspend_cleared">;
}
