import type { MessagingLimit } from "../events/account-events.js";
import { type FieldReader, whole } from "./field-reader.js";
import type { OwnPart } from "./make-event.js";
import { compact, fields, instant, type Json, lower, number, record, text, texts } from "./read.js";
import { phoneOf } from "./read-contacts.js";
import { each, part, type Read, shape } from "./shape.js";

type Own<Type extends string> = Omit<OwnPart<Type>, "type" | "at"> & { readonly at?: number };

/** A field of the account: one event, without id, in order within its field. */
export function accountField<Type extends string>(
  type: Type,
  read: (value: Json, at: number) => Own<Type> | undefined,
): FieldReader {
  return whole((value, origin) => {
    const at = origin.at(value);
    const own = read(value, at);
    return (
      own && {
        event: { type, at, ...own } as unknown as OwnPart<Type>,
        key: origin.entryKey(value),
        lane: origin.lane,
      }
    );
  });
}

/** What is read, as the one member of an event. */
export function under<const Name extends string, T>(
  name: Name,
  read: Read<T>,
): (value: unknown) => { readonly [N in Name]: NonNullable<T> } | undefined {
  return (value) => {
    const found = read(value);
    return found && ({ [name]: found } as { [N in Name]: NonNullable<T> });
  };
}

const phone = [phoneOf, "phone_number"] as const;
const displayed = [phoneOf, "display_phone_number"] as const;

export const accountUpdateField = accountField(
  "account_update",
  under("account", (value) => {
    const { partner_app_id, waba_info } = fields(value);
    // The app stands beside the others in older captures.
    return readAccount({ ...fields(value), waba_info: { partner_app_id, ...fields(waba_info) } });
  }),
);

const readAccount = shape(
  {
    event: text,
    phone,
    country: text,
    violation: [shape({ type: [text, "violation_type"], remediation: text }, "type"), "violation_info"],
    restrictions: [
      each(
        shape(
          { type: [text, "restriction_type"], expiresAt: [instant, "expiration"], remediation: text },
          "type",
        ),
      ),
      "restriction_info",
    ],
    // Older captures hold a list.
    ban: [
      shape(
        { state: [(state) => texts(state)[0], "waba_ban_state"], date: [text, "waba_ban_date"] },
        "state",
      ),
      "ban_info",
    ],
    partner: [
      part({
        businessAccountId: [text, "waba_id"],
        ownerBusinessId: text,
        appId: [text, "partner_app_id"],
        solutionId: text,
        solutionPartnerIds: [texts, "solution_partner_business_ids"],
        adAccountId: [text, "ad_account_linked"],
      }),
      "waba_info",
    ],
    disconnection: [part({ reason: text, initiatedBy: text }), "disconnection_info"],
    certification: [
      part({ clientBusinessId: text, status: text, rejectionReasons: texts }),
      "partner_client_certification_info",
    ],
    authInternational: [
      part({
        startsAt: [instant, "start_time"],
        exceptions: [
          each(shape({ country: [text, "country_code"], startsAt: [instant, "start_time"] })),
          "exception_countries",
        ],
      }),
      "auth_international_rate_eligibility",
    ],
    pricingTier: [
      part({
        category: [text, "pricing_category"],
        tier: text,
        region: text,
        month: [text, "effective_month"],
        changedAt: [instant, "tier_update_time"],
      }),
      "volume_tier_info",
    ],
  },
  "event",
);

export const accountReviewField = accountField("account_review", shape({ decision: text }, "decision"));

const readAlert = shape(
  {
    type: [text, "alert_type"],
    severity: [text, "alert_severity"],
    status: [text, "alert_status"],
    description: [text, "alert_description"],
    entityType: text,
    entityId: text,
  },
  "type",
);

// Flat in older payloads.
export const accountAlertsField = accountField("account_alert", (value) => {
  const { entity_type, entity_id } = value;
  const alert = readAlert({ ...(record(value.alert_info) ?? value), entity_type, entity_id });
  return alert && { alert };
});

export const accountSettingsField = accountField("account_settings", (value) => {
  // Meta's own text writes it both ways.
  const kind = lower(value.type);
  if (kind === undefined) return undefined;
  const content = fields(value[kind]);
  const settings = compact({ kind, calling: record(content.calling), content });
  return compact({ settings, phoneNumberId: text(content.phone_number_id) });
});

const perBusiness = "max_daily_conversations_per_business";

export const businessCapabilityField = accountField(
  "business_capability",
  part({
    messagingLimit: [
      readLimit,
      perBusiness,
      "max_daily_conversation_per_business",
      "max_daily_conversations_per_phone",
      "max_daily_conversation_per_phone",
    ],
    maxPhoneNumbersPerBusiness: number,
    maxPhoneNumbersPerAccount: [number, "max_phone_numbers_per_waba"],
  }),
);

/** `TIER_2K`, `2000`, `-1`: Meta's pages and samples disagree. */
export function readLimit(value: unknown): MessagingLimit | undefined {
  const tier = text(value);
  if (tier === undefined) return undefined;
  const [, digits, thousands] = /^(?:TIER_)?(\d+)(K?)$/.exec(tier) ?? [];
  const unlimited = tier === "-1" || /UNLIMITED$/.test(tier);
  const people = digits === undefined ? undefined : Number(digits) * (thousands === "K" ? 1_000 : 1);
  return compact({ tier, people: unlimited ? Number.POSITIVE_INFINITY : people });
}

export const businessStatusField = accountField(
  "business_status",
  shape({ status: [text, "event", "status"] }, "status"),
);

export const securityField = accountField(
  "security",
  under("security", shape({ event: text, phone: displayed, requester: text }, "event")),
);

export const phoneNumberNameField = accountField(
  "phone_number_name",
  shape(
    {
      phone: displayed,
      decision: text,
      requestedName: [text, "requested_verified_name"],
      rejectionReason: text,
    },
    "decision",
  ),
);

export const phoneNumberQualityField = accountField(
  "phone_number_quality",
  shape(
    {
      phone: displayed,
      event: text,
      limit: [readLimit, perBusiness, "current_limit"],
      previousLimit: [readLimit, "old_limit"],
    },
    "event",
  ),
);

export const businessUsernameField = accountField(
  "business_username",
  shape({ phone: displayed, status: lower, username: text }, "status"),
);
