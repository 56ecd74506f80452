import { factsOfEvent } from "../account/index.js";
import type { PersonKey, Recipient } from "../core/index.js";
import { parseCategory } from "../core/index.js";
import { recipientOfUser } from "./recipient-of-user.js";
import { preferenceEvent, signupConsent } from "../consent/index.js";
import type {
  GroupMessageEvent,
  MessageEvent,
  StatusEvent,
  TemplateCategoryEvent,
  UserPreferencesEvent,
  WebhookEvent,
  WebhookUser,
} from "../webhooks/index.js";
import { noteArrival } from "./account-breakers.js";
import { applyOffer, applySystemMessage } from "./apply-consent.js";
import { applyUserIdUpdate, applyWordsElsewhere } from "./apply-elsewhere.js";
import type { TemplateFact } from "../templates/index.js";
import type { ChatPartner } from "./chat-partner.js";
import type { Engine } from "./engine.js";
import { noteReply, noteStatus } from "./guards/guard-facts.js";
import { applyHandover, applyStandby, endForeignControl } from "./hand-off.js";
import { groupPartner } from "./group-chats.js";
import { onSendError } from "./on-send-error.js";
import { applyKeyword, type TakenMessage } from "./opt-out-dialogue.js";
import { publishQualityOf } from "./publish-quality.js";

/** What the handlers of an event get to know beside it. */
export interface Applied {
  /** The person's chat, for inbound messages of a known person. */
  readonly partner?: ChatPartner | undefined;
  /** The group's chat, for messages in a group. */
  readonly group?: ChatPartner | undefined;
  /** Set when the message meant something for consent (an opt-out, an answer to our question): handlers do not see it. */
  readonly taken?: TakenMessage | undefined;
}

/**
 * Makes one event true in identity, windows, consent, templates and ledger, before any handler runs. Every part is
 * idempotent and indifferent to order, so that a repeated, late or interrupted event does no harm.
 */
export async function applyEvent(engine: Engine, event: WebhookEvent): Promise<Applied> {
  publishQualityOf(event);
  switch (event.type) {
    case "message":
      return applyMessage(engine, event);
    case "status":
      await applyStatus(engine, event);
      return {};
    case "system_message":
      await applySystemMessage(engine, event);
      return {};
    case "group_message":
      return applyGroupMessage(engine, event);
    case "handover":
      await applyHandover(engine, event);
      return {};
    case "standby":
      await applyStandby(engine, event);
      await applyWordsElsewhere(engine, event);
      return {};
    case "message_edit":
      await applyWordsElsewhere(engine, event);
      return {};
    case "user_id_update":
      await applyUserIdUpdate(engine, event);
      return {};
    case "user_preferences":
      await applyPreference(engine, event);
      return {};
    case "business_capability":
      await engine.account.learn(factsOfEvent(event));
      return {};
    case "template_status":
      await engine.account.learn(factsOfEvent(event));
      await engine.templates.apply({
        businessAccountId: event.businessAccountId,
        name: event.template.name,
        language: event.template.language,
        id: event.template.id,
        status: event.status,
        category: event.template.category === undefined ? undefined : parseCategory(event.template.category),
        reason: event.reason,
        at: event.at,
      });
      return {};
    case "template_category":
      await engine.templates.apply({
        businessAccountId: event.businessAccountId,
        name: event.template.name,
        language: event.template.language,
        id: event.template.id,
        ...categoryChange(event),
        at: event.at,
      });
      return {};
    case "template_components":
      await engine.templates.apply({
        businessAccountId: event.businessAccountId,
        name: event.template.name,
        language: event.template.language,
        id: event.template.id,
        contentChanged: true,
        at: event.at,
      });
      return {};
    case "template_quality":
      await engine.templates.apply({
        businessAccountId: event.businessAccountId,
        name: event.template.name,
        language: event.template.language,
        id: event.template.id,
        quality: event.newQuality,
        at: event.at,
      });
      return {};
    case "phone_number_quality":
      if (event.event === "THROUGHPUT_UPGRADE") await engine.limits.reread();
      await engine.account.learn(factsOfEvent(event));
      // The event names no rating: it is read. What it says counts already.
      engine.account.refresh().catch((error: unknown) => {
        engine.logger.warn({ error }, "the quality of the numbers could not be read");
      });
      return {};
    default:
      await engine.account.learn(factsOfEvent(event));
      return {};
  }
}

