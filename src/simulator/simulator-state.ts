import type { Random, VirtualClock } from "../core/index.js";
import type { TemplateComponentRecord } from "../templates/index.js";
import type { Timeline } from "./timeline.js";

export interface SimulatedNumber {
  readonly id: string;
  /** Digits without `+`. */
  readonly waId: string;
  readonly displayPhoneNumber: string;
  readonly verifiedName: string;
  /** Messages per second, measured on the process clock. */
  readonly throughput: number;
  /** Process-clock times of the last second's messages. */
  readonly recent: number[];
}

export interface SimulatedTemplate {
  readonly id: string;
  readonly name: string;
  readonly language: string;
  category: string;
  status: string;
  quality: string;
  readonly parameterFormat: "NAMED" | "POSITIONAL";
  components: readonly TemplateComponentRecord[];
  rejectedReason?: string | undefined;
}

/** A message as a person sees it on the phone. */
export interface PhoneMessage {
  readonly id: string;
  readonly direction: "in" | "out";
  readonly at: number;
  /** `text`, `image`, `interactive`, `template`, ... */
  readonly kind: string;
  readonly text: string;
  readonly header?: string | undefined;
  readonly footer?: string | undefined;
  readonly buttons: readonly {
    readonly id: string;
    readonly title: string;
    readonly kind: "reply" | "quick_reply" | "other";
  }[];
  readonly rows: readonly {
    readonly id: string;
    readonly title: string;
    readonly description?: string | undefined;
  }[];
  readonly phoneNumberId: string;
}

export interface PersonState {
  readonly waId: string;
  readonly userId: string;
  name: string;
  onWhatsApp: boolean;
  online: boolean;
  readonly stoppedMarketing: Set<string>;
  /** Per business number: when the person last wrote, virtual time. */
  readonly lastInbound: Map<string, number>;
  /** Per business number: GCRA arrival time of the pair limit. */
  readonly pair: Map<string, number>;
  readonly messages: PhoneMessage[];
  /** Deliveries that wait for the phone to come online. */
  readonly waiting: (() => void)[];
}

/** A message that Meta accepted. */
export interface AcceptedMessage {
  readonly id: string;
  /** Digits of the recipient. */
  readonly to: string;
  readonly type: string;
  readonly template?: string | undefined;
  readonly callbackData?: string | undefined;
  readonly at: number;
}

/** One Graph request as the simulator saw it. The token is not kept. */
export interface LoggedRequest {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly status: number;
  readonly at: number;
}

/** Everything the simulated Meta knows. */
export interface SimulatorState {
  readonly clock: VirtualClock;
  readonly random: Random;
  readonly timeline: Timeline;
  readonly businessAccountId: string;
  accessToken: string;
  readonly numbers: ReadonlyMap<string, SimulatedNumber>;
  readonly templates: SimulatedTemplate[];
  readonly people: Map<string, PersonState>;
  readonly byUserId: Map<string, PersonState>;
  readonly sent: AcceptedMessage[];
  readonly requests: LoggedRequest[];
  /** Virtual delay until a submitted template is reviewed. */
  readonly reviewMs: number;
  nextId: number;
}

/** A new id of Meta's kind: opaque, unique, the same for the same seed. */
export function nextMessageId(state: SimulatorState): string {
  const counter = String(state.nextId++).padStart(10, "0");
  return `wamid.HBgM${Buffer.from(`sim${counter}`).toString("base64")}`;
}

export function nextObjectId(state: SimulatorState): string {
  return String(1_000_000_000_000 + state.nextId++);
}

export function traceId(state: SimulatorState): string {
  return `A${Math.floor(state.random() * 2 ** 48).toString(36)}${Math.floor(state.random() * 2 ** 48).toString(36)}`;
}

export function personOf(state: SimulatorState, waId: string): PersonState {
  let person = state.people.get(waId);
  if (person === undefined) {
    person = {
      waId,
      userId: `IN.sim${waId.slice(-12)}`,
      name: "Someone",
      onWhatsApp: true,
      online: true,
      stoppedMarketing: new Set(),
      lastInbound: new Map(),
      pair: new Map(),
      messages: [],
      waiting: [],
    };
    state.people.set(waId, person);
    state.byUserId.set(person.userId, person);
  }
  return person;
}
