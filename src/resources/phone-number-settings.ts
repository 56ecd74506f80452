import * as z from "zod";
import { once, type Open } from "../core/index.js";
import { type Answer, answer } from "./answer.js";
import { day, flag, items, oneOf, open, record, whole } from "./fields.js";

/** `GET /{phone-number-id}/settings`. Meta writes the values in upper case, its OpenAPI in lower case. */
export interface PhoneNumberSettings {
  readonly calling?: Answer<{
    readonly status?: Open<"ENABLED" | "DISABLED">;
    readonly callIconVisibility?: Open<"DEFAULT" | "DISABLE_ALL">;
    readonly callbackPermissionStatus?: Open<"ENABLED" | "DISABLED">;
    readonly callHours?: Readonly<Record<string, unknown>>;
    readonly callIcons?: Answer<{ readonly restrictToUserCountries?: readonly string[] }>;
    readonly srtpKeyExchangeProtocol?: Open<"DTLS" | "SDES">;
    readonly sip?: Readonly<Record<string, unknown>>;
    /** Addresses from which media may come, for a firewall. */
    readonly ipAddresses?: Answer<{ readonly default?: readonly string[] }>;
    readonly audio?: Readonly<Record<string, unknown>>;
    readonly video?: Readonly<Record<string, unknown>>;
    readonly voicemail?: Readonly<Record<string, unknown>>;
    readonly restrictions?: Readonly<Record<string, unknown>>;
  }>;
  readonly userIdentityChange?: Readonly<Record<string, unknown>>;
  readonly payloadEncryption?: Answer<{
    readonly status?: Open<"ENABLED" | "DISABLED">;
    readonly clientEncryptionKeyFingerprint?: string;
    readonly cloudEncryptionKey?: string;
  }>;
  readonly storageConfiguration?: Answer<{
    readonly status?: Open<"DEFAULT" | "IN_COUNTRY_STORAGE_ENABLED" | "NO_STORAGE_ENABLED">;
    readonly dataLocalizationRegion?: string;
  }>;
}

export const phoneNumberSettings = answer<PhoneNumberSettings>();

/** Where messages are kept at rest. */
export const dataLocalizationRegion = once(() =>
  open("AE", "AU", "BH", "BR", "CA", "CH", "DE", "GB", "ID", "IN", "JP", "KR", "SG", "ZA"),
);

const onOff = once(() => oneOf("ENABLED", "DISABLED"));
const hour = once(() =>
  z.string().regex(/^(?:[01]\d|2[0-3])[0-5]\d$/, { error: 'expected a time such as "0930"' }),
);
const weekday = once(() =>
  oneOf("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"),
);

const openingHours = once(() =>
  z
    .array(z.strictObject({ dayOfWeek: weekday(), openTime: hour(), closeTime: hour() }))
    .superRefine((hours, context) => {
      for (const dayOfWeek of new Set(hours.map((entry) => entry.dayOfWeek))) {
        const spans = hours
          .filter((entry) => entry.dayOfWeek === dayOfWeek)
          .sort((a, b) => a.openTime.localeCompare(b.openTime));
        if (spans.length > 2)
          context.addIssue({
            code: "custom",
            message: `expected at most 2 spans a day, got ${String(spans.length)} on ${dayOfWeek}`,
          });
        if (spans.some((span) => span.closeTime <= span.openTime))
          context.addIssue({ code: "custom", message: `expected closeTime after openTime on ${dayOfWeek}` });
        if (spans.some((span, index) => index > 0 && span.openTime < (spans[index - 1]?.closeTime ?? "")))
          context.addIssue({ code: "custom", message: `expected spans that do not overlap on ${dayOfWeek}` });
      }
    }),
);

const calling = once(() =>
  z.strictObject({
    status: onOff().optional(),
    callIconVisibility: open("DEFAULT", "DISABLE_ALL").optional(),
    callIcons: z
      .strictObject({ restrictToUserCountries: z.array(z.string().regex(/^[A-Z]{2}$/)) })
      .optional(),
    callHours: z
      .strictObject({
        status: onOff(),
        /** IANA name of the time zone. */
        timezoneId: z.string().min(1),
        weeklyOperatingHours: openingHours(),
        holidaySchedule: items(
          z.strictObject({ date: day(), startTime: hour(), endTime: hour() }),
          20,
          0,
        ).optional(),
      })
      .optional(),
    callbackPermissionStatus: onOff().optional(),
    srtpKeyExchangeProtocol: open("DTLS", "SDES").optional(),
    sip: z
      .strictObject({
        status: onOff(),
        servers: items(
          z.strictObject({
            hostname: z.string().min(1),
            port: whole(1, 65_535).optional(),
            requestUriUserParams: record().optional(),
          }),
          1,
          0,
        ).optional(),
      })
      .optional(),
    audio: record().optional(),
    voicemail: record().optional(),
  }),
);

/** What `updateSettings` takes: each block alone or together. */
export const settingsShape = once(() => ({
  calling: calling().optional(),
  /** Whether sends carry the hash of the person's identity (error 137000 when it changed). */
  userIdentityChange: z.strictObject({ enableIdentityKeyCheck: flag() }).optional(),
  payloadEncryption: z
    .strictObject({ status: onOff(), clientEncryptionKey: z.string().min(1).optional() })
    .optional(),
  storageConfiguration: z
    .strictObject({
      status: open("DEFAULT", "IN_COUNTRY_STORAGE_ENABLED", "NO_STORAGE_ENABLED"),
      dataLocalizationRegion: dataLocalizationRegion().optional(),
      retentionMinutes: z.int().min(1).optional(),
    })
    .optional(),
}));
