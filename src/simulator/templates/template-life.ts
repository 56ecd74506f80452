import { HOUR } from "../../core/index.js";
import { compact } from "../json.js";
import type { World } from "../world.js";
import { type ReviewVerdict, reviewTemplate } from "./review-template.js";
import type { SimulatedTemplate } from "./simulated-template.js";

/** Sends a template to review; the verdict comes after a while, unless the template changed meanwhile. */
export function submitForReview(world: World, template: SimulatedTemplate): void {
  template.status = "PENDING";
  template.version++;
  const { version } = template;
  world.timeline.at(world.timeline.now() + world.settings.latency.review, () => {
    if (template.version !== version || world.shelf.byId(template.id) !== template) return;
    const all = world.shelf.all();
    // Of two alike, the earlier one stays.
    const others = all.filter(
      (other, index) =>
        other.language === template.language &&
        other !== template &&
        other.status !== "REJECTED" &&
        (other.status === "APPROVED" || index < all.indexOf(template)),
    );
    settleReview(world, template, reviewTemplate(template, others));
  });
}

function settleReview(world: World, template: SimulatedTemplate, verdict: ReviewVerdict): void {
  if (!verdict.approved) {
    rejectTemplate(world, template, verdict.reason, verdict.info);
    return;
  }
  if (verdict.category !== template.category) {
    template.previousCategory = template.category;
    template.category = verdict.category;
  }
  approveTemplate(world, template);
}

export function approveTemplate(world: World, template: SimulatedTemplate, title?: string): void {
  template.status = "APPROVED";
  template.rejectedReason = "NONE";
  template.wasApproved = true;
  template.version++;
  tellStatus(world, template, {
    reason: "NONE",
    ...(title === undefined ? {} : { other_info: { title, description: "" } }),
  });
}

export function rejectTemplate(
  world: World,
  template: SimulatedTemplate,
  reason: string,
  info?: { readonly reason: string; readonly recommendation: string },
): void {
  template.status = "REJECTED";
  template.rejectedReason = reason;
  template.version++;
  tellStatus(world, template, { reason, rejection_info: info });
}

/** The verdict on what was held for quality assessment. */
export function endHold(template: SimulatedTemplate, goesOut: boolean): void {
  const { held = [] } = template;
  template.held = undefined;
  for (const settle of held) settle(goesOut);
}

/** 3 hours, then 6 hours, then disabled (compliance sheet 1.4). */
export function pauseTemplate(world: World, template: SimulatedTemplate): void {
  endHold(template, false);
  template.pauses++;
  if (template.pauses >= 3) {
    disableTemplate(world, template);
    return;
  }
  template.status = "PAUSED";
  template.version++;
  const { version } = template;
  template.pausedAt = world.timeline.now();
  template.pausedUntil = world.timeline.now() + (template.pauses === 1 ? 3 : 6) * HOUR;
  world.timeline.at(template.pausedUntil, () => {
    if (template.version === version) approveTemplate(world, template, "UNPAUSE");
  });
  tellStatus(world, template, {
    reason: "NONE",
    other_info: {
      title: template.pauses === 1 ? "FIRST_PAUSE" : "SECOND_PAUSE",
      description: "Paused for low quality.",
    },
  });
}

export function disableTemplate(world: World, template: SimulatedTemplate): void {
  endHold(template, false);
  template.status = "DISABLED";
  template.version++;
  tellStatus(world, template, {
    reason: "NONE",
    disable_info: { disable_date: Math.floor(world.timeline.now() / 1_000) },
    other_info: { title: "DISABLED", description: "Disabled for low quality." },
  });
}

/** Any other status, as Meta tells it. Some are only told, and the account goes on to show APPROVED. */
export function setStatus(world: World, template: SimulatedTemplate, status: string): void {
  template.status = status;
  template.version++;
  tellStatus(world, template, { reason: "NONE" });
  if (["FLAGGED", "REINSTATED", "UNARCHIVED"].includes(status)) template.status = "APPROVED";
}

export function recategoriseTemplate(world: World, template: SimulatedTemplate, category: string): void {
  template.previousCategory = template.category;
  template.category = category;
  tell(world, "template_category_update", {
    ...refOf(template),
    previous_category: template.previousCategory,
    new_category: category,
  });
}

/** The notice before a change: here `new_category` is still the current one. */
export function announceCategory(
  world: World,
  template: SimulatedTemplate,
  category: string,
  at: number,
): void {
  tell(world, "template_category_update", {
    ...refOf(template),
    correct_category: category,
    new_category: template.category,
    category_update_timestamp: Math.floor(at / 1_000),
  });
}

export function changeQuality(world: World, template: SimulatedTemplate, score: string): void {
  const previous = template.quality;
  template.quality = score;
  tell(world, "message_template_quality_update", {
    ...refOf(template),
    previous_quality_score: previous,
    new_quality_score: score,
  });
}

function tellStatus(
  world: World,
  template: SimulatedTemplate,
  more: Readonly<Record<string, unknown>>,
): void {
  template.updatedAt = world.timeline.now();
  tell(world, "message_template_status_update", {
    event: template.status,
    ...refOf(template),
    message_template_category: template.category,
    ...more,
  });
}

/** Template ids are JSON numbers on webhooks. */
function refOf(template: SimulatedTemplate): Record<string, unknown> {
  return {
    message_template_id: Number(template.id),
    message_template_name: template.name,
    message_template_language: template.language,
  };
}

function tell(world: World, field: string, value: Readonly<Record<string, unknown>>): void {
  world.outbox.queue({ field, value: compact(value), time: Math.floor(world.timeline.now() / 1_000) });
}
