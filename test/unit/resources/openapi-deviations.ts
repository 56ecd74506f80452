/** What an id in a path of ours may be called in Meta's description. */
export const PARAMETER_NAMES: Readonly<Record<string, readonly string[]>> = {
  phoneNumberId: ["Phone-Number-ID"],
  businessAccountId: ["WABA-ID", "WhatsApp-Business-Account-ID"],
  accountNumberId: ["WhatsApp-Account-Number-ID"],
  appId: ["Application-ID"],
  botId: ["WABA-Bot-ID"],
  businessId: ["Business-ID"],
  code: ["QR-Code-ID"],
  flowId: ["Flow-ID"],
  groupId: ["group_id"],
  mediaId: ["Media-ID"],
  mediaUrl: ["Media-URL"],
  messageHistoryId: ["Message-History-ID"],
  migrationIntentId: ["Migration-Intent-ID"],
  mobilityIntentId: ["OBO-Mobility-Intent-ID"],
  preverifiedId: ["Pre-Verified-Phone-Number-ID"],
  profileId: ["WhatsApp-Business-Profile-ID"],
  solutionId: ["Solution-ID"],
  templateId: ["TEMPLATE_ID"],
  userId: ["User-ID"],
};

/** Operations that are not a method of a resource, and why. */
export const NOT_OFFERED: Readonly<Record<string, string>> = {
  "POST /whatsapp/webhooks": "what Meta calls: waypost.webhooks receives it",
  "POST /{Version}/{Phone-Number-ID}/messages": "sends: messages.sendTemplate() and Chat",
  "POST /{Version}/{Phone-Number-ID}/marketing_messages": "sends: messages.sendTemplate()",
  "POST /{Version}/{Phone-Number-ID}/messages_encrypted":
    "sends what no layer can read: a JWE hides recipient and content from consent, templates, windows and limits. Raw Graph access refuses it, too",
  "POST /{Version}/{group_id}/participants":
    "Meta's groups page (December 2025 and later): people join by link only, the description's call to add them does not exist",
};

/** Methods whose path the description of November 2025 does not have, and where they come from. */
export const NEWER: Readonly<Record<string, string>> = {
  "analytics.templates": "Meta, template analytics (edge with query parameters)",
  "analytics.templateGroups": "Meta, template group analytics (February 2025)",
  "apps.subscriptions": "Meta, Graph webhooks: app subscriptions",
  "apps.subscribe": "Meta, Graph webhooks: app subscriptions",
  "apps.exchangeCode": "Meta, Embedded Signup: exchange of the code",
  "apps.appAccessToken": "Meta, access tokens",
  "coexistence.sync": "Meta, coexistence onboarding",
  "coexistence.deleteContact": "Meta, contact book (2026)",
  "media.createUploadHandle": "Meta, resumable upload API",
  "messageTemplates.archive": "Meta changelog 2026, on api.facebook.com",
  "messageTemplates.unarchive": "Meta changelog 2026, on api.facebook.com",
  "messageTemplates.upsertAuthentication": "Meta, authentication templates: many at once",
  "messageTemplates.previews": "Meta, authentication templates: previews",
  "messageTemplates.compare": "Meta, template comparison",
  "messageTemplates.unpause": "Meta, template pacing",
  "messageTemplates.migrate": "Meta, template migration",
  "messageTemplates.library": "Meta, template library",
  "payments.configurations": "Meta, payments API India",
  "payments.configuration": "Meta, payments API India",
  "payments.createConfiguration": "Meta, payments API India",
  "payments.updateConfiguration": "Meta, payments API India",
  "payments.deleteConfiguration": "Meta, payments API India",
  "payments.configurationLink": "Meta, payments API India",
  "payments.get": "Meta, payments API India",
  "payments.refund": "Meta, payments API India",
  "portfolio.selfCertify": "Meta, partner-led business verification",
  "portfolio.parentUserIdAccounts": "Meta changelog 28 May 2026, on api.facebook.com",
  "signups.list": "Meta, in-app sign-ups (June 2026)",
  "signups.get": "Meta, in-app sign-ups (June 2026)",
  "signups.create": "Meta, in-app sign-ups (June 2026)",
  "signups.update": "Meta, in-app sign-ups (June 2026)",
  "templateGroups.list": "Meta, template groups (February 2025)",
  "templateGroups.get": "Meta, template groups (February 2025)",
  "templateGroups.create": "Meta, template groups (February 2025)",
  "templateGroups.update": "Meta, template groups (February 2025)",
  "templateGroups.delete": "Meta, template groups (February 2025)",
  "threadControl.pass": "Meta, thread control (July 2026)",
  "threadControl.release": "Meta, thread control (July 2026)",
  "threadControl.take": "Meta, thread control (July 2026)",
  "usernames.get": "Meta, business usernames (2026)",
  "usernames.set": "Meta, business usernames (2026)",
  "usernames.delete": "Meta, business usernames (2026)",
  "usernames.suggestions": "Meta, business usernames (2026)",
};

/** Requests that differ from the description on purpose, how, and the newer source. */
export const DEVIATIONS: Readonly<
  Record<string, { readonly problems: readonly string[]; readonly source: string }>
