import { GraphApiError } from "../graph/index.js";
import type { HourlyQuota } from "../limits/index.js";
import { docsUrl, HeldError } from "../core/index.js";
import type { Resources } from "../resources/index.js";

type MessageTemplates = Resources["messageTemplates"];

/**
 * An account may create a hundred templates in an hour (Meta, template management): the one too many is held here, with
 * the time until it passes, instead of being refused there. What Meta refuses does not count.
 *
 * `create` and `upsertAuthentication` throw HeldError `TEMPLATE_QUOTA`.
 */
export function guardedTemplates(quota: HourlyQuota, templates: MessageTemplates): MessageTemplates {
  const within = async <Result>(count: number, create: () => Promise<Result>): Promise<Result> => {
    const retryAfterMs = quota.take(count);
    if (retryAfterMs > 0) throw overQuota(retryAfterMs, quota);
    try {
      return await create();
    } catch (error) {
      if (GraphApiError.is(error)) quota.giveBack(count);
      throw error;
    }
  };
  return {
    ...templates,
    create: (input, options) => within(1, () => templates.create(input, options)),
    upsertAuthentication: (input, options) =>
      within(Array.isArray(input.languages) ? input.languages.length : 1, () =>
        templates.upsertAuthentication(input, options),
      ),
  };
}

function overQuota(retryAfterMs: number, quota: HourlyQuota): HeldError {
  const { used, of } = quota.snapshot();
  return new HeldError({
    action: "hold",
    code: "TEMPLATE_QUOTA",
    rule: "row-49",
    message: `This account created ${String(used)} templates within the hour; Meta allows ${String(of)}.`,
    fix: "Nothing was created. Call again after retryAfterMs.",
    facts: { used, of },
    warnings: [],
    docsUrl: docsUrl("TEMPLATE_QUOTA"),
    retryAfterMs,
  });
}
