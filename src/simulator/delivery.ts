import { META_ERRORS, type MetaError } from "./meta-error.js";
import type { AcceptedMessage, PersonState, SimulatedNumber, SimulatorState } from "./simulator-state.js";
import type { WebhookOutbox } from "./webhook-outbox.js";
import { statusChange } from "./webhook-payloads.js";

/** Virtual time from acceptance to each status. */
export const STATUS_AFTER_MS = { sent: 300, delivered: 1_000, failed: 500 } as const;

export interface StatusNotice {
  readonly messageId: string;
  readonly status: string;
  readonly to: string;
  readonly errorCode?: number | undefined;
}

/** Reports what became of accepted messages: statuses by webhook, on the virtual clock. */
export interface Delivery {
  /** Puts it on the phone and reports `sent` and `delivered`. */
  succeed(parts: DeliveryParts, show: () => void): void;
  /** Reports `failed`: nothing reaches the phone. */
  fail(parts: DeliveryParts, error: MetaError): void;
  /** Reports `read` for everything on the phone that was not read yet. */
  read(person: PersonState): Promise<void>;
}

interface DeliveryParts {
  readonly number: SimulatedNumber;
  readonly person: PersonState;
  readonly message: AcceptedMessage;
  readonly category: string | undefined;
}

export function createDelivery(
  state: SimulatorState,
  outbox: WebhookOutbox,
  notice: (status: StatusNotice) => void,
): Delivery {
  const unread = new Map<PersonState, DeliveryParts[]>();

  const report = async (parts: DeliveryParts, status: string, error?: MetaError): Promise<void> => {
    const { number, person, message, category } = parts;
    notice({ messageId: message.id, status, to: message.to, errorCode: error?.code });
    await outbox.deliver(
      statusChange(number, person, {
        id: message.id,
        status,
        at: state.clock.now(),
        callbackData: message.callbackData,
        error,
        category,
      }),
    );
  };
  const after = (ms: number, run: () => Promise<void> | void): void => {
    state.timeline.schedule(state.clock.now() + ms, run);
  };

  return {
    succeed: (parts, show) => {
      const { person } = parts;
      const arrive = (): void => {
        show();
        unread.set(person, [...(unread.get(person) ?? []), parts]);
      };
      after(STATUS_AFTER_MS.sent, () => report(parts, "sent"));
      if (person.online) {
        // The phone shows it at once: who looks at it sees what was sent.
        arrive();
        after(STATUS_AFTER_MS.delivered, () => report(parts, "delivered"));
      } else {
        person.waiting.push(() => {
          arrive();
          after(STATUS_AFTER_MS.delivered, () => report(parts, "delivered"));
        });
      }
    },
    fail: (parts, error) => {
      after(STATUS_AFTER_MS.failed, () => report(parts, "failed", error));
    },
    read: async (person) => {
      for (const parts of unread.get(person) ?? []) await report(parts, "read");
      unread.delete(person);
    },
  };
}

/** Why an accepted message does not reach the person: Meta tells by status, not by the answer. */
export function laterFailure(parts: {
  readonly person: PersonState;
  readonly number: SimulatedNumber;
  readonly now: number;
  readonly isTemplate: boolean;
  readonly isMarketing: boolean;
}): MetaError | undefined {
  const { person, number, now } = parts;
  if (!person.onWhatsApp) return META_ERRORS.undeliverable;
  const lastInbound = person.lastInbound.get(number.id);
  const open = lastInbound !== undefined && now - lastInbound < 24 * 3_600_000;
  if (!parts.isTemplate && !open) return META_ERRORS.reengagement;
  if (parts.isMarketing && person.stoppedMarketing.has(number.id)) return META_ERRORS.stopped;
  return undefined;
}