> = {
  "blockList.list": {
    problems: ["query limit: unknown"],
    source: "Meta, block users: the list takes limit and after",
  },
  "calling.preAccept": {
    problems: ["body : required", "body /action: enum", "body : oneOf"],
    source: "Meta, calling API: pre_accept (2025)",
  },
  "flows.list": {
    problems: ["query date_format: unknown", "query fields: unknown"],
    source: "Meta, Flows API: fields and date_format as on the Flow itself",
  },
  "groups.inviteLink": { problems: ["no GET"], source: "Meta, groups API: get the invite link" },
  "messageTemplates.list": {
    problems: ["query since: unknown", "query summary: unknown", "query fields: unknown"],
    source: "Meta, template management: filters and fields",
  },
  "messageTemplates.deleteMany": {
    problems: ["query hsm_ids: unknown"],
    source: "Meta changelog 18 December 2025",
  },
  "messageTemplates.deleteById": { problems: ["no DELETE"], source: "Meta, template node" },
  "officialAccount.apply": {
    problems: ["body : required"],
    source: "Meta's guide of December 2025 names other fields",
  },
  "phoneNumbers.removeCallbackOverride": {
    problems: ["body /webhook_configuration/override_callback_uri: format"],
    source: "Meta, webhook overrides: an empty address removes it",
  },
  "phoneNumbers.updateSettings": {
    problems: [
      "body /calling/status: enum",
      "body /calling/call_icon_visibility: enum",
      "body /user_identity_change: required",
      "body /payload_encryption/status: enum",
      "body /storage_configuration: required",
      "body : oneOf",
    ],
    source:
      "Meta, phone number settings: upper-case values, enable_identity_key_check, status of storage; several blocks at once",
  },
  "portfolio.ownedAccounts": {
    problems: ["query fields: unknown"],
    source: "Meta, business management: fields as on every Graph edge",
  },
  "account.createSchedule": {
    problems: ["body /start_time: format", "body /end_time: format"],
    source: "the description's own text and example: HH:MM, which its format `time` does not allow",
  },
  "compliance.update": {
    problems: [
      "body /grievance_officer_details/mobile_number: pattern",
      "body /grievance_officer_details/landline_number: pattern",
      "body /customer_care_details/mobile_number: pattern",
      "body /customer_care_details/landline_number: pattern",
    ],
    source: "the description's pattern is escaped twice: its own examples do not fit it",
  },
  "calling.accept": {
    problems: ["body : required", "body /action: enum", "body : oneOf"],
    source: "Meta, calling API: accept with an answer (2025)",
  },
  "messageTemplates.get": {
    problems: ["query fields: unknown"],
    source: "Meta, template node: fields as on every Graph node",
  },
  "qrCodes.update": {
    problems: ["body : oneOf"],
    source: "an update of the description's own form also fits its form for creating: its two forms overlap",
  },
  "calling.reject": {
    problems: ["body : required", "body /action: enum", "body : oneOf"],
    source: "Meta, calling API: reject (2025)",
  },
};

/** Properties and query parameters that no method sends, and why. */
export const NOT_SENT: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "GET /{Version}/{Business-ID}/owned_whatsapp_business_accounts": {
    "?first": "Meta, Graph paging: `limit` with `after` is the same on every edge",
    "?last": "Meta, Graph paging: `limit` with `before` is the same on every edge",
  },
  "POST /{Version}/{Phone-Number-ID}": {
    connection_status: "Meta's own state, read by phoneNumbers.get: the guide knows no way to set it",
    webhook_url: "Meta, webhook overrides: webhook_configuration, phoneNumbers.overrideCallback()",
    "whatsapp_business_api_data.pin": "Meta, two-step verification: `pin` by itself, phoneNumbers.setPin()",
    username: "Meta, business usernames (2026): an edge of its own, usernames.set()",
  },
  "POST /{Version}/{Phone-Number-ID}/settings": {
    "user_identity_change.enabled": "Meta, identity change check: enable_identity_key_check",
    "storage_configuration.enabled": "Meta, local storage: status",
    "storage_configuration.region": "Meta, local storage: data_localization_region",
  },
  "POST /{Version}/{group_id}": {
    file: "Meta, groups API: the picture's part is called profile_picture_file",
  },
  "POST /{Version}/{Phone-Number-ID}/conversational_automation": {
    enable_welcome_message: "Meta changelog 27 March 2026: removed",
  },
  "POST /{Version}/{TEMPLATE_ID}": {
    name: "Meta, template management: a template keeps its name",
    language: "Meta, template management: a template keeps its language",
  },
};

/** Limits that differ from the description's, and the newer source. */
export const OTHER_LIMITS: Readonly<Record<string, { readonly says: string; readonly source: string }>> = {
  ...Object.fromEntries(
    ["grievanceOfficerDetails", "customerCareDetails"].flatMap((contact) =>
      ["mobileNumber", "landlineNumber"].map((number) => [
        `compliance.update ${contact}.${number}`,
        { says: "20, not undefined", source: "E.164: a plus and at most 15 digits" },
      ]),
    ),
  ),
  "phoneNumbers.requestCode language": {
    says: "5, not undefined",
    source: "Meta, request code: two letters are enough",
  },
  "preverifiedNumbers.requestCode language": {
    says: "5, not undefined",
    source: "Meta, request code: two letters are enough",
  },
  "businessProfile.update description": { says: "256, not 512", source: "Meta, business profiles: 512" },
  "businessProfile.updateById description": { says: "256, not 512", source: "Meta, business profiles: 512" },
  "conversationalAutomation.set prompts": {
    says: "3, not 4",
    source: "Meta, conversational components: 4 ice breakers",
  },
  "conversationalAutomation.set commands[].commandName": {
    says: "30, not 32",
    source: "Meta, conversational components: 32 characters",
  },
};
