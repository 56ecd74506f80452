import { DAY, PhoneNumber } from "../core/index.js";
import { countryOf } from "../core/recipients.js";
import { type Json, text } from "./json.js";
import type { BusinessNumber } from "./numbers.js";
import type { Line, Person } from "./people/person.js";
import type { SentRecord } from "./sent-message.js";
import type { SimulatedTemplate } from "./templates/simulated-template.js";
import type { World } from "./world.js";

/** What is known of a message before Meta decides what becomes of it. */
export interface Draft {
  readonly number: BusinessNumber;
  readonly person: Person;
  readonly line: Line;
  readonly toPhone: boolean;
  readonly type: string;
  readonly params: Json;
  readonly template: SimulatedTemplate | undefined;
  /** Category it counts as, in upper case; undefined for a free-form message. */
  readonly category: string | undefined;
  readonly insideWindow: boolean;
  readonly now: number;
}

/** What Meta finds out after it accepted the message: the code with which it will fail. */
export function deliveryVerdict(world: World, draft: Draft): SentRecord["verdict"] {
  const { person, line, type, params, template, category, insideWindow, now, toPhone } = draft;
  const injected = world.faults.takeForMessage({
    to: text(params.to) ?? String(params.recipient),
    type,
    template,
    payload: params,
  });
  if (injected !== undefined)
    return { code: injected.code, details: injected.details ?? "Injected by the simulator." };
  if (!person.onWhatsApp || person.hasBlocked) return { code: 131026, details: "Message Undeliverable." };
  if (category === undefined && !insideWindow) {
    return {
      code: 131047,
      details:
        "Message failed to send because more than 24 hours have passed since the customer last replied to this number.",
    };
  }
  if (
    type === "reaction" &&
    !person.chat.some(({ id }) => id === (params.reaction as { message_id: string }).message_id)
  ) {
    return { code: 131009, details: "The message that the reaction is for was not found." };
  }
  if (template?.category !== "MARKETING") return undefined;
  if (person.stoppedPromotions)
    return {
      code: 131050,
      details:
        "Unable to deliver the message. This recipient has chosen to stop receiving marketing messages on WhatsApp from your business.",
    };
  const capped = (): boolean => {
    line.marketingAt = line.marketingAt.filter((at) => now - at < DAY);
    return line.marketingAt.length >= world.settings.marketingPerPerson;
  };
  if (!insideWindow && ((toPhone && isUnitedStates(person.phone)) || capped())) {
    return {
      code: 131049,
      details: "This message was not delivered to maintain healthy ecosystem engagement.",
    };
  }
  return undefined;
}

/** Meta has delivered no marketing templates to US numbers since April 2025. */
function isUnitedStates(digits: string | undefined): boolean {
  const number = digits?.startsWith("1") === true ? PhoneNumber.fromWaId(digits) : undefined;
  return number !== undefined && countryOf(number) === "US";
}
