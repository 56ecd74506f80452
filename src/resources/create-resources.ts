import type { GraphClient } from "../graph/index.js";
import { createAccount } from "./account.js";
import { createAnalytics } from "./analytics.js";
import { createApps } from "./apps.js";
import { createBlockList } from "./block-list.js";
import { createBusinessProfile } from "./business-profile.js";
import { createCalling } from "./calling.js";
import { createCoexistence } from "./coexistence.js";
import { createCommerce } from "./commerce.js";
import { createCompliance } from "./compliance.js";
import { createConversationalAutomation } from "./conversational-automation.js";
import { createEncryptionKeys } from "./encryption-keys.js";
import type { ResourceContext } from "./endpoint.js";
import { createFlows } from "./flows.js";
import { createGroups } from "./groups.js";
import { createMedia } from "./media.js";
import { createMessageHistory } from "./message-history.js";
import { createMessageTemplates } from "./message-templates.js";
import { createOfficialAccount } from "./official-account.js";
import { createOnBehalf } from "./on-behalf.js";
import { createPayments } from "./payments.js";
import { createPhoneNumbers } from "./phone-numbers.js";
import { createPortfolio } from "./portfolio.js";
import { createPreverifiedNumbers } from "./preverified-numbers.js";
import { createQrCodes } from "./qr-codes.js";
import { createSignups } from "./signups.js";
import { createSolutions } from "./solutions.js";
import { createTemplateGroups } from "./template-groups.js";
import { createThreadControl } from "./thread-control.js";
import { createUsernames } from "./usernames.js";
import { defineOnce } from "./define-once.js";

/** Every resource, by the name under which it hangs on `Waypost`. */
export const RESOURCES = {
  account: createAccount,
  analytics: createAnalytics,
  apps: createApps,
  blockList: createBlockList,
  businessProfile: createBusinessProfile,
  calling: createCalling,
  coexistence: createCoexistence,
  commerce: createCommerce,
  compliance: createCompliance,
  conversationalAutomation: createConversationalAutomation,
  encryptionKeys: createEncryptionKeys,
  flows: createFlows,
  groups: createGroups,
  media: createMedia,
  messageHistory: createMessageHistory,
  messageTemplates: createMessageTemplates,
  officialAccount: createOfficialAccount,
  onBehalf: createOnBehalf,
  payments: createPayments,
  phoneNumbers: createPhoneNumbers,
  portfolio: createPortfolio,
  preverifiedNumbers: createPreverifiedNumbers,
  qrCodes: createQrCodes,
  signups: createSignups,
  solutions: createSolutions,
  templateGroups: createTemplateGroups,
  threadControl: createThreadControl,
  usernames: createUsernames,
};

/** All management endpoints of the Cloud API. None of them sends a message. */
export type Resources = { readonly [Name in keyof typeof RESOURCES]: ReturnType<(typeof RESOURCES)[Name]> };

/** Binds every resource to a client; each is made when it is first asked for. */
export function createResources(graph: GraphClient, context: ResourceContext): Resources {
  const resources = {};
  for (const [name, create] of Object.entries(RESOURCES))
    defineOnce(resources, name, () => create(graph, context));
  return resources as Resources;
}