/** A change that has happened counts at once, an announced one from its time on; until then the category stays. */
function categoryChange(event: TemplateCategoryEvent): Pick<TemplateFact, "category" | "announced"> {
  if (event.previousCategory !== undefined) return { category: parseCategory(event.newCategory) };
  const { correctCategory, changesAt } = event;
  if (correctCategory === undefined || changesAt === undefined) return {};
  return { announced: { category: parseCategory(correctCategory), at: changesAt } };
}

/** The canonical key of a webhook's person; links the aliases that the event shows together. */
async function personOf(engine: Engine, user: WebhookUser): Promise<PersonKey | undefined> {
  const [first] = user.keys;
  if (first === undefined) return undefined;
  return user.keys.length > 1 ? engine.store.identity.link(user.keys) : engine.store.identity.resolve(first);
}

async function applyMessage(engine: Engine, event: MessageEvent): Promise<Applied> {
  const person = await personOf(engine, event.user);
  const [subject] = event.user.keys;
  const phoneNumberId = event.phoneNumberId ?? engine.phoneNumberId;
  engine.limits.inbound(phoneNumberId);
  // Meta's own notices about a person are no message of theirs; a group's window is not one person's.
  if (person === undefined || subject === undefined) {
    return {};
  }
  await engine.store.windows.recordInbound({
    person,
    phoneNumberId,
    lastInboundAt: event.message.at,
    lastInboundMessageId: event.message.id,
  });
  const partner: ChatPartner<Recipient> = {
    recipient: recipientOfUser(event.user, subject),
    person,
    phoneNumberId,
  };
  await noteReply(engine, person);
  await endForeignControl(engine, partner, event.message.at);
  const taken = await applyKeyword(engine, { event, partner, subject });
  if (taken === undefined) await applyOffer(engine, event, subject);
  return { partner, taken };
}

/** Any member's message opens the window of the group, and no window of their own (Meta, Groups). */
async function applyGroupMessage(engine: Engine, event: GroupMessageEvent): Promise<Applied> {
  const phoneNumberId = event.phoneNumberId ?? engine.phoneNumberId;
  engine.limits.inbound(phoneNumberId);
  await applyWordsElsewhere(engine, event);
  const group = groupPartner(event.groupId, phoneNumberId);
  await engine.store.windows.recordInbound({
    person: group.person,
    phoneNumberId,
    lastInboundAt: event.message.at,
    lastInboundMessageId: event.message.id,
  });
  return { group };
}

async function applyStatus(engine: Engine, event: StatusEvent): Promise<void> {
  const { status } = event;
  const [error] = status.errors;
  const record = await engine.store.ledger.applyStatus({
    messageId: status.messageId,
    sendId: status.callbackData,
    status: status.status,
    at: event.at,
    failure: error && { code: error.code, message: error.title },
    pricing: status.pricing,
  });
  await personOf(engine, event.user);
  if (record === undefined) return;
  engine.settlement.tell(record);
  if (status.status === "delivered" || status.status === "read")
    await noteStatus(engine, record, status.status as "delivered" | "read");
  await noteArrival(engine, record);
  if (error === undefined) return;
  await onSendError(engine, {
    phoneNumberId: record.phoneNumberId,
    person: record.person,
    subject: event.user.keys[0] ?? record.person,
    sendId: record.id,
    template: record.template,
    code: error.code,
    at: event.at,
  });
}

async function applyPreference(engine: Engine, event: UserPreferencesEvent): Promise<void> {
  await personOf(engine, event.user);
  const [subject] = event.user.keys;
  if (subject === undefined) return;
  const consentEvent = preferenceEvent({
    subject,
    namespace: engine.namespace,
    preference: event.preference,
    at: event.at,
    key: event.key,
    phoneNumberId: event.phoneNumberId,
  });
  if (consentEvent === undefined) return;
  await engine.consent.record(signupConsent(engine.optInOffers, consentEvent, engine.business.name));
}
