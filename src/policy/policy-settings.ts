import { DAY, HOUR, MINUTE, SECOND } from "../core/index.js";

/** One threshold that may be set: where it stands, which way is stricter, and how far it may be loosened. */
export interface PolicySettingInfo {
  /** Guard of compliance 5.4 that it belongs to. */
  readonly guard: string;
  /** Which way is the stricter one. */
  readonly stricter: "lower" | "higher";
  /** The loosest value that the configuration takes. No option goes beyond it. */
  readonly loosest: number;
  readonly unit:
    "people" | "messages" | "ms" | "share" | "factor" | "requests" | "opt-ins" | "sends" | "numbers";
  /** What it bounds. */
  readonly what: string;
}

const setting = (
  guard: string,
  unit: PolicySettingInfo["unit"],
  loosest: number,
  what: string,
  stricter: PolicySettingInfo["stricter"] = "lower",
): PolicySettingInfo => ({ guard, unit, loosest, what, stricter });

/**
 * Every threshold that may be set. What is not here has no switch: one recipient per call, the opt-in to marketing,
 * opt-outs, the window, one person for a login attempt, an answer or an opt-in.
 */
export const POLICY_SETTINGS = {
  "causeFanout.order": setting("G3", "people", 20, "people of one order in 30 days"),
  "causeFanout.shipment": setting("G3", "people", 20, "people of one shipment"),
  "causeFanout.payment": setting("G3", "people", 20, "people of one payment"),
  "causeFanout.ticket": setting("G3", "people", 20, "people of one ticket"),
  "causeFanout.account": setting("G3", "people", 20, "people of one account"),
  "causeFanout.appointment": setting("G3", "people", 100, "people of one appointment"),
  "causeFanout.incident": setting("G3", "people", 2_000, "people of one incident"),
  "causeRepetition.order": setting("G8", "messages", 50, "messages to one person about one order in 30 days"),
  "causeRepetition.shipment": setting("G8", "messages", 50, "the same for a shipment"),
  "causeRepetition.payment": setting("G8", "messages", 50, "the same for a payment"),
  "causeRepetition.ticket": setting("G8", "messages", 50, "the same for a ticket"),
  "causeRepetition.account": setting("G8", "messages", 50, "the same for an account"),
  "causeRepetition.appointment": setting("G8", "messages", 10, "the same for an appointment"),
  "causeRepetition.incident": setting("G8", "messages", 10, "the same for an incident"),
  "causeRepetition.authentication": setting("G8", "messages", 10, "codes for one login attempt"),
  "causeMaxAgeMs.order": setting("G7", "ms", 14 * DAY, "age of an order's event at the send"),
  "causeMaxAgeMs.shipment": setting("G7", "ms", 14 * DAY, "the same for a shipment"),
  "causeMaxAgeMs.payment": setting("G7", "ms", 14 * DAY, "the same for a payment"),
  "causeMaxAgeMs.ticket": setting("G7", "ms", 14 * DAY, "the same for a ticket"),
  "causeMaxAgeMs.account": setting("G7", "ms", 14 * DAY, "the same for an account"),
  "causeMaxAgeMs.appointment": setting("G7", "ms", 3 * DAY, "time after an appointment"),
  "causeMaxAgeMs.incident": setting("G7", "ms", 3 * DAY, "age of an incident"),
  "causeMaxAgeMs.subscription": setting("G7", "ms", 90 * DAY, "age of the news that a subscription is about"),
  "causeMaxAgeMs.authentication": setting("G7", "ms", 15 * MINUTE, "age of a request for a code"),
  appointmentMaxAheadMs: setting("G7", "ms", 400 * DAY, "how far an appointment may lie ahead"),
  "caps.marketing24h": setting("G12", "messages", 3, "marketing to one person in 24 h"),
  "caps.marketing30d": setting("G12", "messages", 12, "marketing to one person in 30 days"),
  "caps.utility24h": setting("G12", "messages", 50, "utility to one person in 24 h"),
  "caps.authentication10min": setting("G12", "messages", 10, "codes to one person in 10 minutes"),
  "caps.authentication24h": setting("G12", "messages", 30, "codes to one person in 24 h"),
  "caps.businessInitiated24h": setting("G12", "messages", 60, "templates to one person in 24 h"),
  "marketing.maxSameContentPer10min": setting(
    "G4",
    "people",
    500,
    "people who get one marketing content in 10 minutes",
  ),
  "marketing.maxSameContentPer24h": setting("G4", "people", 2_000, "the same in 24 h"),
  "utility.minDistinctShare": setting(
    "G5",
    "share",
    0.2,
    "different parameters among the last 100 sends of a template",
    "higher",
  ),
  "utility.minDistinctShareAppointment": setting("G5", "share", 0.05, "the same for appointments", "higher"),
  "utility.warnAfter": setting("G5", "sends", 200, "sends after which it warns"),
  "utility.refuseAfter": setting("G5", "sends", 500, "sends after which it refuses"),
  "utility.implausibleWithinMs": setting(
    "G6",
    "ms",
    10 * SECOND,
    "how young a cause with a random id may be",
    "higher",
  ),
  "warmUp.firstDay": setting("G9", "people", 1_000, "people that a new number reaches on its first day"),
  "warmUp.growth": setting("G9", "factor", 4, "growth over the best clean day"),
  "warmUp.establishedFrom": setting(
    "G9",
    "people",
    2_000,
    "messaging limit from which there is no warm-up",
    "higher",
  ),
  "reach.share": setting("G10", "share", 1, "part of Meta's messaging limit"),
  "reach.marketingShare": setting("G10", "share", 0.8, "part of it for marketing"),
  "reach.assumedLimit": setting("G10", "people", 2_000, "messaging limit until Meta has told one"),
  "strangers.per15s": setting("G11", "messages", 500, "messages in 15 s to people who never wrote"),
  "strangers.marketingPer15s": setting("G11", "messages", 100, "marketing among them"),
  "freeForm.maxSameContentPer10min": setting(
    "G13",
    "people",
    200,
    "people who get one free-form content in 10 minutes",
  ),
  "freeForm.maxSameContentPer24h": setting("G13", "people", 2_000, "the same in 24 h"),
  "freeForm.firstReplyWithinMs": setting("G13", "ms", HOUR, "time in which the first reply does not count"),
  "freeForm.maxUnanswered": setting("G14", "messages", 20, "messages since the person last wrote"),
  "consent.maxGrantsPerMinute": setting("G16", "opt-ins", 200, "opt-ins by one actor and method in 60 s"),
  "lists.maxAdjacent": setting("G17", "numbers", 100, "consecutive numbers among the last 100 new people"),
  "lists.undeliverableWarn": setting("G18", "share", 0.1, "131026 among new people: warns"),
  "lists.undeliverableTrip": setting("G18", "share", 0.2, "131026 among new people: refuses"),
  "lists.undeliverableMin": setting("G18", "sends", 200, "sends before it is measured"),
  "feedback.marketingOptOutWarn": setting("G19", "share", 0.03, "opt-outs after marketing: warns"),
  "feedback.marketingOptOutTrip": setting("G19", "share", 0.05, "opt-outs after marketing: refuses"),
  "feedback.utilityOptOutTrip": setting("G19", "share", 0.03, "opt-outs after utility: refuses"),
  "feedback.optOutMinDelivered": setting("G19", "sends", 500, "deliveries before it is measured"),
  "feedback.engagementMinDelivered": setting("G20", "sends", 1_000, "deliveries before it is measured"),
  "feedback.minReplyShare": setting("G20", "share", 0.0005, "replies to marketing", "higher"),
  "feedback.minReadShare": setting("G20", "share", 0.03, "reads of marketing", "higher"),
  "sending.maxInFlight": setting(
    "G24",
    "requests",
    200,
    "business-initiated requests under way per number and process",
  ),
} as const satisfies Readonly<Record<string, PolicySettingInfo>>;

/** Name of a threshold. */
export type PolicySetting = keyof typeof POLICY_SETTINGS;

/** True for a name of the table. */
export function isPolicySetting(name: string): name is PolicySetting {
  return Object.hasOwn(POLICY_SETTINGS, name);
}
