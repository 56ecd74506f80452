import type { Writable } from "../core/index.js";
import type { SendRecord } from "./types.js";

/** One line of the bill: messages of one kind to one country. */
export interface CostLine {
  /** Category that Meta charged under: `marketing`, `utility`, `authentication`, `service`, ... */
  readonly category: string;
  /** ISO 3166-1 alpha-2 of the person's number; undefined for people known by user id only. */
  readonly country: string | undefined;
  /** `regular`, `free_customer_service`, `free_entry_point`, ...: Meta's pricing type. */
  readonly type: string;
  readonly billable: boolean;
  readonly messages: number;
  /** `messages` times the rate of the rate card; undefined where the card has none. */
  readonly amount: number | undefined;
}

/** What sends of a period cost. */
export interface CostSummary {
  readonly lines: readonly CostLine[];
  /** Messages that Meta charges for. */
  readonly billable: number;
  /** Messages that were free. */
  readonly free: number;
  /** Accepted, and no status webhook has told the price yet. */
  readonly unpriced: number;
  /** Sum of the amounts; undefined without a rate card, or when a billable line has no rate. */
  readonly amount: number | undefined;
}

/** Price of one delivered message, in your currency; undefined where you do not know it. */
export type RateCard = (line: {
  readonly category: string;
  readonly country: string | undefined;
  readonly type: string;
}) => number | undefined;

/** What is charged of one send: Meta's pricing object, and where the person is. */
export interface Charged extends Pick<SendRecord, "state" | "status" | "pricing"> {
  readonly country: string | undefined;
}

/**
 * Adds up what status webhooks said of prices. Pure. Webhooks carry no amounts: Meta's rates differ by country, volume
 * and contract, so amounts come from a rate card of yours.
 */
export function tallyCost(sends: Iterable<Charged>, rate?: RateCard): CostSummary {
  const lines = new Map<string, Writable<CostLine>>();
  let unpriced = 0;
  for (const { state, status, pricing, country } of sends) {
    if (pricing === undefined) {
      if (state === "accepted" && status !== "failed") unpriced++;
      continue;
    }
    const category = textOf(pricing.category);
    const type = textOf(pricing.type);
    const billable = pricing.billable !== false && !type.startsWith("free_");
    const key = JSON.stringify([category, country, type, billable]);
    const line = lines.get(key);
    if (line === undefined)
      lines.set(key, { category, country, type, billable, messages: 1, amount: undefined });
    else line.messages++;
  }
  for (const line of lines.values()) {
    const price = line.billable ? rate?.(line) : 0;
    line.amount = price === undefined || rate === undefined ? undefined : price * line.messages;
  }
  const all = [...lines.values()].sort((a, b) => b.messages - a.messages);
  const sum = (wanted: boolean): number =>
    all.filter(({ billable }) => billable === wanted).reduce((total, { messages }) => total + messages, 0);
  return {
    lines: all,
    billable: sum(true),
    free: sum(false),
    unpriced,
    amount:
      rate === undefined || all.some(({ amount }) => amount === undefined)
        ? undefined
        : all.reduce((total, { amount = 0 }) => total + amount, 0),
  };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "unknown";
}
