import { DAY, PhoneNumber } from "../../core/index.js";
import { countryOf } from "../../core/recipients.js";
import { isRestricted } from "../account.js";
import { checkMessage } from "../checks/check-message.js";
import { deliveryVerdict, type Draft } from "../delivery-verdict.js";
import { holdDelivery, startDelivery } from "../delivery.js";
import { badParameter, GraphFailure, invalid } from "../graph-failure.js";
import type { GraphCall } from "../http.js";
import { compact, type Json, list, record as jsonRecord, text } from "../json.js";
import type { BusinessNumber } from "../numbers.js";
import { digitsOf } from "../people/directory.js";
import { lineOf, type Person } from "../people/person.js";
import type { Rendered } from "../people/phone-message.js";
import { renderMessage } from "../people/render-message.js";
import { pricingOf } from "../pricing.js";
import { takePair } from "../rate-limits.js";
import type { SentRecord } from "../sent-message.js";
import { bindParameters } from "../templates/bind-parameters.js";
import { buttonsOf, type SimulatedTemplate } from "../templates/simulated-template.js";
import type { World } from "../world.js";
import { markRead } from "./mark-read.js";

const WINDOW_MS = DAY;

/** `POST /{phone-number-id}/messages`: a message, or a read receipt. */
export function sendMessage(world: World, number: BusinessNumber, call: GraphCall): Json {
  if (call.params.status !== undefined) return markRead(world, call.params);
  refuseMarketing(world, call.params);
  return accept(world, number, call.params);
}

function refuseMarketing({ account, shelf }: World, params: Json): void {
  if (!account.marketingDisabled || params.type !== "template") return;
  const { name, language } = templateRef(params);
  if (shelf.get(name, language)?.category === "MARKETING")
    throw new GraphFailure(131063, {
      details: "Marketing messages are disabled on Cloud API for this account.",
    });
}

/** `POST /{phone-number-id}/marketing_messages`: marketing templates only (131055). */
export function sendMarketingMessage(world: World, number: BusinessNumber, call: GraphCall): Json {
  if (call.params.type !== "template") throw badParameter("Message must be a template message.");
  const { name, language } = templateRef(call.params);
  const template = world.shelf.get(name, language);
  if (template !== undefined && template.category !== "MARKETING") {
    throw new GraphFailure(131055, { details: "Only marketing templates are supported." });
  }
  return accept(world, number, call.params);
}

function accept(world: World, number: BusinessNumber, params: Json): Json {
  const now = world.timeline.now();
  refuseLocked(world);
  const type = checkMessage(params);
  const { person, toPhone } = recipientOf(world, number, params);
  if (person.isBlocked) throw new GraphFailure(130403, { details: "The business has blocked this user." });
  const line = lineOf(person, number.id);
  const template = type === "template" ? usableTemplate(world, params, toPhone) : undefined;
  const rendered =
    template === undefined
      ? renderMessage(type, params)
      : bindParameters(template, list(jsonRecord(params.template)?.components));
  const insideWindow = now - line.lastInboundAt < WINDOW_MS;
  const category = template?.category ?? directSendCategory(world, params);
  const draft: Draft = { number, person, line, toPhone, type, params, template, category, insideWindow, now };
  refuseByAccount(world, draft);
  takeTokens(world, draft);
  return finish(world, draft, rendered);
}

function finish(world: World, draft: Draft, rendered: Rendered): Json {
  const { number, person, line, toPhone, type, params, template, category, insideWindow, now } = draft;
  const verdict = deliveryVerdict(world, draft);
  if (verdict?.code === 131047 && world.settings.outsideWindow === "sync")
    throw new GraphFailure(131047, { details: verdict.details });
  if (verdict === undefined && category === "MARKETING" && !insideWindow) line.marketingAt.push(now);
  if (verdict === undefined && !insideWindow) world.messagingLimit.count(person, now);
  if (toPhone) line.lastSentToPhoneAt = now;
  const input = text(params.to) ?? String(params.recipient);
  const record: SentRecord = {
    id: world.ids.message(person.waId ?? person.userId),
    at: now,
    phoneNumberId: number.id,
    to: input,
    type,
    payload: params,
    callbackData: text(params.biz_opaque_callback_data),
    insideWindow,
    promotionsStopped: person.stoppedPromotions,
    template: template && { name: template.name, language: template.language, category: template.category },
    status: "accepted",
    person,
    number,
    rendered,
    toPhone,
    quotes: quoteOf(person, params),
    verdict,
    pricing: pricingOf({ category, insideWindow, number, now }),
  };
  const held = template?.held;
  if (held === undefined) startDelivery(world, record);
  else holdDelivery(world, record, held);
  return {
    messaging_product: "whatsapp",
    contacts: [
      compact({
        input,
        wa_id: toPhone ? person.waId : undefined,
        user_id: params.recipient === undefined ? undefined : person.userId,
      }),
    ],
    messages: [compact({ id: record.id, message_status: messageStatusOf(template) })],
  };
}

