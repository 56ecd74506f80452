import type { AccountUpdateEvent, MessagingLimit } from "../events/account-events.js";
import { type FieldReader, whole } from "./field-reader.js";
import type { AnyOwnPart } from "./make-event.js";
import type { Origin } from "./origin.js";
import {
  compact,
  contentHash,
  fields,
  instant,
  type Json,
  number,
  record,
  records,
  some,
  text,
  texts,
} from "./read.js";
import { phoneOf } from "./read-contacts.js";

/** A field of the account: one event, without id, in order within its field. */
export function accountField(
  own: (value: Json, at: number, origin: Origin) => AnyOwnPart | undefined,
): FieldReader {
  return whole((value, origin) => {
    const event = own(value, instant(value.timestamp) ?? origin.entryAt ?? 0, origin);
    return (
      event && {
        event,
        key: `${origin.field}:${origin.businessAccountId}:${String(origin.entryAt ?? 0)}:${contentHash(value)}`,
        lane: `field:${origin.field}`,
      }
    );
  });
}

export const accountUpdateField = accountField((value, at) => {
  const event = text(value.event);
  return event === undefined ? undefined : { type: "account_update", at, account: accountOf(value, event) };
});

function accountOf(value: Json, event: string): AccountUpdateEvent["account"] {
  const violation = fields(value.violation_info);
  const violationType = text(violation.violation_type);
  const ban = fields(value.ban_info);
  // Older captures hold a list.
  const [banState] = texts(ban.waba_ban_state);
  const partner = fields(value.waba_info);
  const disconnection = fields(value.disconnection_info);
  const certification = fields(value.partner_client_certification_info);
  const rates = fields(value.auth_international_rate_eligibility);
  const tier = fields(value.volume_tier_info);
  return compact({
    event,
    phone: phoneOf(value.phone_number),
    country: text(value.country),
    violation:
      violationType === undefined
        ? undefined
        : compact({ type: violationType, remediation: text(violation.remediation) }),
    restrictions: records(value.restriction_info).flatMap((item) => {
      const type = text(item.restriction_type);
      if (type === undefined) return [];
      return [compact({ type, expiresAt: instant(item.expiration), remediation: text(item.remediation) })];
    }),
    ban: banState === undefined ? undefined : compact({ state: banState, date: text(ban.waba_ban_date) }),
    partner: some({
      businessAccountId: text(partner.waba_id),
      ownerBusinessId: text(partner.owner_business_id),
      appId: text(partner.partner_app_id) ?? text(value.partner_app_id),
      solutionId: text(partner.solution_id),
      solutionPartnerIds: texts(partner.solution_partner_business_ids),
      adAccountId: text(partner.ad_account_linked),
    }),
    disconnection: some({
      reason: text(disconnection.reason),
      initiatedBy: text(disconnection.initiated_by),
    }),
    certification: some({
      clientBusinessId: text(certification.client_business_id),
      status: text(certification.status),
      rejectionReasons: texts(certification.rejection_reasons),
    }),
    authInternational: some({
      startsAt: instant(rates.start_time),
      exceptions: records(rates.exception_countries).map((item) =>
        compact({ country: text(item.country_code), startsAt: instant(item.start_time) }),
      ),
    }),
    pricingTier: some({
      category: text(tier.pricing_category),
      tier: text(tier.tier),
      region: text(tier.region),
      month: text(tier.effective_month),
      changedAt: instant(tier.tier_update_time),
    }),
  });
}

export const accountReviewField = accountField((value, at) => {
  const decision = text(value.decision);
  return decision === undefined ? undefined : { type: "account_review", at, decision };
});

export const accountAlertsField = accountField((value, at) => {
  // Flat in older payloads.
  const info = record(value.alert_info) ?? value;
  const type = text(info.alert_type);
  if (type === undefined) return undefined;
  const alert = compact({
    type,
    severity: text(info.alert_severity),
    status: text(info.alert_status),
    description: text(info.alert_description),
    entityType: text(value.entity_type),
    entityId: text(value.entity_id),
  });
  return { type: "account_alert", at, alert };
});

export const accountSettingsField = accountField((value, at) => {
  // Meta's own text writes it both ways.
  const kind = text(value.type)?.toLowerCase();
  if (kind === undefined) return undefined;
  const content = fields(value[kind]);
  const phoneNumberId = text(content.phone_number_id);
  const settings = compact({ kind, calling: record(content.calling), content });
  return compact({ type: "account_settings" as const, at, settings, phoneNumberId });
});

export const businessCapabilityField = accountField((value, at) => {
  const event = compact({
    type: "business_capability" as const,
    at,
    messagingLimit: readLimit(
      value.max_daily_conversations_per_business ??
        value.max_daily_conversation_per_business ??
        value.max_daily_conversations_per_phone ??
        value.max_daily_conversation_per_phone,
    ),
    maxPhoneNumbersPerBusiness: number(value.max_phone_numbers_per_business),
    maxPhoneNumbersPerAccount: number(value.max_phone_numbers_per_waba),
  });
  return Object.keys(event).length > 2 ? event : undefined;
});

/** `TIER_2K`, `2000`, `-1`: Meta's pages and samples disagree. */
export function readLimit(value: unknown): MessagingLimit | undefined {
  const tier = text(value);
  if (tier === undefined) return undefined;
  const [, digits, thousands] = /^(?:TIER_)?(\d+)(K?)$/.exec(tier) ?? [];
  const unlimited = tier === "-1" || /UNLIMITED$/.test(tier);
  const people = digits === undefined ? undefined : Number(digits) * (thousands === "K" ? 1_000 : 1);
  return compact({ tier, people: unlimited ? Number.POSITIVE_INFINITY : people });
}

export const businessStatusField = accountField((value, at) => {
  const status = text(value.event) ?? text(value.status);
  return status === undefined ? undefined : { type: "business_status", at, status };
});

export const securityField = accountField((value, at) => {
  const event = text(value.event);
  if (event === undefined) return undefined;
  const phone = phoneOf(value.display_phone_number);
  return { type: "security", at, security: compact({ event, phone, requester: text(value.requester) }) };
});

export const phoneNumberNameField = accountField((value, at) => {
  const decision = text(value.decision);
  if (decision === undefined) return undefined;
  return compact({
    type: "phone_number_name" as const,
    at,
    phone: phoneOf(value.display_phone_number),
    decision,
    requestedName: text(value.requested_verified_name),
    rejectionReason: text(value.rejection_reason),
  });
});

export const phoneNumberQualityField = accountField((value, at) => {
  const event = text(value.event);
  if (event === undefined) return undefined;
  return compact({
    type: "phone_number_quality" as const,
    at,
    phone: phoneOf(value.display_phone_number),
    event,
    limit: readLimit(value.max_daily_conversations_per_business ?? value.current_limit),
    previousLimit: readLimit(value.old_limit),
  });
});

export const businessUsernameField = accountField((value, at) => {
  const status = text(value.status)?.toLowerCase();
  if (status === undefined) return undefined;
  const phone = phoneOf(value.display_phone_number);
  return compact({ type: "business_username" as const, at, phone, status, username: text(value.username) });
});
