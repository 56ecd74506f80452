import * as account from "./account-fields.js";
import * as business from "./business-fields.js";
import { callsField } from "./call-fields.js";
import { contactSyncField, historyField, messageEchoesField } from "./coexistence-fields.js";
import type { FieldReader } from "./field-reader.js";
import * as group from "./group-fields.js";
import { messagesField } from "./messages-field.js";
import * as template from "./template-fields.js";
import { handoverField, standbyField } from "./thread-fields.js";
import { userIdUpdateField, userPreferencesField } from "./user-fields.js";

/**
 * Meta's webhook fields and who reads them. Not here, and so `unknown` with its raw content: `consumer_profile` and
 * `whatsapp_account`, whose payloads Meta has not documented.
 */
export const FIELD_READERS: ReadonlyMap<string, FieldReader> = new Map([
  ["messages", messagesField],
  ["message_echoes", messageEchoesField],
  ["smb_message_echoes", messageEchoesField],
  ["smb_app_state_sync", contactSyncField],
  ["history", historyField],
  ["calls", callsField],
  ["standby", standbyField],
  ["messaging_handovers", handoverField],
  ["group_lifecycle_update", group.groupLifecycleField],
  ["group_participants_update", group.groupParticipantsField],
  // Its name in Meta's OpenAPI of 2025.
  ["group_participant_update", group.groupParticipantsField],
  ["group_settings_update", group.groupSettingsField],
  ["group_status_update", group.groupStatusField],
  ["user_preferences", userPreferencesField],
  ["user_id_update", userIdUpdateField],
  ["message_template_status_update", template.templateStatusField],
  ["message_template_quality_update", template.templateQualityField],
  ["message_template_components_update", template.templateComponentsField],
  ["template_category_update", template.templateCategoryField],
  ["template_correct_category_detection", template.templateCategoryDetectionField],
  ["account_update", account.accountUpdateField],
  ["account_review_update", account.accountReviewField],
  ["account_alerts", account.accountAlertsField],
  ["account_settings_update", account.accountSettingsField],
  ["business_capability_update", account.businessCapabilityField],
  ["business_status_update", account.businessStatusField],
  ["phone_number_name_update", account.phoneNumberNameField],
  ["phone_number_quality_update", account.phoneNumberQualityField],
  // Three names within one year.
  ["business_username_updates", account.businessUsernameField],
  ["business_username_update", account.businessUsernameField],
  ["phone_number_username_update", account.businessUsernameField],
  ["security", account.securityField],
  ["flows", business.flowsField],
  ["payment_configuration_update", business.paymentConfigurationField],
  ["partner_solutions", business.partnerSolutionsField],
  ["automatic_events", business.automaticEventsField],
  ["tracking_events", business.trackingEventsField],
]);
