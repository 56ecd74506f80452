import type { HttpHandler } from "msw";
import { seededRandom, virtualClock, type VirtualClock } from "../core/index.js";
import { parsePhoneNumber } from "../core/recipients.js";
import type { Transport } from "../graph/index.js";
import { createDelivery, type StatusNotice } from "./delivery.js";
import { type Duration, milliseconds } from "./duration.js";
import { Faults } from "./faults.js";
import { listen, type SimulatorServer } from "./listen.js";
import { mswHandlers } from "./msw-handlers.js";
import { createRouter } from "./router.js";
import { createSimulatedTemplates, type SimulatedTemplates } from "./simulated-templates.js";
import { SimulatedUser } from "./simulated-user.js";
import {
  type AcceptedMessage,
  type LoggedRequest,
  personOf,
  type SimulatedNumber,
  type SimulatorState,
} from "./simulator-state.js";
import { simulatorTransport } from "./simulator-transport.js";
import { Timeline } from "./timeline.js";
import { createWebhookOutbox, type WebhookOutbox, type WebhookTarget } from "./webhook-outbox.js";

export interface SimulatorOptions {
  /** Where virtual time starts. Default 2026-01-05T09:00:00Z. */
  readonly startAt?: Date | number | undefined;
  /** The same seed gives the same ids. */
  readonly seed?: number | undefined;
  readonly accessToken?: string | undefined;
  readonly appSecret?: string | undefined;
  readonly verifyToken?: string | undefined;
  readonly businessAccountId?: string | undefined;
  /** The first is the default sender. */
  readonly phoneNumbers?:
    | readonly {
        readonly id: string;
        readonly displayPhoneNumber: string;
        readonly verifiedName?: string;
        readonly throughput?: number;
      }[]
    | undefined;
  /** Virtual time that Meta's review of a template takes. Default 60 s. */
  readonly review?: Duration | undefined;
}

/** What `new Waypost({ ...sim.credentials, ... })` needs. */
export interface SimulatorCredentials {
  readonly accessToken: string;
  readonly phoneNumberId: string;
  readonly businessAccountId: string;
  readonly appSecret: string;
  readonly verifyToken: string;
}

export interface SimulatorEvents {
  readonly message: AcceptedMessage;
  readonly status: StatusNotice;
  readonly request: LoggedRequest;
}

/** A believable Cloud API with a virtual clock: numbers, templates, people with phones, windows, limits, webhooks. */
export interface Simulator {
  readonly credentials: SimulatorCredentials;
  readonly clock: VirtualClock;
  /** Virtual time, milliseconds since the epoch. */
  readonly now: number;
  /** In the place of the network: `new Waypost({ transport: sim.transport() })`. */
  transport(): Transport;
  /** For msw: `setupServer(...sim.handlers)`; the client then needs `fetchTransport()`, because msw cannot see undici. */
  readonly handlers: HttpHandler[];
  /** As an HTTP server on 127.0.0.1. Port 0 takes a free one. */
  listen(options?: { readonly port?: number | undefined }): Promise<SimulatorServer>;
  /** The person with this number; made when first asked for. `to` picks one of several business numbers. */
  user(
    phone: string,
    options?: { readonly name?: string | undefined; readonly to?: string | undefined },
  ): SimulatedUser;
  /** Sends webhooks there from now on, after the handshake. */
  deliverTo(target: WebhookTarget): Promise<void>;
  /** Moves time on; what is due happens in order, and each webhook is handled before the next. */
  advance(duration: Duration): Promise<void>;
  readonly templates: SimulatedTemplates;
  readonly faults: Faults;
  readonly webhooks: Pick<WebhookOutbox, "log" | "pause" | "resume" | "repeat">;
  /** Every Graph request so far. */
  readonly requests: readonly LoggedRequest[];
  /** Every message that was accepted. */
  readonly sent: readonly AcceptedMessage[];
  /** Messages accepted more than once with the same callback data: what must never happen. */
  duplicates(): readonly AcceptedMessage[];
  /** From now on the token is answered with 190. */
  expireToken(): void;
  on<Name extends keyof SimulatorEvents>(name: Name, listener: (event: SimulatorEvents[Name]) => void): void;
}

const DEFAULT_NUMBER = {
  id: "106540352242922",
  displayPhoneNumber: "+91 141 555 0100",
  verifiedName: "Simulated Shop",
};

