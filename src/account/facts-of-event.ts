import type { AccountUpdateEvent, WebhookEvent } from "../webhooks/index.js";
import { type AccountFact, templateSubject } from "./account-fact.js";

type Told = Omit<AccountFact, "businessAccountId" | "at"> & { readonly at?: number };

/** Webhooks tell whole seconds: an end counts from the end of its second, so that it is newer than what it ends. */
const REST_OF_SECOND = 999;

/** What a webhook tells of the account (compliance 5.5). Pure; events that tell nothing give nothing. */
export function factsOfEvent(event: WebhookEvent): readonly AccountFact[] {
  const businessAccountId =
    (event.type === "account_update" ? event.account.partner?.businessAccountId : undefined) ??
    event.businessAccountId;
  return told(event).map((fact) => ({
    ...fact,
    businessAccountId,
    at: fact.active ? event.at : event.at + REST_OF_SECOND,
  }));
}

function told(event: WebhookEvent): readonly Told[] {
  switch (event.type) {
    case "account_update":
      return [...accountUpdate(event), ...restrictions(event)];
    case "phone_number_quality":
      return [...flag(event.event, event.phone?.revealWaId()), ...limit(event.limit)];
    case "business_capability":
      return limit(event.messagingLimit);
    case "account_review":
      return [{ topic: "review", subject: "", active: true, detail: { decision: event.decision } }];
    case "account_alert":
      return [
        {
          topic: "alert",
          subject: event.alert.type,
          active: event.alert.status !== "NONE",
          detail: {
            ...(event.alert.severity === undefined ? {} : { severity: event.alert.severity }),
            ...(event.alert.description === undefined ? {} : { description: event.alert.description }),
          },
        },
      ];
    case "template_status":
      // Held messages are dropped with the pause, or go on with the approval.
      return [{ topic: "template_held", subject: templateSubject(event.template), active: false }];
    default:
      return [];
  }
}

function accountUpdate({ account }: AccountUpdateEvent): readonly Told[] {
  const digits = account.phone?.revealWaId();
  switch (account.event) {
    case "DISABLED_UPDATE":
      return ban(account.ban?.state, account.ban?.date);
    case "ACCOUNT_DELETED":
      return ban("DELETED", undefined);
    case "ACCOUNT_VIOLATION":
      return [
        {
          topic: "violation",
          subject: "",
          active: true,
          detail: {
            type: account.violation?.type ?? "unknown",
            ...(account.violation?.remediation === undefined
              ? {}
              : { remediation: account.violation.remediation }),
          },
        },
      ];
    case "PHONE_NUMBER_ADDED":
    case "PHONE_NUMBER_REMOVED":
      if (digits === undefined) return [];
      return [{ topic: "number_removed", subject: digits, active: account.event === "PHONE_NUMBER_REMOVED" }];
    case "ACCOUNT_OFFBOARDED":
    case "ACCOUNT_RECONNECTED": {
      const active = account.event === "ACCOUNT_OFFBOARDED";
      // With a number it is about that number: it went back to the Business app.
      return digits === undefined
        ? [{ topic: "offboarded", subject: "", active }]
        : [{ topic: "number_removed", subject: digits, active }];
    }
    default:
      // Partners, prices, terms, verification, and what Meta adds later: nothing that a send depends on.
      return [];
  }
}

/** Of a state that this version does not know, nothing is concluded. */
function ban(state: string | undefined, date: string | undefined): readonly Told[] {
  const known = ["DISABLE", "REINSTATE", "SCHEDULE_FOR_DISABLE", "DELETED"];
  if (state !== undefined && !known.includes(state)) return [];
  const active = state === undefined || state === "DISABLE" || state === "DELETED";
  return [
    {
      topic: "ban",
      subject: "",
      active,
      detail: { state: state ?? "DISABLE", ...(date === undefined ? {} : { date }) },
    },
  ];
}

function restrictions({ account }: AccountUpdateEvent): readonly Told[] {
  return account.restrictions.map(({ type, expiresAt, remediation }) => ({
    topic: "restriction",
    subject: type,
    active: true,
    until: expiresAt,
    detail: remediation === undefined ? undefined : { remediation },
  }));
}

function flag(event: string, digits: string | undefined): readonly Told[] {
  if (digits === undefined || (event !== "FLAGGED" && event !== "UNFLAGGED")) return [];
  return [{ topic: "number_flag", subject: digits, active: event === "FLAGGED" }];
}

function limit(
  messagingLimit: { readonly tier: string; readonly people?: number | undefined } | undefined,
): readonly Told[] {
  if (messagingLimit?.people === undefined) return [];
  const { tier, people } = messagingLimit;
  return [{ topic: "messaging_limit", subject: "", active: true, detail: limitDetail(tier, people) }];
}

/** JSON has no infinity. */
export function limitDetail(tier: string, people: number): Readonly<Record<string, string | number>> {
  return { tier, people: Number.isFinite(people) ? people : -1 };
}
