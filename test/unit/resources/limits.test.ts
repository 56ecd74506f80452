import { describe, expect, it } from "vitest";
import { type Endpoint, RESOURCES } from "../../../src/resources/index.js";
import { eachLimit, type FoundLimit, limitsIn, type Schema } from "../../support/documented-limits.js";
import { SAMPLES } from "./samples.js";

interface Found extends FoundLimit {
  readonly name: string;
  readonly endpoint: Endpoint;
  readonly sample: Readonly<Record<string, unknown>>;
}

const found: Found[] = Object.entries(RESOURCES).flatMap(([resource, { endpoints }]) =>
  Object.entries(endpoints as Record<string, Endpoint>).flatMap(([method, endpoint]) =>
    [...limitsIn(endpoint.schema as unknown as Schema)].map((limit) => ({
      ...limit,
      name: `${resource}.${method}`,
      endpoint,
      sample:
        (SAMPLES as unknown as Record<string, Record<string, Record<string, unknown>>>)[resource]?.[method] ??
        {},
    })),
  ),
);

/** A value of the size asked for, of the kind that stands in the sample. */
function sized(sample: unknown, unit: string, size: number): unknown {
  if (unit === "value") return size;
  if (unit === "items") return Array.from({ length: size }, () => (sample as unknown[])[0]);
  const text = typeof sample === "string" ? sample : "a";
  if (/^\d+$/.test(text)) return "1".repeat(size);
  if (text.includes("@")) return "@a.example".padStart(size, "x");
  if (text.startsWith("http")) return "https://a.example/".padEnd(size, "x");
  return "a".repeat(size);
}

describe.each(found)("$name $path", ({ endpoint, sample, ...limit }) => {
  eachLimit(endpoint.schema, limit, sample, sized);
});

it("the documented limits are there", () => {
  const table = Object.fromEntries(found.map(({ name, path, max }) => [`${name} ${path.join(".")}`, max]));
  expect(found.length).toBeGreaterThan(80);
  expect(table).toMatchObject({
    "businessProfile.update about": 139,
    "businessProfile.update address": 256,
    "businessProfile.update description": 512,
    "businessProfile.update email": 128,
    "businessProfile.update websites": 2,
    "phoneNumbers.setDisplayName newDisplayName": 75,
    "phoneNumbers.setPin pin": 6,
    "phoneNumbers.overrideCallback overrideCallbackUri": 200,
    "phoneNumbers.updateSettings calling.callHours.holidaySchedule": 20,
    "phoneNumbers.updateSettings calling.sip.servers": 1,
    "conversationalAutomation.set prompts": 4,
    "conversationalAutomation.set prompts.0": 80,
    "conversationalAutomation.set commands": 30,
    "conversationalAutomation.set commands.0.commandName": 32,
    "conversationalAutomation.set commands.0.commandDescription": 256,
    "qrCodes.create prefilledMessage": 140,
    "qrCodes.update prefilledMessage": 140,
    "qrCodes.update code": 14,
    "qrCodes.list limit": 25,
    "phoneNumbers.register metaStoreRetentionMinutes": 60,
    "portfolio.ownedAccounts businessType": 2,
    "portfolio.clientAccounts businessType": 3,
    "groups.create subject": 128,
    "groups.create description": 2_048,
    "groups.list limit": 1_024,
    "groups.removeParticipants participants": 8,
    "messageTemplates.create name": 512,
    "messageTemplates.deleteMany hsmIds": 100,
    "messageTemplates.archive hsmIds": 100,
    "messageTemplates.compare templateIds": 1,
    "messageTemplates.previews codeExpirationMinutes": 90,
    "templateGroups.create name": 256,
    "templateGroups.create description": 512,
    "analytics.templates templateIds": 10,
    "flows.migrate sourceFlowNames": 100,
    "calling.connect bizOpaqueCallbackData": 512,
    "calling.preAccept bizOpaqueCallbackData": 512,
    "calling.accept bizOpaqueCallbackData": 512,
    "calling.reject bizOpaqueCallbackData": 512,
    "calling.terminate bizOpaqueCallbackData": 512,
    "threadControl.pass metadata": 2_000,
    "signups.create signupMessage": 300,
    "signups.create promoCode": 50,
    "signups.create displayName": 256,
    "solutions.create solutionName": 75,
    "solutions.requestDeactivation reason": 500,
    "compliance.update entityName": 128,
    "account.update name": 100,
    "account.createSchedule name": 100,
    "officialAccount.apply supportingLinks": 5,
    "officialAccount.resubmit businessName": 255,
    "officialAccount.resubmit businessDescription": 1_000,
    "compliance.update entityTypeCustom": 1_024,
    "compliance.update grievanceOfficerDetails.name": 128,
    "compliance.update grievanceOfficerDetails.email": 128,
    "onBehalf.create mobilityReason": 500,
    "onBehalf.set clientMutationId": 255,
    "solutions.create ownerPermissions": 1,
    "account.assignUser tasks": 16,
    "usernames.set username": 35,
    "payments.createConfiguration configurationName": 60,
    "payments.refund referenceId": 35,
    "phoneNumbers.list limit": 100,
    "messageHistory.list limit": 100,
  });
});

