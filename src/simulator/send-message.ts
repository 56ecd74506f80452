import { shapeError } from "./check-outgoing.js";
import { type Delivery, laterFailure } from "./delivery.js";
import { invalidParameter, META_ERRORS, type MetaError } from "./meta-error.js";
import { showFreeForm, showTemplate } from "./phone-message.js";
import {
  type AcceptedMessage,
  nextMessageId,
  type PersonState,
  personOf,
  type PhoneMessage,
  type SimulatedNumber,
  type SimulatedTemplate,
  type SimulatorState,
} from "./simulator-state.js";
import { fillTemplate } from "./template-review.js";

type Json = Readonly<Record<string, unknown>>;
export type SendOutcome = { readonly error: MetaError } | { readonly json: Json };

/** Meta's pair rate: one message per 6 s to one person, 45 at once. */
const PAIR_INTERVAL_MS = 6_000;
const PAIR_BURST = 45;

interface Prepared {
  readonly template?: SimulatedTemplate;
  readonly shown: Pick<PhoneMessage, "text" | "header" | "footer" | "buttons" | "rows">;
}

/** `POST /{phone-number-id}/messages`: checks in Meta's order, accepts, and lets the statuses follow. */
export function sendMessage(
  state: SimulatorState,
  delivery: Delivery,
  number: SimulatedNumber,
  payload: Json,
  accepted: (message: AcceptedMessage) => void,
): SendOutcome {
  if (payload.status === "read") return markRead(state, payload);
  const shape = shapeError(payload);
  if (shape !== undefined) return { error: shape };
  const person = addressee(state, payload);
  if (person === undefined) return { error: META_ERRORS.undeliverable };
  if (person.waId === number.waId) return { error: META_ERRORS.toSelf };
  const type = typeof payload.type === "string" ? payload.type : "text";
  const content = payload[type] as Json;
  const prepared =
    type === "template" ? prepareTemplate(state, content) : { shown: showFreeForm(type, content) };
  if ("error" in prepared) return prepared;
  const limit = throughputError(number) ?? pairError(state, number, person);
  if (limit !== undefined) return { error: limit };
  return accept(state, delivery, { number, person, payload, type, prepared, accepted });
}

function accept(
  state: SimulatorState,
  delivery: Delivery,
  parts: {
    readonly number: SimulatedNumber;
    readonly person: PersonState;
    readonly payload: Json;
    readonly type: string;
    readonly prepared: Prepared;
    readonly accepted: (message: AcceptedMessage) => void;
  },
): SendOutcome {
  const { number, person, payload, type, prepared } = parts;
  const callback = payload.biz_opaque_callback_data;
  const message: AcceptedMessage = {
    id: nextMessageId(state),
    to: person.waId,
    type,
    template: prepared.template?.name,
    callbackData: typeof callback === "string" ? callback : undefined,
    at: state.clock.now(),
  };
  state.sent.push(message);
  const category = (prepared.template?.category ?? "service").toLowerCase();
  const failure = laterFailure({
    person,
    number,
    now: state.clock.now(),
    isTemplate: prepared.template !== undefined,
    isMarketing: category === "marketing",
  });
  const whole = { number, person, message, category };
  if (failure === undefined) {
    delivery.succeed(whole, () => {
      const { shown } = prepared;
      person.messages.push({
        id: message.id,
        direction: "out",
        at: state.clock.now(),
        kind: type,
        phoneNumberId: number.id,
        ...shown,
      });
    });
  } else {
    delivery.fail(whole, failure);
  }
  parts.accepted(message);
  const byUserId = typeof payload.to !== "string";
  return {
    json: {
      messaging_product: "whatsapp",
      contacts: [
        byUserId
          ? { input: payload.recipient, user_id: person.userId }
          : { input: payload.to, wa_id: person.waId },
      ],
      messages: [{ id: message.id, ...(type === "template" ? { message_status: "accepted" } : {}) }],
    },
  };
}

/** The phone number wins over a user id, as at Meta. */
function addressee(state: SimulatorState, payload: Json): PersonState | undefined {
  if (typeof payload.to === "string") {
    const digits = payload.to.replace(/\D/g, "");
    return digits.length >= 5 ? personOf(state, digits) : undefined;
  }
  return state.byUserId.get(String(payload.recipient));
}

function prepareTemplate(state: SimulatorState, content: Json): { readonly error: MetaError } | Prepared {
  const code = String((content.language as Json).code);
  const template = state.templates.find(({ name, language }) => name === content.name && language === code);
  switch (template?.status) {
    case "APPROVED":
    case "FLAGGED":
    case "REINSTATED": {
      const components = (Array.isArray(content.components) ? content.components : []) as Json[];
      const texts = fillTemplate(template, components);
      return "error" in texts ? texts : { template, shown: showTemplate(template, texts, components) };
    }
    case "PAUSED":
      return { error: META_ERRORS.templatePaused };
    case "DISABLED":
      return { error: META_ERRORS.templateDisabled };
    default:
      return { error: META_ERRORS.templateMissing };
  }
}

/** On the process clock: a frozen virtual clock would make one second last for ever. */
function throughputError(number: SimulatedNumber): MetaError | undefined {
  const now = performance.now();
  const { recent, throughput } = number;
  while (recent.length > 0 && (recent[0] ?? 0) <= now - 1_000) recent.shift();
  if (recent.length >= throughput) return META_ERRORS.throughput;
  recent.push(now);
  return undefined;
}

function pairError(
  state: SimulatorState,
  number: SimulatedNumber,
  person: PersonState,
): MetaError | undefined {
  const now = state.clock.now();
  const arrival = Math.max(person.pair.get(number.id) ?? now, now);
  if (arrival - now > PAIR_INTERVAL_MS * (PAIR_BURST - 1)) return META_ERRORS.pairRate;
  person.pair.set(number.id, arrival + PAIR_INTERVAL_MS);
  return undefined;
}

/** Read receipts and the typing indicator share the path. */
function markRead(state: SimulatorState, payload: Json): SendOutcome {
  const known = [...state.people.values()].some((person) =>
    person.messages.some(({ id, direction }) => direction === "in" && id === payload.message_id),
  );
  return known
    ? { json: { success: true } }
    : { error: invalidParameter("Param message_id is not a message that this number received.") };
}
