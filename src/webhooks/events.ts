import type {
  AccountAlertEvent,
  AccountReviewEvent,
  AccountSettingsEvent,
  AccountUpdateEvent,
  BusinessCapabilityEvent,
  BusinessStatusEvent,
  SecurityEvent,
} from "./events/account-events.js";
import type { EventBase } from "./events/base.js";
import type {
  AutomaticEvent,
  FlowEvent,
  PartnerSolutionEvent,
  PaymentConfigurationEvent,
  TrackingEvent,
} from "./events/business-events.js";
import type { CallEvent, CallStatusEvent } from "./events/call-events.js";
import type {
  ContactSyncEvent,
  HistoryEvent,
  HistoryMediaEvent,
  MessageEchoEvent,
} from "./events/coexistence-events.js";
import type {
  GroupLifecycleEvent,
  GroupParticipantsEvent,
  GroupSettingsEvent,
  GroupStatusEvent,
} from "./events/group-events.js";
import type {
  AccountErrorEvent,
  GroupMessageEvent,
  MessageEditEvent,
  MessageEvent,
  MessageRevokeEvent,
  SystemMessageEvent,
} from "./events/message-events.js";
import type {
  BusinessUsernameEvent,
  PhoneNumberNameEvent,
  PhoneNumberQualityEvent,
} from "./events/phone-number-events.js";
import type { PaymentStatusEvent, StatusEvent } from "./events/status-events.js";
import type {
  TemplateCategoryDetectionEvent,
  TemplateCategoryEvent,
  TemplateComponentsEvent,
  TemplateQualityEvent,
  TemplateStatusEvent,
} from "./events/template-events.js";
import type { HandoverEvent, StandbyEvent } from "./events/thread-events.js";
import type { UserIdUpdateEvent, UserPreferencesEvent } from "./events/user-events.js";

/** A field or shape that this version does not read. Nothing of it is lost: see `raw`. */
export interface UnknownEvent extends EventBase {
  readonly type: "unknown";
}

/** One thing that happened. Switch on `type`. */
export type WebhookEvent =
  | MessageEvent
  | GroupMessageEvent
  | MessageEditEvent
  | MessageRevokeEvent
  | SystemMessageEvent
  | AccountErrorEvent
  | StatusEvent
  | PaymentStatusEvent
  | MessageEchoEvent
  | ContactSyncEvent
  | HistoryEvent
  | HistoryMediaEvent
  | CallEvent
  | CallStatusEvent
  | GroupLifecycleEvent
  | GroupParticipantsEvent
  | GroupSettingsEvent
  | GroupStatusEvent
  | StandbyEvent
  | HandoverEvent
  | UserPreferencesEvent
  | UserIdUpdateEvent
  | TemplateStatusEvent
  | TemplateQualityEvent
  | TemplateCategoryEvent
  | TemplateComponentsEvent
  | TemplateCategoryDetectionEvent
  | AccountUpdateEvent
  | AccountReviewEvent
  | AccountAlertEvent
  | AccountSettingsEvent
  | BusinessCapabilityEvent
  | BusinessStatusEvent
  | BusinessUsernameEvent
  | PhoneNumberNameEvent
  | PhoneNumberQualityEvent
  | SecurityEvent
  | FlowEvent
  | PaymentConfigurationEvent
  | PartnerSolutionEvent
  | AutomaticEvent
  | TrackingEvent
  | UnknownEvent;
