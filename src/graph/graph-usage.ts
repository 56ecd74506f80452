import { MINUTE, type Open } from "../core/index.js";

/** Percent of a quota that is used up. At 100 Meta refuses. */
export interface UsageShare {
  readonly callCount: number;
  readonly totalTime: number;
  readonly totalCputime: number;
}

/** What Meta says of one business use case of one business or account. */
export interface BusinessUseCaseUsage extends UsageShare {
  /** Business or WhatsApp Business Account id. */
  readonly id: string;
  readonly type: Open<"whatsapp" | "whatsapp_business_management">;
  /** Milliseconds until calls are taken again; 0 while they are. */
  readonly regainAccessMs: number;
}

/** How much of Graph's quotas is used (headers `X-App-Usage` and `X-Business-Use-Case-Usage`). */
export interface GraphUsage {
  readonly app?: UsageShare | undefined;
  readonly businessUseCases: readonly BusinessUseCaseUsage[];
  /** The highest percentage named in either header: slow down from 80 on. */
  readonly highest: number;
}

/**
 * Reads the usage headers. Pure. Undefined when there are none, or none that can be read: Meta leaves them out at will.
 *
 * @param headers - names in lower case.
 */
export function graphUsageOf(headers: Readonly<Record<string, string>>): GraphUsage | undefined {
  const app = shareOf(parse(headers["x-app-usage"]));
  const businessUseCases = Object.entries(parse(headers["x-business-use-case-usage"]) ?? {}).flatMap(
    ([id, list]) =>
      (Array.isArray(list) ? list : []).flatMap((item: unknown) => {
        const entry = recordOf(item);
        const share = shareOf(entry);
        if (entry === undefined || share === undefined) return [];
        return [
          {
            ...share,
            id,
            type: typeof entry.type === "string" ? entry.type : "",
            regainAccessMs: numberOf(entry.estimated_time_to_regain_access) * MINUTE,
          },
        ];
      }),
  );
  if (app === undefined && businessUseCases.length === 0) return undefined;
  const shares: readonly UsageShare[] = app === undefined ? businessUseCases : [app, ...businessUseCases];
  const highest = Math.max(
    ...shares.flatMap(({ callCount, totalTime, totalCputime }) => [callCount, totalTime, totalCputime]),
  );
  return { app, businessUseCases, highest };
}

function shareOf(entry: Readonly<Record<string, unknown>> | undefined): UsageShare | undefined {
  if (entry === undefined) return undefined;
  return {
    callCount: numberOf(entry.call_count),
    totalTime: numberOf(entry.total_time),
    totalCputime: numberOf(entry.total_cputime),
  };
}

function parse(header: string | undefined): Readonly<Record<string, unknown>> | undefined {
  if (header === undefined) return undefined;
  try {
    return recordOf(JSON.parse(header));
  } catch {
    return undefined;
  }
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}

function numberOf(value: unknown): number {
  const number = Number(value);
  return Number.isFinite(number) && number > 0 ? number : 0;
}
