import type { CauseKind } from "../core/index.js";
import { DAY, HOUR, MINUTE } from "../core/index.js";

import type { Vertical } from "./data/verticals.js";
import { type ContentConfig, DEFAULT_CONTENT } from "./content/content-config.js";
import { type QuietHoursConfig, STRICT_QUIET_HOURS } from "./quiet-hours/quiet-hours-config.js";

/** Thresholds of the guards (compliance guards G3, G7, G8, G12). Durations in milliseconds. */
export interface PolicyConfig {
  /** G3: how many people one cause may reach in `causePeriodMs`. */
  readonly causeFanout: Readonly<Record<CauseKind, number>>;
  /** G8: how many messages one person may get for one cause in `causePeriodMs`. */
  readonly causeRepetition: Readonly<Record<CauseKind, number>>;
  readonly causePeriodMs: number;
  /** G7: how old a cause may be at the send. For an appointment: how long after its time. */
  readonly causeMaxAgeMs: Readonly<Record<CauseKind, number>>;
  /** G7: how far an appointment may lie ahead. */
  readonly appointmentMaxAheadMs: number;
  /** G12: messages to one person. */
  readonly caps: {
    readonly marketing24h: number;
    readonly marketing30d: number;
    readonly utility24h: number;
    readonly authentication10min: number;
    readonly authentication24h: number;
    readonly businessInitiated24h: number;
  };
  /** Row 10: a contract cause allows utility messages without a stored opt-in. */
  readonly allowContractUtility: boolean;
  /** G22, rows 25 and 28. */
  readonly quietHours: QuietHoursConfig;
  /** Rows 6 and 43. */
  readonly content: ContentConfig;
  /** Row 46: a trade that WhatsApp's policy allows in some countries only, and which of them you checked. */
  readonly vertical?: { readonly kind: Vertical; readonly countries: readonly string[] } | undefined;
}

const EACH = <T>(value: T): Readonly<Record<CauseKind, T>> => ({
  order: value,
  shipment: value,
  payment: value,
  appointment: value,
  ticket: value,
  account: value,
  authentication: value,
  subscription: value,
  consent: value,
  incident: value,
  reply: value,
});

/** The defaults: strict. Sources: compliance guards G3, G7, G8, G12 and truth table rows 10, 30, 34. */
export const STRICT_POLICY: PolicyConfig = {
  causeFanout: {
    ...EACH(5),
    authentication: 1,
    appointment: 20,
    consent: 1,
    subscription: 1,
    incident: 250,
    reply: 1,
  },
  causeRepetition: { ...EACH(12), authentication: 5, appointment: 4, incident: 3 },
  causePeriodMs: 30 * DAY,
  causeMaxAgeMs: {
    ...EACH(72 * HOUR),
    authentication: 10 * MINUTE,
    appointment: 24 * HOUR,
    subscription: 30 * DAY,
    incident: 24 * HOUR,
    reply: 24 * HOUR,
  },
  appointmentMaxAheadMs: 90 * DAY,
  caps: {
    marketing24h: 1,
    marketing30d: 4,
    utility24h: 10,
    authentication10min: 5,
    authentication24h: 10,
    businessInitiated24h: 15,
  },
  allowContractUtility: true,
  quietHours: STRICT_QUIET_HOURS,
  content: DEFAULT_CONTENT,
};
