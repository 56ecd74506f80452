import { DAY, HOUR } from "../../../src/core/index.js";
import { DEFAULT_CONTENT, STRICT_POLICY } from "../../../src/policy/index.js";
import { casesOf, type DecidedCase } from "./decided-case.js";
import {
  CLOSED,
  GRANTED,
  GRANT_ALL,
  IGNORE_OFFERS,
  LOGIN,
  NEVER_OPEN,
  NIGHT,
  NOW,
  OFFER,
  OPEN,
  SUBSCRIPTION,
  WARN_OF_OFFERS,
  authentication,
  breaker,
  cause,
  event,
  freeForm,
  marketing,
  receipt,
  restriction,
  suppress,
  utility,
  withdrawAll,
  withdrawMarketing,
} from "./given.js";

export const ACCOUNT: readonly DecidedCase[] = [
  ...casesOf(receipt, [
    ["row 8: they wrote", { inboundAt: OPEN }, "allow row-8"],
    ["row 8: everything withdrawn", { inboundAt: OPEN, events: [withdrawAll(HOUR)] }, "allow row-8"],
    ["row 8: not to who is suppressed", { events: [suppress("objection")] }, "refuse SUPPRESSED row-4"],
    [
      "row 8: not from a closed account",
      { account: { closed: breaker("ban") } },
      "refuse ACCOUNT_RESTRICTED row-7",
    ],

    [
      "row 8: to who is suppressed and wrote since",
      { inboundAt: OPEN, events: [suppress("objection")] },
      "allow row-8",
    ],
    ["row 8: in a closed window", { inboundAt: CLOSED }, "allow row-8"],
  ]),
  ...casesOf(freeForm, [
    [
      "row 6: an offer, marketing not granted",
      { inboundAt: OPEN, ...OFFER },
      "refuse PROMO_IN_SESSION row-6",
    ],
    [
      "row 6: an offer after an opt-out of marketing",
      { events: [GRANT_ALL, withdrawMarketing(DAY)], inboundAt: OPEN, ...OFFER },
      "refuse PROMO_IN_SESSION row-6",
    ],
    [
      "row 6: it warns, by configuration",
      { inboundAt: OPEN, ...OFFER, config: WARN_OF_OFFERS },
      "allow row-1, warns C01",
    ],
    ["row 6: nothing is looked for", { inboundAt: OPEN, ...OFFER, config: IGNORE_OFFERS }, "allow row-1"],
    ["row 6: marketing granted", { ...GRANTED, inboundAt: OPEN, ...OFFER }, "allow row-1"],
    [
      "row 6: a doubtful word only warns",
      { inboundAt: OPEN, content: { promotion: "weak" } },
      "allow row-1, warns C01",
    ],
    [
      "row 38: no offer in the confirmation of an opt-out",
      { inboundAt: NOW - 1_000, events: [withdrawAll(1_000)], purpose: "opt_out_confirmation", ...OFFER },
      "refuse PROMO_IN_SESSION row-6",
    ],
    [
      "row 7: answers restricted",
      { inboundAt: OPEN, ...restriction("RESTRICTED_CUSTOMER_INITIATED_MESSAGING") },
      "refuse ACCOUNT_RESTRICTED row-7",
    ],
    [
      "row 7: banned",
      { inboundAt: OPEN, account: { closed: breaker("ban") } },
      "refuse ACCOUNT_RESTRICTED row-7",
    ],
    [
      "row 44: a restriction of templates leaves answers",
      { inboundAt: OPEN, ...restriction("RESTRICTED_BIZ_INITIATED_MESSAGING") },
      "allow row-1",
    ],
    [
      "row 44: a restriction of new numbers stops nothing",
      { inboundAt: OPEN, ...restriction("RESTRICTED_ADD_PHONE_NUMBER_ACTION") },
      "allow row-1",
    ],
    [
      "row 45: the spam limit leaves answers",
      { inboundAt: OPEN, account: { spamLimit: breaker("spam_limit", "1") } },
      "allow row-1",
    ],
    [
      "data: a card number",
      { inboundAt: OPEN, content: { cardNumber: true } },
      "refuse SENSITIVE_CONTENT policy-data",
    ],
    [
      "data: an IBAN and a code warn",
      { inboundAt: OPEN, content: { bankAccount: true, oneTimeCode: true } },
      "allow row-1, warns policy-data",
    ],

    [
      "data: an account number, by configuration",
      {
        inboundAt: OPEN,
        content: { bankAccount: true },
        config: { content: { ...DEFAULT_CONTENT, bankAccounts: "refuse" } },
      },
      "refuse SENSITIVE_CONTENT policy-data",
    ],
    [
      "data: a code, by configuration",
      {
        inboundAt: OPEN,
        content: { oneTimeCode: true },
        config: { content: { ...DEFAULT_CONTENT, oneTimeCodes: "refuse" } },
      },
      "refuse SENSITIVE_CONTENT policy-data",
    ],
    [
      "data: nothing is looked for",
      {
        inboundAt: OPEN,
        content: { bankAccount: true, oneTimeCode: true },
        config: { content: { ...DEFAULT_CONTENT, bankAccounts: "ignore", oneTimeCodes: "ignore" } },
      },
      "allow row-1",
    ],
    [
      "data: a card number, by configuration",
      {
        inboundAt: OPEN,
        content: { cardNumber: true },
        config: { content: { ...DEFAULT_CONTENT, cardNumbers: "warn" } },
      },
      "allow row-1, warns policy-data",
    ],
    [
      "row 7: 131064 leaves answers",
      { inboundAt: OPEN, account: { classification: breaker("template_classification") } },
      "allow row-1",
    ],
    [
      "row 7: a restriction of utility leaves answers",
      { inboundAt: OPEN, ...restriction("RESTRICTED_UTILITY_TEMPLATES") },
      "allow row-1",
    ],
    [
      "row 7: one of Direct Send, too",
      { inboundAt: OPEN, ...restriction("RESTRICTED_DIRECT_SEND_UTILITY_TEMPLATES") },
      "allow row-1",
    ],
    [
      "row 7: over",
      { inboundAt: OPEN, ...restriction("RESTRICTED_CUSTOMER_INITIATED_MESSAGING", { until: NOW }) },
      "allow row-1",
    ],
    [
      "row 44: a bill that is not paid leaves answers",
      { inboundAt: OPEN, account: { payment: breaker("payment") } },
      "allow row-1",
    ],
    ["row 46: answers go to every country", { inboundAt: OPEN, country: "CU" }, "allow row-1"],
    [
      "row 27: answers with a number of quality RED",
      { inboundAt: OPEN, account: { quality: "RED" } },
      "allow row-1",
    ],
    [
      "row 50: answers to who could not be reached",
      { inboundAt: OPEN, person: { undeliverable: { times: 9, lastAt: NOW - 1 } } },
      "allow row-1",
    ],
  ]),
  ...casesOf(utility, [
    [
      "row 18: 131064",
      { ...GRANTED, account: { classification: breaker("template_classification") } },
      "refuse ACCOUNT_RESTRICTED row-18",
    ],
    [
      "row 18: utility restricted",
      { ...GRANTED, ...restriction("RESTRICTED_UTILITY_TEMPLATES") },
      "refuse ACCOUNT_RESTRICTED row-18",
    ],
    [
      "row 18: Direct Send restricted",
      { ...GRANTED, direct: true, ...restriction("RESTRICTED_DIRECT_SEND_UTILITY_TEMPLATES") },
      "refuse ACCOUNT_RESTRICTED row-18",
    ],
    [
      "row 18: that leaves templates",
      { ...GRANTED, ...restriction("RESTRICTED_DIRECT_SEND_UTILITY_TEMPLATES") },
      "allow row-9",
    ],
    [
      "row 27: template YELLOW warns",
      { ...GRANTED, record: { quality: "YELLOW" } },
      "allow row-9, warns row-27",
    ],
    ["row 27: utility with RED goes on", { ...GRANTED, record: { quality: "RED" } }, "allow row-9"],
    [
      "row 27: a flagged template stops",
      { ...GRANTED, record: { status: "FLAGGED" } },
      "refuse QUALITY row-27",
    ],
    ["row 43: a card number", { ...GRANTED, content: { cardNumber: true } }, "refuse TEMPLATE_POLICY row-43"],
    ["row 43: an offer in the values warns", { ...GRANTED, ...OFFER }, "allow row-9, warns row-43"],
    [
      "row 43: an offer in the values, by configuration",
      { ...GRANTED, ...OFFER, config: { content: { ...DEFAULT_CONTENT, promotionInTemplates: "refuse" } } },
      "refuse TEMPLATE_POLICY row-43",
    ],
    [
      "row 43: nothing is looked for",
      { ...GRANTED, ...OFFER, config: { content: { ...DEFAULT_CONTENT, promotionInTemplates: "ignore" } } },
      "allow row-9",
    ],
    [
      "row 44: banned",
      { ...GRANTED, account: { closed: breaker("ban", "", { code: 131031 }) } },
      "refuse ACCOUNT_RESTRICTED row-44",
    ],
    [
      "row 44: the number left",
      { ...GRANTED, account: { closed: breaker("number_removed", "911") } },
      "refuse ACCOUNT_RESTRICTED row-44",
    ],
    [
      "row 44: restricted",
      { ...GRANTED, ...restriction("RESTRICTED_BIZ_INITIATED_MESSAGING", { until: NOW + 1 }) },
      "refuse ACCOUNT_RESTRICTED row-44",
    ],
    [
      "row 44: over",
      { ...GRANTED, ...restriction("RESTRICTED_BIZ_INITIATED_MESSAGING", { until: NOW }) },
      "allow row-9",
    ],
    [
      "row 44: not paid",
      { ...GRANTED, account: { payment: breaker("payment", "", { until: NOW + 1 }) } },
      "refuse ACCOUNT_RESTRICTED row-44",
    ],
    [
      "row 45: spam limit",
      { ...GRANTED, account: { spamLimit: breaker("spam_limit", "1") } },
      "refuse SPAM_LIMIT row-45",
    ],
    [
      "row 46: 130497",
      { ...GRANTED, account: { countries: [breaker("country", "IN")] } },
      "refuse COUNTRY_RESTRICTED row-46",
    ],
    [
      "row 46: another country",
      { ...GRANTED, account: { countries: [breaker("country", "BR")] } },
      "allow row-9",
    ],
    ["row 46: nobody there gets messages", { ...GRANTED, country: "CU" }, "refuse COUNTRY_RESTRICTED row-46"],
    [
      "row 46: a trade in a country of its list",
      { ...GRANTED, config: { vertical: { kind: "alcohol", countries: ["IN"] } } },
      "allow row-9",
    ],
    [
      "row 46: a trade elsewhere",
      { ...GRANTED, config: { vertical: { kind: "alcohol", countries: ["BR"] } } },
      "refuse COUNTRY_RESTRICTED row-46",
    ],
    [
      "row 46: a forbidden trade",
      { ...GRANTED, config: { vertical: { kind: "tobacco", countries: ["IN"] } } },
      "refuse COUNTRY_RESTRICTED row-46",
    ],
    [
      "row 50: three in a row",
      { ...GRANTED, person: { undeliverable: { times: 3, lastAt: NOW - HOUR } } },
      "hold UNDELIVERABLE row-50",
    ],
    [
      "row 50: one warns",
      { ...GRANTED, person: { undeliverable: { times: 1, lastAt: NOW - HOUR } } },
      "allow row-9, warns row-50",
    ],
    [
      "row 50: they wrote since",
      { ...GRANTED, inboundAt: OPEN + 1, person: { undeliverable: { times: 3, lastAt: OPEN } } },
      "allow row-9",
    ],
    [
      "row 50: a day later",
      { ...GRANTED, person: { undeliverable: { times: 3, lastAt: NOW - DAY } } },
      "allow row-9, warns row-50",
    ],

    [
      "row 18: over",
      { ...GRANTED, account: { classification: breaker("template_classification", "", { until: NOW }) } },
      "allow row-9",
    ],
    [
      "row 25: utility does not wait for the morning",
      { ...GRANTED, now: NIGHT, cause: cause({ at: NIGHT }) },
      "allow row-9",
    ],
    [
      "row 26: utility does not wait",
      { ...GRANTED, person: { marketingHeldUntil: NOW + HOUR } },
      "allow row-9",
    ],
    [
      "row 27: utility with a number of quality YELLOW",
      { ...GRANTED, account: { quality: "YELLOW" } },
      "allow row-9",
    ],
    [
      "row 27: utility with a number of quality RED",
      { ...GRANTED, account: { quality: "RED" } },
      "allow row-9",
    ],
    [
      "row 27: Direct Send has no quality of its own",
      { ...GRANTED, record: null, direct: true },
      "allow row-9",
    ],
    ["row 43: a doubtful word in the values", { ...GRANTED, content: { promotion: "weak" } }, "allow row-9"],
    [
      "row 43: a code, by configuration",
      {
        ...GRANTED,
        content: { oneTimeCode: true },
        config: { content: { ...DEFAULT_CONTENT, oneTimeCodes: "refuse" } },
      },
      "refuse TEMPLATE_POLICY row-43",
    ],
    [
      "row 43: an account number, by configuration",
      {
        ...GRANTED,
        content: { bankAccount: true },
        config: { content: { ...DEFAULT_CONTENT, bankAccounts: "refuse" } },
      },
      "refuse TEMPLATE_POLICY row-43",
    ],
    [
      "row 43: what is refused goes before what warns",
      {
        ...GRANTED,
        content: { bankAccount: true, oneTimeCode: true },
        config: { content: { ...DEFAULT_CONTENT, oneTimeCodes: "refuse" } },
      },
      "refuse TEMPLATE_POLICY row-43",
    ],
    [
      "row 44: answers restricted stops templates, too",
      { ...GRANTED, ...restriction("RESTRICTED_CUSTOMER_INITIATED_MESSAGING") },
      "refuse ACCOUNT_RESTRICTED row-44",
    ],
    [
      "row 44: taken from this app",
      { ...GRANTED, account: { closed: breaker("offboarded") } },
      "refuse ACCOUNT_RESTRICTED row-44",
    ],
    [
      "row 44: was banned",
      { ...GRANTED, account: { closed: breaker("ban", "", { until: NOW }) } },
      "allow row-9",
    ],
    [
      "row 44: paid again",
      { ...GRANTED, account: { payment: breaker("payment", "", { until: NOW }) } },
      "allow row-9",
    ],
    [
      "row 45: over",
      { ...GRANTED, account: { spamLimit: breaker("spam_limit", "1", { until: NOW }) } },
      "allow row-9",
    ],
    [
      "row 46: over",
      { ...GRANTED, account: { countries: [breaker("country", "IN", { until: NOW })] } },
      "allow row-9",
    ],
    [
      "row 46: a user id that tells no country",
      { ...GRANTED, country: undefined, account: { countries: [breaker("country", "IN")] } },
      "allow row-9",
    ],
    [
      "row 46: a trade, and a user id that tells no country",
      { ...GRANTED, country: undefined, config: { vertical: { kind: "alcohol", countries: ["IN"] } } },
      "refuse COUNTRY_RESTRICTED row-46",
    ],
    [
      "row 50: two in a row",
      { ...GRANTED, person: { undeliverable: { times: 2, lastAt: NOW - HOUR } } },
      "allow row-9, warns row-50",
    ],
    [
      "row 50: three, a millisecond before the day is over",
      { ...GRANTED, person: { undeliverable: { times: 3, lastAt: NOW - DAY + 1 } } },
      "hold UNDELIVERABLE row-50",
    ],
    [
      "row 50: what they wrote in the same millisecond ends nothing",
      { ...GRANTED, inboundAt: OPEN, person: { undeliverable: { times: 3, lastAt: OPEN } } },
      "hold UNDELIVERABLE row-50",
    ],

    [
      "row 44: a restriction of new numbers",
      { ...GRANTED, ...restriction("RESTRICTED_ADD_PHONE_NUMBER_ACTION") },
      "allow row-9",
    ],

    [
      "row 52: 131063 is about marketing",
      { ...GRANTED, account: { marketingRoute: breaker("marketing_route") } },
      "allow row-9",
    ],

    [
      "G21: a template that waits with its marketing",
      { ...GRANTED, account: { templateMarketing: breaker("template_marketing", "t") } },
      "allow row-9",
    ],
  ]),
  ...casesOf(marketing, [
    [
      "row 25: at night",
      { ...GRANTED, now: NIGHT, cause: { ...SUBSCRIPTION, at: NIGHT } },
      "hold QUIET_HOURS row-25",
    ],
    [
      "row 25: switched off",
      {
        ...GRANTED,
        now: NIGHT,
        cause: { ...SUBSCRIPTION, at: NIGHT },
        config: { quietHours: { ...STRICT_POLICY.quietHours, enabled: false } },
      },
      "allow row-19",
    ],
    [
      "row 26: 131049",
      { ...GRANTED, person: { marketingHeldUntil: NOW + HOUR } },
      "hold RECIPIENT_COOLDOWN row-26",
    ],
    ["row 26: over", { ...GRANTED, person: { marketingHeldUntil: NOW } }, "allow row-19"],
    ["row 27: number RED", { ...GRANTED, account: { quality: "RED" } }, "refuse QUALITY row-27"],
    [
      "row 27: number YELLOW warns",
      { ...GRANTED, account: { quality: "YELLOW" } },
      "allow row-19, warns row-27",
    ],
    [
      "row 28: Korea at night",
      { ...GRANTED, country: "KR", now: NIGHT, cause: { ...SUBSCRIPTION, at: NIGHT } },
      "hold QUIET_HOURS row-28",
    ],
    [
      "row 28: with a consent for the night",
      {
        events: [GRANT_ALL, event("grant", ["marketing_night"], DAY)],
        country: "KR",
        now: NIGHT,
        cause: { ...SUBSCRIPTION, at: NIGHT },
      },
      "allow row-19",
    ],
    [
      "row 50: one is enough",
      { ...GRANTED, person: { undeliverable: { times: 1, lastAt: NOW - HOUR } } },
      "hold UNDELIVERABLE row-50",
    ],
    [
      "row 52: 131063",
      { ...GRANTED, account: { marketingRoute: breaker("marketing_route") } },
      "refuse MARKETING_ROUTE row-52",
    ],
    [
      "row 52: over the other route",
      { ...GRANTED, route: "marketing_messages", account: { marketingRoute: breaker("marketing_route") } },
      "allow row-19",
    ],
    [
      "G21: the template waits",
      {
        ...GRANTED,
        account: { templateMarketing: breaker("template_marketing", "t", { until: NOW + HOUR }) },
      },
      "hold TEMPLATE_COOLDOWN G21",
    ],

    [
      "row 25: a country that nothing is known of",
      { ...GRANTED, country: undefined, now: NIGHT, cause: { ...SUBSCRIPTION, at: NIGHT } },
      "hold QUIET_HOURS row-25",
    ],
    [
      "row 25: where it never opens",
      {
        ...GRANTED,
        config: { quietHours: { ...STRICT_POLICY.quietHours, countries: { IN: NEVER_OPEN } } },
      },
      "hold QUIET_HOURS row-25",
    ],
    [
      "row 26: to the millisecond",
      { ...GRANTED, person: { marketingHeldUntil: NOW + 1 } },
      "hold RECIPIENT_COOLDOWN row-26",
    ],
    ["row 27: number GREEN", { ...GRANTED, account: { quality: "GREEN" } }, "allow row-19"],
    ["row 27: template YELLOW", { ...GRANTED, record: { quality: "YELLOW" } }, "allow row-19, warns row-27"],
    ["row 43: marketing may make an offer", { ...GRANTED, ...OFFER }, "allow row-19"],
    [
      "row 43: but hold no card number",
      { ...GRANTED, content: { cardNumber: true } },
      "refuse TEMPLATE_POLICY row-43",
    ],
    [
      "row 50: a week later",
      { ...GRANTED, person: { undeliverable: { times: 1, lastAt: NOW - 7 * DAY } } },
      "allow row-19, warns row-50",
    ],
    [
      "row 52: over",
      { ...GRANTED, account: { marketingRoute: breaker("marketing_route", "", { until: NOW }) } },
      "allow row-19",
    ],
    [
      "G21: the template waits without an end",
      { ...GRANTED, account: { templateMarketing: breaker("template_marketing", "t") } },
      "hold TEMPLATE_COOLDOWN G21",
    ],
    [
      "G21: it waited",
      { ...GRANTED, account: { templateMarketing: breaker("template_marketing", "t", { until: NOW }) } },
      "allow row-19",
    ],

    [
      "row 44: a restriction of templates",
      { ...GRANTED, ...restriction("RESTRICTED_BIZ_INITIATED_MESSAGING") },
      "refuse ACCOUNT_RESTRICTED row-44",
    ],
    [
      "row 18: a restriction of utility leaves marketing",
      { ...GRANTED, ...restriction("RESTRICTED_UTILITY_TEMPLATES") },
      "allow row-19",
    ],
  ]),
  ...casesOf(authentication, [
    [
      "row 25: a code does not wait for the morning",
      { now: NIGHT, cause: { ...LOGIN, at: NIGHT } },
      "allow row-30",
    ],
    [
      "row 50: whoever installs WhatsApp gets the code",
      { person: { undeliverable: { times: 9, lastAt: NOW - 1 } } },
      "allow row-30, warns row-50",
    ],
    ["row 43: a code is no finding in a code", { content: { oneTimeCode: true } }, "allow row-30"],

    ["row 9: the account's state is good", { account: {} }, "allow row-30"],
    ["row 43: a card number in a code", { content: { cardNumber: true } }, "refuse TEMPLATE_POLICY row-43"],
    ["row 44: not paid", { account: { payment: breaker("payment") } }, "refuse ACCOUNT_RESTRICTED row-44"],
    [
      "row 18: 131064 leaves codes",
      { account: { classification: breaker("template_classification") } },
      "allow row-30",
    ],
    [
      "row 18: unless over Direct Send",
      { direct: true, account: { classification: breaker("template_classification") } },
      "refuse ACCOUNT_RESTRICTED row-18",
    ],
    [
      "row 18: a restriction of utility leaves codes",
      restriction("RESTRICTED_UTILITY_TEMPLATES"),
      "allow row-30",
    ],
    [
      "row 18: so does one of utility over Direct Send",
      { direct: true, ...restriction("RESTRICTED_DIRECT_SEND_UTILITY_TEMPLATES") },
      "allow row-30",
    ],
    ["row 27: a code with a number of quality RED", { account: { quality: "RED" } }, "allow row-30"],
  ]),
];
