import { seededRandom } from "../core/index.js";
import { createAccountControls } from "./account-controls.js";
import { createAccount } from "./account.js";
import { listen } from "./adapters/http-server.js";
import { mswHandlers } from "./adapters/msw-handlers.js";
import { answerOrThrow } from "./adapters/network-failure.js";
import { simulatorTransport } from "./adapters/simulator-transport.js";
import { createAppSecretProofs } from "./app-secret-proofs.js";
import { parseDuration } from "./duration.js";
import { createEmitter } from "./emitter.js";
import type { SimulatorEvents } from "./events.js";
import { exchange } from "./exchange.js";
import { createFaults } from "./faults.js";
import { followWallClock } from "./follow-wall-clock.js";
import { createIds } from "./ids.js";
import { businessNumber } from "./numbers.js";
import { type Settings, settingsOf, type SimulatorOptions } from "./options.js";
import { createDirectory } from "./people/directory.js";
import { simulatedUser } from "./people/user.js";
import { createManagementQuota, createMessagingLimit } from "./rate-limits.js";
import { duplicatesIn } from "./sent-message.js";
import type { Simulator } from "./simulator.js";
import { createShelf } from "./templates/shelf.js";
import { createTemplateControls } from "./templates/template-controls.js";
import { createTimeline } from "./timeline.js";
import { createOutbox } from "./webhooks/webhook-outbox.js";
import { handshake, receiverOf } from "./webhooks/webhook-target.js";
import type { World } from "./world.js";

/**
 * A simulated Cloud API account.
 *
 * @throws ValidationError `INVALID_OPTIONS`.
 *
 * @example
 * ```ts
 * const sim = createSimulator();
 * const waypost = new Waypost({ ...sim.credentials, store: memoryStore(), transport: sim.transport(), clock: sim.clock });
 * await sim.deliverTo(waypost.webhooks);
 * const asha = sim.user("+919812345678");
 * await asha.sendText("Hello");        // signed webhook in, handlers run
 * await sim.advance("2s");             // statuses: sent, delivered
 * asha.lastReceived?.text;             // what her phone shows
 * ```
 */
export function createSimulator(options: SimulatorOptions = {}): Simulator {
  const settings = settingsOf(options);
  const world = createWorld(settings);
  const { account, timeline, outbox, faults, events } = world;
  const [defaultNumber] = settings.phoneNumbers;
  let handlers: Simulator["handlers"] | undefined;

  return {
    credentials: {
      get accessToken() {
        return account.accessToken;
      },
      phoneNumberId: defaultNumber?.id ?? "",
      businessAccountId: settings.businessAccountId,
      appSecret: settings.appSecret,
      verifyToken: settings.verifyToken,
    },
    clock: timeline.clock,
    get now() {
      return timeline.now();
    },
    advance: async (duration) => timeline.advance(parseDuration(duration)),
    followWallClock: (follow) => followWallClock(timeline, follow),
    handle: async (request) => answerOrThrow(await exchange(world, request)),
    transport: () => simulatorTransport(world),
    get handlers() {
      handlers ??= mswHandlers(world);
      return handlers;
    },
    listen: (where) => listen(world, where),
    deliverTo: async (target) => {
      const receiver = receiverOf(target);
      await handshake(receiver, settings.verifyToken, world.ids.text(16));
      outbox.receiver = receiver;
    },
    webhooks: outbox,
    user: (input, { to, ...facts } = {}) => simulatedUser(world, world.people.introduce(input, facts), to),
    templates: createTemplateControls(world),
    account: createAccountControls(world),
    faults,
    expireToken: () => {
      account.tokenExpired = true;
    },
    issueToken: () => {
      account.accessToken = `EAA${world.ids.text(40)}`;
      account.tokenExpired = false;
      return account.accessToken;
    },
    requests: world.requests,
    sent: world.sent,
    duplicates: () => duplicatesIn(world.sent),
    on: (name, listener) => events.on(name, listener),
  };
}

function createWorld(settings: Settings): World {
  const random = seededRandom(settings.seed);
  const ids = createIds(random);
  const events = createEmitter<SimulatorEvents>();
  // The outbox needs the time, and the end of each instant needs the outbox.
  const timeline = createTimeline(settings.startAt, () => outbox.flush());
  const outbox = createOutbox({
    timeline,
    random,
    ids,
    appSecret: settings.appSecret,
    businessAccountId: settings.businessAccountId,
    keepLog: settings.keepLog,
    onPost: (entry) => {
      events.emit("webhook", entry);
    },
  });
  return {
    settings,
    timeline,
    ids,
    random,
    account: createAccount(settings.accessToken),
    proofs: createAppSecretProofs(settings.appSecret),
    numbers: new Map(settings.phoneNumbers.map((options) => [options.id, businessNumber(options)])),
    people: createDirectory(ids, settings.strangersOnWhatsApp),
    shelf: createShelf(),
    media: new Map(),
    uploads: new Map(),
    flows: new Map(),
    sent: [],
    sentById: new Map(),
    inboundIds: new Map(),
    requests: [],
    messagingLimit: createMessagingLimit(settings.messagingLimit),
    managementQuota: createManagementQuota(settings.managementCallsPerHour),
    faults: createFaults(),
    outbox,
    events,
  };
}