const accepts = (of: Endpoint, input: object): boolean => of.schema.safeParse(input).success;
const { create, update, compare } = RESOURCES.messageTemplates.endpoints as unknown as Record<
  "create" | "update" | "compare",
  Endpoint
>;

/** Limits that depend on another field: one under, one over. */
describe.each([
  ["AUTHENTICATION", 30, 900],
  ["UTILITY", 30, 43_200],
  ["MARKETING", 43_200, 2_592_000],
  [undefined, 30, 2_592_000],
])("time to live of a template, %s", (category, least, most) => {
  // What is created has a category; what is changed may leave it as it is.
  const takes = (messageSendTtlSeconds: number): boolean[] =>
    [
      ...(category === undefined
        ? []
        : [[create, { ...SAMPLES.messageTemplates.create, category }] as const]),
      [update, { templateId: "300", category }] as const,
    ].map(([of, input]) => accepts(of, { ...input, messageSendTtlSeconds }));

  it.each([
    [least - 1, false],
    [least, true],
    [most, true],
    [most + 1, false],
    [least + 0.5, false],
    [-1, category !== "MARKETING"],
    [0, false],
  ])("%d seconds: %s", (seconds, taken) => {
    expect(new Set(takes(seconds))).toEqual(new Set([taken]));
  });
});

it.each([7, 30, 60, 90])("templates are compared over %d days, not one less or more", (days) => {
  const over = (length: number): boolean =>
    accepts(compare, {
      templateId: "300",
      templateIds: ["301"],
      start: new Date(0),
      end: new Date(length * 86_400_000),
    });
  expect([days - 1, days, days + 1].map(over)).toEqual([false, true, false]);
});

describe("opening hours for calls", () => {
  const { updateSettings } = RESOURCES.phoneNumbers.endpoints as unknown as Record<
    "updateSettings",
    Endpoint
  >;
  const taken = (...spans: readonly (readonly [open: string, close: string])[]): boolean =>
    accepts(updateSettings, {
      calling: {
        callHours: {
          status: "ENABLED",
          timezoneId: "Asia/Kolkata",
          weeklyOperatingHours: spans.map(([openTime, closeTime]) => ({
            dayOfWeek: "MONDAY",
            openTime,
            closeTime,
          })),
        },
      },
    });
  const morning = ["0900", "1200"] as const;
  const evening = ["1400", "1800"] as const;

  it("two spans a day, not three", () => {
    expect([taken(morning, evening), taken(morning, evening, ["2000", "2100"])]).toEqual([true, false]);
  });

  it("spans may touch and not overlap; what closes opened before", () => {
    expect([taken(morning, ["1200", "1300"]), taken(morning, ["1159", "1300"])]).toEqual([true, false]);
    expect([taken(["0900", "0901"]), taken(["0900", "0900"])]).toEqual([true, false]);
    expect([taken(["0000", "2359"]), taken(["0000", "2400"])]).toEqual([true, false]);
  });
});