/** @throws ValidationError for a phone number or a duration that is none. */
export function createSimulator(options: SimulatorOptions = {}): Simulator {
  const state = createState(options);
  const [number] = state.numbers.values();
  const credentials: SimulatorCredentials = {
    accessToken: state.accessToken,
    phoneNumberId: number?.id ?? "",
    businessAccountId: state.businessAccountId,
    appSecret: options.appSecret ?? "simulated-app-secret",
    verifyToken: options.verifyToken ?? "simulated-verify-token",
  };
  const outbox = createWebhookOutbox(state, credentials);
  const listeners = new Map<keyof SimulatorEvents, ((event: never) => void)[]>();
  const emit = <Name extends keyof SimulatorEvents>(name: Name, event: SimulatorEvents[Name]): void => {
    for (const listener of listeners.get(name) ?? []) listener(event as never);
  };
  const delivery = createDelivery(state, outbox, (status) => {
    emit("status", status);
  });
  const faults = new Faults();
  const router = createRouter(state, {
    delivery,
    outbox,
    faults,
    onRequest: (request) => {
      emit("request", request);
    },
    onAccepted: (message) => {
      emit("message", message);
    },
  });
  let handlers: HttpHandler[] | undefined;

  return {
    credentials,
    clock: state.clock,
    get now() {
      return state.clock.now();
    },
    transport: () => simulatorTransport(router),
    get handlers() {
      handlers ??= mswHandlers(router);
      return handlers;
    },
    listen: ({ port = 0 } = {}) => listen(router, port),
    user: (phone, { name, to } = {}) => {
      const person = personOf(state, parsePhoneNumber(phone).revealWaId());
      if (name !== undefined) person.name = name;
      const business = state.numbers.get(to ?? credentials.phoneNumberId);
      if (business === undefined) throw new TypeError(`The simulator has no business number ${String(to)}.`);
      return new SimulatedUser({ state, outbox, delivery, person, number: business });
    },
    deliverTo: (target) => outbox.connect(target),
    advance: (duration) => advance(state, outbox, milliseconds(duration)),
    templates: createSimulatedTemplates(state, outbox),
    faults,
    webhooks: outbox,
    requests: state.requests,
    sent: state.sent,
    duplicates: () => {
      const seen = new Set<string>();
      return state.sent.filter(
        ({ callbackData }) =>
          callbackData !== undefined && (seen.has(callbackData) || !seen.add(callbackData)),
      );
    },
    expireToken: () => {
      state.accessToken = "";
    },
    on: (name, listener) => {
      listeners.set(name, [...(listeners.get(name) ?? []), listener]);
    },
  };
}

function createState(options: SimulatorOptions): SimulatorState {
  const numbers = (options.phoneNumbers ?? [DEFAULT_NUMBER]).map((number): [string, SimulatedNumber] => [
    number.id,
    {
      id: number.id,
      waId: number.displayPhoneNumber.replace(/\D/g, ""),
      displayPhoneNumber: number.displayPhoneNumber,
      verifiedName: number.verifiedName ?? "Simulated Shop",
      throughput: ("throughput" in number ? number.throughput : undefined) ?? 80,
      recent: [],
    },
  ]);
  return {
    clock: virtualClock(options.startAt),
    random: seededRandom(options.seed ?? 1),
    timeline: new Timeline(),
    businessAccountId: options.businessAccountId ?? "102290129340398",
    accessToken: options.accessToken ?? "simulated-access-token",
    numbers: new Map(numbers),
    templates: [],
    people: new Map(),
    byUserId: new Map(),
    sent: [],
    requests: [],
    reviewMs: milliseconds(options.review ?? "60s"),
    nextId: 1,
  };
}

/** Steps from one due thing to the next, whether it is the simulator's or somebody's who sleeps on the clock. */
async function advance(state: SimulatorState, outbox: WebhookOutbox, ms: number): Promise<void> {
  const { clock, timeline } = state;
  const until = clock.now() + ms;
  for (;;) {
    const next = Math.min(
      timeline.nextAt ?? Number.POSITIVE_INFINITY,
      clock.nextDue ?? Number.POSITIVE_INFINITY,
    );
    if (next > until) break;
    const woke = clock.nextDue !== undefined && clock.nextDue <= next;
    if (woke || next > clock.now()) await clock.advance(Math.max(0, next - clock.now()));
    if (woke) await outbox.quiet();
    for (let run = timeline.take(clock.now()); run !== undefined; run = timeline.take(clock.now()))
      await run();
  }
  await clock.advance(until - clock.now());
}
