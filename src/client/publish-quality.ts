import { publishQuality } from "../telemetry/index.js";
import type { WebhookEvent } from "../webhooks/index.js";

/** Tells the channel `waypost:quality` what Meta thinks of a template or a number now. */
export function publishQualityOf(event: WebhookEvent): void {
  if (event.type === "template_quality") {
    const { template, newQuality, previousQuality } = event;
    publishQuality(() => ({
      of: "template",
      name: template.name,
      language: template.language,
      quality: newQuality,
      previous: previousQuality,
    }));
  }
  if (event.type === "phone_number_quality") {
    publishQuality(() => ({ of: "phone_number", quality: event.event, previous: undefined }));
  }
}
