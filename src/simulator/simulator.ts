import type { VirtualClock } from "../core/index.js";
import type { Transport } from "../graph/index.js";
import type { AccountControls } from "./account-controls.js";
import type { ListenOptions, SimulatorServer } from "./adapters/http-server.js";
import type { MswHandlers } from "./adapters/msw-handlers.js";
import type { Duration } from "./duration.js";
import type { SimulatorEvents, SimulatorRequestLog } from "./events.js";
import type { Faults } from "./faults.js";
import type { SimulatorRequest, SimulatorResponse } from "./http.js";
import type { SimulatedUserInput } from "./people/directory.js";
import type { SimulatedUser } from "./people/simulated-user.js";
import type { DuplicateSend, SentMessage } from "./sent-message.js";
import type { TemplateControls } from "./templates/template-controls.js";
import type { WebhookControls } from "./webhooks/webhook-outbox.js";
import type { WebhookTarget } from "./webhooks/webhook-target.js";

/** What `new Waypost({ ...sim.credentials, ... })` needs. */
export interface SimulatorCredentials {
  readonly accessToken: string;
  readonly phoneNumberId: string;
  readonly businessAccountId: string;
  readonly appSecret: string;
  readonly verifyToken: string;
}

/**
 * The Cloud API as a state machine with a clock of its own: numbers, templates, people with phones, webhooks. Time moves
 * with `advance` only.
 */
export interface Simulator {
  readonly credentials: SimulatorCredentials;
  /** The virtual clock, for the code under test. Its `advance` is the simulator's. */
  readonly clock: VirtualClock;
  /** Virtual now, milliseconds since the epoch. */
  readonly now: number;

  /**
   * Moves time on. What falls due happens in order of time, and each webhook is awaited until the target is idle or
   * sleeps on the virtual clock itself.
   *
   * @throws ValidationError `INVALID_OPTIONS` for a duration that cannot be read, or while time is being moved already.
   */
  advance(duration: Duration): Promise<void>;
  /**
   * Lets virtual time follow the wall clock, for a server that people try by hand. Returns how to stop.
   *
   * @param options - `speed`: virtual seconds per second, default 1. `onError`: called with what a move of time threw.
   */
  followWallClock(options?: {
    readonly speed?: number | undefined;
    readonly onError?: ((error: unknown) => void) | undefined;
  }): () => void;

  /**
   * One Graph request, free of any HTTP library.
   *
   * @throws TransportError when a fault was ordered that leaves no answer.
   */
  handle(request: SimulatorRequest): Promise<SimulatorResponse>;
  /** A transport for `new Waypost({ transport })`: no interception, no network. */
  transport(): Transport;
  /**
   * Handlers for msw: `setupServer(...sim.handlers)`. msw sees global `fetch` only, so use `fetchTransport()` with them.
   *
   * @throws ValidationError `INVALID_OPTIONS` when msw is not installed.
   */
  readonly handlers: MswHandlers;
  /** Serves Graph over HTTP, on the loopback interface unless told otherwise. */
  listen(options?: ListenOptions): Promise<SimulatorServer>;

  /**
   * Sends webhooks there from now on, after Meta's handshake.
   *
   * @throws ValidationError `INVALID_WEBHOOK` when the handshake fails.
   */
  deliverTo(target: WebhookTarget): Promise<void>;
  readonly webhooks: WebhookControls;

  /**
   * The person with this number or user id, introduced if need be, and then on WhatsApp. `to` names the business number
   * that they write to, when the account has several.
   */
  user(
    input: string | SimulatedUserInput,
    facts?: Omit<SimulatedUserInput, "phone"> & { readonly to?: string | undefined },
  ): SimulatedUser;
  readonly templates: TemplateControls;
  readonly account: AccountControls;
  readonly faults: Faults;
  /** The access token stops working (190, subcode 463). */
  expireToken(): void;
  /** A new access token, which replaces the old one; `credentials` shows it from now on. */
  issueToken(): string;

  /** Every Graph request, oldest first. */
  readonly requests: readonly SimulatorRequestLog[];
  /** Every message that was accepted, oldest first. */
  readonly sent: readonly SentMessage[];
  /** Messages that were accepted more than once with the same `biz_opaque_callback_data`. */
  duplicates(): readonly DuplicateSend[];
  /** Live transcript. Returns how to stop listening. */
  on<Name extends keyof SimulatorEvents>(
    name: Name,
    listener: (event: SimulatorEvents[Name]) => void,
  ): () => void;
}
