import { phoneMessage } from "./people/phone-message.js";
import type { SentRecord, SentStatus } from "./sent-message.js";
import { statusChange } from "./webhooks/message-value.js";
import type { World } from "./world.js";

const RANK: Readonly<Record<SentStatus, number>> = { accepted: 0, sent: 1, delivered: 2, read: 3, failed: 4 };
const UNREACHABLE = { code: 131026, details: "Message Undeliverable." };

/**
 * Takes an accepted message on its way. It stands on the phone at once when that is online; the statuses that tell of
 * it (sent, delivered, or failed) come a little later, as they do from Meta.
 */
export function startDelivery(world: World, record: SentRecord): void {
  keep(world, record);
  begin(world, record);
}

function begin(world: World, record: SentRecord): void {
  const { timeline, settings } = world;
  const { verdict } = record;
  if (verdict !== undefined) {
    timeline.at(timeline.now() + settings.latency.failed, () =>
      changeStatus(world, record, "failed", verdict),
    );
    return;
  }
  timeline.at(timeline.now() + settings.latency.sent, () => changeStatus(world, record, "sent"));
  if (record.person.online) arrive(world, record);
  else record.person.waiting.push(() => arrive(world, record));
}

/** The template is looked at: the message waits for the verdict. */
export function holdDelivery(world: World, record: SentRecord, held: ((goesOut: boolean) => void)[]): void {
  keep(world, record);
  held.push((goesOut) => {
    if (!goesOut) changeStatus(world, record, "failed", { code: 132015, details: "Template is paused." });
    else begin(world, record);
  });
}

/** The person has read everything that arrived. */
export function readAll(world: World, chat: SentRecord["person"]["chat"]): void {
  for (const message of chat) {
    if (message.direction === "out" || message.read) continue;
    message.read = true;
    const record = world.sentById.get(message.id);
    if (record !== undefined && record.status !== "failed") changeStatus(world, record, "read");
  }
}

function arrive(world: World, record: SentRecord): void {
  const { person, number, type } = record;
  // A message may wait for the phone; meanwhile the person may be gone.
  if (!person.onWhatsApp || person.hasBlocked) {
    changeStatus(world, record, "failed", UNREACHABLE);
    return;
  }
  if (type === "reaction") {
    // Only `sent` is ever reported of a reaction.
    react(record);
    return;
  }
  const message = phoneMessage({
    ...record.rendered,
    id: record.id,
    direction: "in",
    type,
    at: world.timeline.now(),
    phoneNumberId: number.id,
    template: record.template,
    replyTo: record.quotes,
  });
  person.chat.push(message);
  world.events.emit("message", {
    from: "business",
    user: { phone: person.phone && `+${person.phone}`, userId: person.userId, name: person.name },
    message,
  });
  const deliveredAt = record.at + world.settings.latency.delivered;
  if (deliveredAt <= world.timeline.now()) changeStatus(world, record, "delivered");
  else world.timeline.at(deliveredAt, () => changeStatus(world, record, "delivered"));
}

function react({ person, payload }: SentRecord): void {
  const { message_id: target, emoji } = payload.reaction as { message_id: string; emoji: string };
  const message = person.chat.find(({ id }) => id === target);
  if (message !== undefined) message.reaction = emoji === "" ? undefined : emoji;
}

function changeStatus(
  world: World,
  record: SentRecord,
  status: Exclude<SentStatus, "accepted">,
  error?: { readonly code: number; readonly details: string },
): void {
  if (RANK[status] <= RANK[record.status]) return;
  record.status = status;
  if (error !== undefined) record.errorCode = error.code;
  const now = world.timeline.now();
  world.events.emit("status", {
    messageId: record.id,
    to: record.to,
    status,
    at: now,
    errorCode: error?.code,
  });
  if (!world.outbox.deaf) world.outbox.queue(statusChange(record, status, world.settings, now, error));
}

function keep({ sent, sentById, settings }: World, record: SentRecord): void {
  sent.push(record);
  sentById.set(record.id, record);
  if (sent.length < 2 * settings.keepLog) return;
  for (const { id } of sent.splice(0, sent.length - settings.keepLog)) sentById.delete(id);
}