function messageStatusOf(template: SimulatedTemplate | undefined): string | undefined {
  if (template === undefined) return undefined;
  return template.held === undefined ? "accepted" : "held_for_quality_assessment";
}

function refuseLocked({ account }: World): void {
  if (account.locked) {
    throw new GraphFailure(131031, {
      details:
        "The WhatsApp Business Account associated with the app has been restricted or disabled for violating a platform policy.",
    });
  }
}

/** Enforcement (compliance sheet 1.4): 368, 131064, 131048. */
function refuseByAccount(
  { account, messagingLimit }: World,
  { template, insideWindow, person, now }: Draft,
): void {
  const restriction = insideWindow
    ? "RESTRICTED_CUSTOMER_INITIATED_MESSAGING"
    : "RESTRICTED_BIZ_INITIATED_MESSAGING";
  if (isRestricted(account, restriction, now)) {
    throw new GraphFailure(368, { details: `The account is restricted: ${restriction}.` });
  }
  const country = countryOfPerson(person);
  if (!insideWindow && country !== undefined && account.blockedCountries.has(country))
    throw new GraphFailure(130497, { details: `The account may not message users in ${country}.` });
  if (template?.category === "UTILITY" && isRestricted(account, "RESTRICTED_UTILITY_TEMPLATES", now)) {
    throw new GraphFailure(131064, {
      details: "Utility templates are limited because of template classification violations.",
    });
  }
  if (!insideWindow && (account.spamLimited || !messagingLimit.admits(person, now))) {
    throw new GraphFailure(131048, {
      details:
        "Message failed to send because there are restrictions on how many messages can be sent from this phone number.",
    });
  }
}

function countryOfPerson({ phone, userId }: Person): string | undefined {
  const number = phone === undefined ? undefined : PhoneNumber.fromWaId(phone);
  return number === undefined ? userId.slice(0, 2) : countryOf(number);
}

function takeTokens(world: World, { number, line, now }: Draft): void {
  const due = takePair(line.pairDue, now);
  if (due === undefined) {
    throw new GraphFailure(131056, {
      details:
        "Message failed to send because there were too many messages sent from this phone number to the same phone number in a short period of time.",
    });
  }
  if (!number.throughput.take(performance.now())) {
    throw new GraphFailure(130429, {
      details:
        "Message failed to send because there were too many messages sent from this phone number in a short period of time.",
    });
  }
  line.pairDue = due;
}

function recipientOf(
  world: World,
  number: BusinessNumber,
  params: Json,
): { person: Person; toPhone: boolean } {
  const to = text(params.to);
  if (to === undefined) {
    const person = world.people.byUserId(String(params.recipient));
    if (person === undefined)
      throw invalid("The recipient is not a business-scoped user ID of this business portfolio.");
    return { person, toPhone: false };
  }
  const digits = digitsOf(to);
  if (!/^\+?[\d\s().-]+$/.test(to) || digits.length < 7 || digits.length > 15)
    throw invalid("The parameter to is not a valid phone number.");
  if (digits === number.digits)
    throw new GraphFailure(131021, { details: "Sender and recipient phone number is the same." });
  return { person: world.people.byPhone(digits) ?? world.people.stranger(digits), toPhone: true };
}

function templateRef(params: Json): { name: string; language: string } {
  const template = jsonRecord(params.template);
  return { name: String(template?.name), language: String(jsonRecord(template?.language)?.code) };
}

/** The template, if it may be sent: 132001, 132015, 132016, 131062. */
function usableTemplate({ shelf }: World, params: Json, toPhone: boolean): SimulatedTemplate {
  const { name, language } = templateRef(params);
  const template = shelf.get(name, language);
  if (template?.status === "PAUSED")
    throw new GraphFailure(132015, { details: `Template ${name} is paused due to low quality.` });
  if (template?.status === "DISABLED")
    throw new GraphFailure(132016, {
      details: `Template ${name} has been paused too many times due to low quality and is now permanently disabled.`,
    });
  if (template?.status !== "APPROVED")
    throw new GraphFailure(132001, { details: `template name (${name}) does not exist in ${language}` });
  if (!toPhone && buttonsOf(template).some(({ type }) => String(type).toUpperCase() === "OTP")) {
    throw new GraphFailure(131062, {
      details: "Authentication templates cannot be sent to a business-scoped user ID.",
    });
  }
  return template;
}

/** Direct Send: a free-form message that names its category. Only allow-listed accounts may (code 100). */
function directSendCategory({ settings }: World, params: Json): string | undefined {
  if (params.category === undefined || params.type === "template") return undefined;
  if (!settings.directSend)
    throw badParameter('Direct Send is not available to this account: unexpected key "category".');
  if (params.category !== "utility" && params.category !== "authentication") {
    throw badParameter("Param category must be one of {utility, authentication}.");
  }
  return params.category.toUpperCase();
}

/** A message that is gone or unknown is answered without the quote. */
function quoteOf(person: Person, params: Json): string | undefined {
  const quoted = text(jsonRecord(params.context)?.message_id);
  if (quoted === undefined) return undefined;
  return person.chat.some(({ id }) => id === quoted) ? quoted : undefined;
}
