import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Resources } from "../../../src/resources/index.js";

type Inputs = {
  readonly [R in keyof Resources]: {
    readonly [M in keyof Resources[R]]: Resources[R][M] extends (...args: infer Args) => unknown
      ? Args[0]
      : never;
  };
};

const day = Date.UTC(2026, 10, 1);
const pem = "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----\n";
const body = { type: "BODY", text: "Hi {{1}}, it is here.", example: { body_text: [["Asha"]] } };
const header = { type: "HEADER", format: "TEXT", text: "Your order" };
const buttons = [
  { type: "FLOW", text: "Book", flowId: "400", flowAction: "navigate", navigateScreen: "START" },
  { type: "QUICK_REPLY", text: "Thanks" },
];
const span = { start: day, end: new Date(day + 86_400_000) };
const bytes = new TextEncoder().encode("%PDF-1.4 a file");

/** One full input for every method of every resource: a method without one does not compile. */
export const SAMPLES: Inputs = {
  account: {
    get: {},
    health: {},
    update: {
      name: "Asha Stores",
      timezoneId: "1",
      isEnabledForInsights: true,
      degreesOfFreedomSpec: { creativeFeaturesSpec: { image_touchups: { enroll_status: "OPT_OUT" } } },
      disableMarketingMessagesOnCloudApi: false,
    },
    subscribedApps: {},
    subscribe: { overrideCallbackUri: "https://shop.example/hook", verifyToken: "verify" },
    unsubscribe: {},
    assignedUsers: { business: "700" },
    assignUser: { user: "800", tasks: ["MANAGE"] },
    removeUser: { user: "800" },
    accountsOfUser: { userId: "800" },
    activities: { since: day, until: day + 1_000, activityType: "PHONE_NUMBER_ADDED" },
    schedules: {
      sort: "created_time.asc",
      filtering: [{ field: "status", operator: "EQUAL", value: "ACTIVE" }],
    },
    createSchedule: {
      name: "Opening hours",
      scheduleType: "BUSINESS_HOURS",
      description: "Monday to Friday",
      startTime: "09:00",
      endTime: "17:00",
      timezone: "Asia/Kolkata",
      daysOfWeek: ["MONDAY"],
      isActive: true,
      recurrencePattern: { frequency: "WEEKLY", interval: 1, endDate: "2027-11-01" },
    },
  },
  analytics: {
    messages: {
      ...span,
      granularity: "DAY",
      phoneNumbers: ["911"],
      productTypes: [0, 2],
      countryCodes: ["IN"],
    },
    conversations: { ...span, granularity: "DAILY", dimensions: ["COUNTRY"], metricTypes: ["COST"] },
    pricing: { ...span, granularity: "DAILY", metricTypes: ["VOLUME"], dimensions: ["COUNTRY"] },
    calls: { ...span, granularity: "DAILY", metricTypes: ["COUNT"] },
    groups: { ...span, granularity: "DAILY" },
    templates: {
      ...span,
      granularity: "DAILY",
      templateIds: ["300"],
      metricTypes: ["SENT"],
      useWabaTimezone: true,
    },
    templateGroups: { ...span, granularity: "DAILY", templateGroupIds: ["301"] },
  },
  apps: {
    subscriptions: { appId: "600", appSecret: "secret" },
    subscribe: {
      appId: "600",
      appSecret: "secret",
      callbackUrl: "https://shop.example/hook",
      verifyToken: "verify",
      webhookFields: ["messages"],
    },
    exchangeCode: { clientId: "600", clientSecret: "secret", code: "code" },
    appAccessToken: { clientId: "600", clientSecret: "secret" },
  },
  blockList: {
    list: { limit: 10 },
    block: { users: [{ user: "+919812345678" }] },
    unblock: { users: [{ user: "919812345678" }, { userId: "IN.abc123" }] },
  },
  businessProfile: {
    get: {},
    update: {
      about: "Shop",
      address: "Jaipur",
      description: "A shop",
      email: "help@asha.example",
      profilePictureHandle: "4:handle",
      websites: ["https://asha.example"],
      vertical: "RETAIL",
    },
    getById: { profileId: "500" },
    updateById: {
      profileId: "500",
      about: "Shop",
      websites: ["https://asha.example"],
      description: "A",
      address: "J",
      email: "help@asha.example",
      profilePictureHandle: "4:handle",
      vertical: "RETAIL",
    },
  },
  calling: {
    permission: { userWaId: "919812345678" },
    connect: { to: "+919812345678", sdp: "v=0", bizOpaqueCallbackData: "order-1" },
    preAccept: { callId: "wacid.1", sdp: "v=0", bizOpaqueCallbackData: "order-1" },
    accept: { callId: "wacid.1", sdp: "v=0", bizOpaqueCallbackData: "order-1" },
    reject: { callId: "wacid.1", bizOpaqueCallbackData: "order-1" },
    terminate: { callId: "wacid.1", bizOpaqueCallbackData: "order-1" },
  },
  coexistence: { sync: { syncType: "history" }, deleteContact: { bsuid: "IN.abc123" } },
  commerce: { get: {}, update: { isCartEnabled: true, isCatalogVisible: false } },
  compliance: {
    get: {},
    update: {
      entityName: "Asha Stores",
      entityType: "OTHER",
      entityTypeCustom: "Cooperative",
      isRegistered: true,
      grievanceOfficerDetails: {
        name: "Ravi",
        email: "ravi@asha.example",
        mobileNumber: "+913854559033",
        landlineNumber: "+913857614343",
      },
      customerCareDetails: {
        email: "help@asha.example",
        mobileNumber: "+913854559033",
        landlineNumber: "+913857614343",
      },
    },
  },
  conversationalAutomation: {
    get: {},
    set: {
      prompts: ["Track my order"],
      commands: [{ commandName: "help", commandDescription: "What I can do" }],
    },
    getBot: { botId: "510" },
  },
  encryptionKeys: { get: {}, set: { businessPublicKey: pem } },
  flows: {
    list: { dateFormat: "U" },
    get: { flowId: "400", dateFormat: "U" },
    create: {
      name: "booking",
      categories: ["APPOINTMENT_BOOKING"],
      cloneFlowId: "401",
      endpointUri: "https://shop.example/flow",
      flowJson: "{}",
      publish: false,
    },
    update: {
      flowId: "400",
      name: "booking",
      categories: ["OTHER"],
      endpointUri: "https://shop.example/flow",
      applicationId: "600",
    },
    delete: { flowId: "400" },
    uploadJson: { flowId: "400", json: { version: "7.3", screens: [] } },
    assets: { flowId: "400" },
    publish: { flowId: "400" },
    deprecate: { flowId: "400" },
    preview: { flowId: "400", invalidate: true, dateFormat: "U" },
    health: { flowId: "400", phoneNumberId: "100" },
    metric: {
      flowId: "400",
      metric: "ENDPOINT_AVAILABILITY",
      granularity: "DAY",
      since: "2026-11-01",
      until: day,
      dateFormat: "U",
    },
    migrate: { sourceWabaId: "201", sourceFlowNames: ["booking"] },
  },
  groups: {
    list: { limit: 1_024 },
    get: { groupId: "g1" },
    create: { subject: "Trip", description: "To Agra", joinApprovalMode: "auto_approve" },
    update: { groupId: "g1", subject: "Trip", description: "To Delhi" },
    setPicture: { groupId: "g1", file: bytes },
    delete: { groupId: "g1" },
    inviteLink: { groupId: "g1" },
    resetInviteLink: { groupId: "g1" },
    deleteInviteLink: { groupId: "g1" },
    removeParticipants: { groupId: "g1", participants: [{ user: "919812345678" }] },
    joinRequests: { groupId: "g1" },
    approveJoinRequests: { groupId: "g1", joinRequests: ["j1"] },
    rejectJoinRequests: { groupId: "g1", joinRequests: ["j1"] },
  },
  media: {
    upload: { file: bytes, type: "application/pdf", fileName: "bill.pdf", ttlMinutes: 10 },
    get: { mediaId: "m1", phoneNumberId: "100" },
    download: { mediaId: "m1" },
    downloadToFile: { mediaId: "m1", path: join(tmpdir(), "waypost-sample-download") },
    stream: { mediaId: "m1" },
    delete: { mediaId: "m1", phoneNumberId: "100" },
    createUploadHandle: { file: bytes, type: "application/pdf", fileName: "bill.pdf" },
  },
  messageHistory: {
    list: { messageId: "wamid.1" },
    events: { messageHistoryId: "h1", statusFilter: "READ" },
  },
  messageTemplates: {
    list: { name: "order", summary: "total_count", since: day },
    get: { templateId: "300" },
    create: {
      name: "order_shipped",
      language: "en",
      category: "UTILITY",
      components: [body, { type: "BUTTONS", buttons }],
      parameterFormat: "POSITIONAL",
      messageSendTtlSeconds: 600,
      ctaUrlLinkTrackingOptedOut: true,
    },
    update: {
      templateId: "300",
      category: "UTILITY",
      components: [header, body, { type: "BUTTONS", buttons }],
      messageSendTtlSeconds: -1,
    },
    delete: { name: "order_shipped" },
    deleteVersion: { name: "order_shipped", hsmId: "300" },
    deleteMany: { hsmIds: ["300"] },
    deleteById: { templateId: "300" },
    archive: { hsmIds: ["300"] },
    unarchive: { hsmIds: ["300"] },
    upsertAuthentication: {
      name: "code",
      languages: ["en", "hi"],
      components: [{ type: "BODY", addSecurityRecommendation: true }],
    },
    previews: { languages: ["en"], codeExpirationMinutes: 10, addSecurityRecommendation: true },
    compare: { templateId: "300", templateIds: ["301"], start: day, end: day + 7 * 86_400_000 },
    unpause: { templateId: "300" },
    migrate: { sourceWabaId: "201", pageNumber: 0, count: 500 },
    library: { search: "order", language: "en" },
  },
  officialAccount: {
    get: {},
    status: {},
    apply: {
      businessWebsiteUrl: "https://asha.example",
      primaryCountryOfOperation: "IN",
      parentBusinessOrBrand: "Asha",
      additionalSupportingInformation: "In the news",
      supportingLinks: ["https://news.example"],
    },
    withdraw: {},
    resubmit: {
      businessName: "Asha Stores",
      businessDescription: "Quilts from Jaipur",
      websiteUrl: "https://asha.example",
      contactEmail: "help@asha.example",
    },
  },
  onBehalf: {
    inProgress: {},
    get: { mobilityIntentId: "900" },
    create: {
      solutionId: "910",
      intentType: "INITIATE_TRANSFER",
      targetSolutionId: "911",
      mobilityReason: "Moving",
      scheduledExecutionTime: "2026-11-01T00:00:00Z",
      metadata: { Key_One: "kept" },
    },
    set: { wabaId: "200", solutionId: "910", appId: "600", actorId: "800", clientMutationId: "m1" },
  },
  payments: {
    configurations: {},
    configuration: { configurationName: "upi" },
    createConfiguration: {
      configurationName: "upi",
      providerName: "razorpay",
      redirectUrl: "https://shop.example",
    },
    updateConfiguration: { configurationName: "upi", dataEndpointUrl: "https://shop.example/pay" },
    deleteConfiguration: { configurationName: "upi" },
    configurationLink: { configurationName: "upi", redirectUrl: "https://shop.example" },
    get: { configurationName: "upi", referenceId: "A-1" },
    refund: {
      referenceId: "A-1",
      paymentConfigId: "upi",
      speed: "normal",
      amount: { currency: "INR", value: "100", offset: "100" },
    },
  },
  phoneNumbers: {
    list: {
      sort: "creation_time.asc",
      filtering: [{ field: "account_mode", operator: "EQUAL", value: "LIVE" }],
      limit: 100,
    },
    get: {},
    health: {},
    quality: {},
    accountNumber: { accountNumberId: "101" },
    create: {
      countryCode: "91",
      phoneNumber: "9812345678",
      verifiedName: "Asha Stores",
      migratePhoneNumber: false,
      preverifiedId: "120",
    },
    requestCode: { codeMethod: "SMS", language: "en_US" },
    verifyCode: { code: "123456" },
    register: {
      pin: "123456",
      backup: { password: "p", data: "d" },
      tier: "PROD",
      dataLocalizationRegion: "IN",
      metaStoreRetentionMinutes: 60,
    },
    deregister: {},
    setPin: { pin: "123456" },
    setDisplayName: { newDisplayName: "Asha Stores" },
    setSearchVisibility: { searchVisibility: "VISIBLE" },
    setNotifications: { showSecurityNotifications: true, notifyUserChangeNumber: false },
    overrideCallback: { overrideCallbackUri: "https://shop.example/hook", verifyToken: "verify" },
    removeCallbackOverride: {},
    settings: { includeSipCredentials: true },
    updateSettings: {
      calling: {
        status: "ENABLED",
        callIconVisibility: "DEFAULT",
        callbackPermissionStatus: "ENABLED",
        callHours: {
          status: "ENABLED",
          timezoneId: "Asia/Kolkata",
          weeklyOperatingHours: [{ dayOfWeek: "MONDAY", openTime: "0900", closeTime: "1700" }],
          holidaySchedule: [{ date: "2026-12-25", startTime: "0000", endTime: "2359" }],
        },
        sip: { status: "DISABLED", servers: [{ hostname: "sip.example", port: 5061 }] },
      },
      userIdentityChange: { enableIdentityKeyCheck: true },
      payloadEncryption: { status: "ENABLED", clientEncryptionKey: "key" },
      storageConfiguration: {
        status: "IN_COUNTRY_STORAGE_ENABLED",
        dataLocalizationRegion: "IN",
        retentionMinutes: 60,
      },
    },
  },
  portfolio: {
    get: { businessId: "700" },
    ownedAccounts: { businessId: "700", find: "202", businessType: ["ENTERPRISE", "SMB"] },
    clientAccounts: { businessId: "700", find: "202", businessType: ["ENTERPRISE"] },
    creditLines: { businessId: "700" },
    connectedClients: { appId: "600" },
    onboardToMarketingMessages: { businessId: "700", solutionId: "910" },
    selfCertify: { businessId: "700", endBusinessId: "701", details: { contact_name: "Ravi" } },
    parentUserIdAccounts: { businessId: "700" },
    addPhoneNumber: { businessId: "700", phoneNumber: "+919812345678" },
  },
  preverifiedNumbers: {
    list: {
      businessId: "700",
      verificationStatus: "VERIFIED",
      availabilityStatus: "AVAILABLE",
      countryCode: "IN",
    },
    get: { preverifiedId: "120" },
    delete: { preverifiedId: "120" },
    share: { businessId: "700", preverifiedId: "120", partnerBusinessId: "701" },
    partners: { preverifiedId: "120" },
    requestCode: { preverifiedId: "120", codeMethod: "VOICE", language: "en_US" },
    verifyCode: { preverifiedId: "120", code: "123456" },
  },
  qrCodes: {
    list: { code: "4O4YGZEG3RIVE2" },
    get: { code: "4O4YGZEG3RIVE2" },
    create: { prefilledMessage: "Hello", generateQrImage: "SVG" },
    update: { code: "4O4YGZEG3RIVE2", prefilledMessage: "Hello again", generateQrImage: "PNG" },
    delete: { code: "4O4YGZEG3RIVE2" },
  },
  signups: {
    list: {},
    get: { signupId: "s1" },
    create: {
      signupMessage: "News from Asha?",
      confirmationMessage: "Thank you: {{promo_code}}",
      privacyPolicyUrl: "https://asha.example/privacy",
      websiteUrl: "https://asha.example",
      promoCode: "ASHA10",
      displayName: "Asha",
      policy: { tos: "https://facebook.com/terms", accepted: true },
    },
    update: {
      signupId: "s1",
      status: "DISABLED",
      signupMessage: "News?",
      confirmationMessage: "Thanks",
      websiteUrl: "https://asha.example",
      promoCode: "A",
      displayName: "A",
    },
  },
  solutions: {
    list: {},
    listForApp: { appId: "600", role: "OWNER" },
    get: { solutionId: "910" },
    create: {
      appId: "600",
      solutionName: "Together",
      partnerAppId: "601",
      ownerPermissions: ["MESSAGING"],
      partnerPermissions: ["MESSAGING"],
    },
    accept: { solutionId: "910", partnerAppId: "601", logSessionId: "s1" },
    reject: {
      solutionId: "910",
      requestType: "PARTNERSHIP_REQUEST",
      rejectionReason: "No",
      partnerAppId: "601",
    },
    requestDeactivation: { solutionId: "910", reason: "Done" },
    acceptDeactivation: { solutionId: "910", fields: ["id", "name"] },
    rejectDeactivation: { solutionId: "910", fields: ["id", "name"] },
    accessToken: { solutionId: "910", businessId: "700" },
    migrate: {
      solutionId: "910",
      migrationIntent: "INITIATE_MIGRATION",
      targetSolutionId: "911",
      migrationReason: "Moving",
      scheduledMigrationTime: "2026-11-01T00:00:00Z",
    },
    migration: { migrationIntentId: "920" },
  },
  templateGroups: {
    list: {},
    get: { templateGroupId: "301" },
    create: { name: "Orders", description: "All of them", whatsappBusinessTemplates: ["300"] },
    update: {
      templateGroupId: "301",
      name: "Orders",
      description: "Some",
      addTemplates: ["302"],
      removeTemplates: ["300"],
    },
    delete: { templateGroupId: "301" },
  },
  threadControl: {
    pass: { to: "919812345678", metadata: "order A-1", toAgent: true },
    release: { recipient: "IN.abc123", metadata: "done" },
    take: { to: "919812345678", metadata: "mine" },
  },
  usernames: {
    get: {},
    set: { username: "asha.stores", transferAction: "none" },
    delete: {},
    suggestions: {},
  },
};

export interface Method {
  /** `qrCodes.create`. */
  readonly name: string;
  readonly resource: keyof Resources;
  readonly method: string;
  readonly input: unknown;
}

/** Every method of every resource, with its sample. */
export const METHODS: readonly Method[] = Object.entries(SAMPLES).flatMap(([resource, methods]) =>
  Object.entries(methods as Record<string, unknown>).map(([method, input]) => ({
    name: `${resource}.${method}`,
    resource: resource as keyof Resources,
    method,
    input,
  })),
);

/** Calls a method and waits for all that it has: the first page of a list, the last byte of a stream. */
export async function call(
  resources: Resources,
  { resource, method, input }: Method,
  given = input,
): Promise<unknown> {
  const run = (resources[resource] as unknown as Record<string, (value: unknown) => unknown>)[method];
  const result = await run?.(given);
  const { body: stream } = (result ?? {}) as { body?: AsyncIterable<Uint8Array> };
  if (method === "stream" && stream !== undefined) for await (const _ of stream);
  return result;
}
