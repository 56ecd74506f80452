import type { BusinessNumber } from "./numbers.js";

const SERVICE_IS_BILLED_FROM = Date.UTC(2026, 9, 1);
const FREE_SERVICE_PER_MONTH = 1_000;

/**
 * `pricing` of a message: per message since July 2025; since 1 October 2026 utility inside the window is billed again,
 * and service messages beyond the first 1,000 per number and month.
 */
export function pricingOf(input: {
  readonly category: string | undefined;
  readonly insideWindow: boolean;
  readonly number: BusinessNumber;
  readonly now: number;
}): Record<string, unknown> {
  const { category = "SERVICE", insideWindow, number, now } = input;
  const free =
    (category === "UTILITY" && insideWindow && now < SERVICE_IS_BILLED_FROM) ||
    (category === "SERVICE" && isFreeService(number, now));
  return {
    billable: !free,
    pricing_model: "PMP",
    type: free ? "free_customer_service" : "regular",
    category: category.toLowerCase(),
  };
}

function isFreeService({ service }: BusinessNumber, now: number): boolean {
  if (now < SERVICE_IS_BILLED_FROM) return true;
  const month = new Date(now).toISOString().slice(0, 7);
  if (service.month !== month) {
    service.month = month;
    service.count = 0;
  }
  service.count++;
  return service.count <= FREE_SERVICE_PER_MONTH;
}
