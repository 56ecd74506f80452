import type { GraphCall } from "../http.js";
import type { Json } from "../json.js";
import type { BusinessNumber } from "../numbers.js";
import type { World } from "../world.js";
import { fieldsOf, page } from "./paging.js";

const KNOWN =
  "id display_phone_number verified_name status quality_rating quality_score name_status new_name_status code_verification_status account_mode platform_type throughput is_official_business_account is_pin_enabled is_on_biz_app messaging_limit_tier whatsapp_business_manager_messaging_limit health_status conversational_automation webhook_configuration certificate search_visibility last_onboarded_time country_code country_dial_code username".split(
    " ",
  );
const DEFAULT = [
  "verified_name",
  "code_verification_status",
  "display_phone_number",
  "quality_rating",
  "platform_type",
  "throughput",
  "id",
];
const NODE = "WhatsAppBusinessPhoneNumber";

/** `GET /{phone-number-id}`. */
export function readNumber(world: World, number: BusinessNumber, call: GraphCall): Json {
  return show(world, number, fieldsOf(call, KNOWN, NODE));
}

/** `GET /{waba-id}/phone_numbers`. */
export function listNumbers(world: World, call: GraphCall): Json {
  const fields = fieldsOf(call, KNOWN, NODE);
  return page(
    [...world.numbers.values()].map((number) => show(world, number, fields)),
    call,
    { limit: 25, max: 100 },
  );
}

function show(
  { settings, account }: World,
  number: BusinessNumber,
  fields: readonly string[] | undefined,
): Json {
  const tier = account.tier ?? tierOf(settings.messagingLimit);
  const all: Json = {
    id: number.id,
    display_phone_number: number.displayPhoneNumber,
    verified_name: number.verifiedName,
    status: account.locked ? "BANNED" : account.restrictions.size > 0 ? "RESTRICTED" : "CONNECTED",
    quality_rating: number.quality,
    quality_score: { score: number.quality },
    name_status: "APPROVED",
    code_verification_status: "VERIFIED",
    account_mode: "LIVE",
    platform_type: "CLOUD_API",
    throughput: { level: number.limit >= 1_000 ? "HIGH" : "STANDARD" },
    is_official_business_account: false,
    is_pin_enabled: true,
    messaging_limit_tier: tier,
    whatsapp_business_manager_messaging_limit: tier,
    conversational_automation: { id: number.id, ...number.desk.automation },
    health_status: { can_send_message: account.locked ? "BLOCKED" : "AVAILABLE", entities: [] },
  };
  return Object.fromEntries(
    [...(fields ?? DEFAULT), "id"]
      .map((field) => [field, all[field]] as const)
      .filter(([, value]) => value !== undefined),
  );
}

function tierOf(limit: number): string {
  const tiers = [
    [250, "TIER_250"],
    [2_000, "TIER_2K"],
    [10_000, "TIER_10K"],
    [100_000, "TIER_100K"],
  ] as const;
  return tiers.find(([max]) => limit <= max)?.[1] ?? "TIER_UNLIMITED";
}
