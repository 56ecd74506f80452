import type { GraphClient } from "../graph/index.js";
import type { ReadThroughput } from "./send-limits.js";

/** Meta: 80 messages per second, 1,000 after the upgrade, 20 while the number is also used in the Business app. */
const STANDARD = 80;
const HIGH = 1_000;
const COEXISTENCE = 20;

/** Reads what Meta grants the number (`GET /{phone-number-id}?fields=throughput,is_on_biz_app`). */
export function throughputReader(graph: GraphClient): ReadThroughput {
  return async (phoneNumberId) => {
    const answer = (await graph.get(`/${phoneNumberId}`, {
      query: { fields: "throughput,is_on_biz_app" },
    })) as
      { readonly throughput?: { readonly level?: unknown }; readonly is_on_biz_app?: unknown } | undefined;
    if (answer?.is_on_biz_app === true) return COEXISTENCE;
    const level = answer?.throughput?.level;
    if (level === "HIGH") return HIGH;
    return level === "STANDARD" ? STANDARD : undefined;
  };
}
