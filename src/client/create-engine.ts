import { type Clock, type Logger, redactingLogger, silentLogger, systemClock } from "../core/index.js";
import { checkOptInOffers, createConsentRegistry, createRegisterChecks } from "../consent/index.js";
import { createGraphClient, type GraphClient, type Transport, undiciTransport } from "../graph/index.js";
import {
  createHourlyQuota,
  type HourlyQuota,
  createManagementPace,
  localLimits,
  type ManagementPace,
} from "../limits/index.js";
import { checkPolicy } from "../policy/index.js";
import { createTemplateRegistry } from "../templates/index.js";
import { createAccountWatch } from "./account-watch.js";
import type { Engine } from "./engine.js";
import { createGuardDesk } from "./guards/guard-desk.js";
import { InFlight } from "./guards/in-flight.js";
import { watchedConsent } from "./guards/watched-consent.js";
import { createLedgerRetention } from "./ledger-retention.js";
import { OPT_OUT_PAYLOADS } from "./read-keyword.js";
import { checkOptions, type WaypostOptions } from "./options.js";
import { auditOnce } from "./policy-api.js";
import { pacedGraph } from "./paced-graph.js";
import { throughputReader } from "./read-throughput.js";
import { createSendLimits } from "./send-limits.js";
import { createSettlement } from "./settlement.js";
import { type KnownSecrets, knownSecrets } from "./known-secrets.js";
import { readTemplates } from "./templates-api.js";
import { tracedTransport } from "./traced-transport.js";

/** Meta, template management: as many as one account may create. */
const TEMPLATES_AN_HOUR = 100;

/** The engine of one client, and what only the client itself needs of its making. */
export interface AssembledEngine {
  readonly engine: Engine;
  /** As given, with an access token that is known to the logger. */
  readonly options: WaypostOptions;
  readonly secrets: KnownSecrets;
  readonly transport: Transport;
  /** Graph for management calls, which wait near the end of the quota. */
  readonly managed: GraphClient;
  readonly templateQuota: HourlyQuota;
}

/**
 * Checks the options and puts the parts together.
 *
 * @param isCommand - whether a router of this client takes the text as a command.
 * @throws ValidationError `INVALID_OPTIONS` listing every option that is missing or unusable.
 */
export function createEngine(given: WaypostOptions, isCommand: (text: string) => boolean): AssembledEngine {
  checkOptions(given);
  checkOptInOffers(given.optInOffers ?? []);
  const policy = checkPolicy(given.policy);
  const clock = given.clock ?? systemClock;
  const random = given.random ?? Math.random;
  const secrets = knownSecrets(given);
  const options = { ...given, accessToken: secrets.accessToken };
  const logger = redactingLogger(options.logger ?? silentLogger, secrets.list);
  const namespace = options.namespace ?? "default";
  const { store, businessAccountId } = options;
  const counters = options.counters ?? store.counters;
  const transport = options.transport ?? undiciTransport();
  const pace = createManagementPace(clock);
  const templateQuota = createHourlyQuota(clock, TEMPLATES_AN_HOUR);
  const graph = graphClientOf(options, {
    transport: tracedTransport(transport),
    clock,
    logger,
    pace,
  });
  const engine: Engine = {
    store,
    graph,
    clock,
    random,
    logger,
    namespace,
    businessAccountId,
    business: options.business,
    phoneNumberId: options.phoneNumberId,
    policy: policy.config,
    guards: createGuardDesk({ counters, config: policy.config }),
    requests: new InFlight(policy.config.guards.sending.maxInFlight),
    audited: auditOnce(store, policy, clock),
    account: createAccountWatch({
      store,
      graph,
      businessAccountId,
      clock,
      logger,
      notify: options.onAccount ?? (() => undefined),
    }),
    answerOptOuts: options.answerOptOuts ?? true,
    marketingMessages: options.marketingMessages,
    messagingAccountId: options.messagingAccountId,
    optInOffers: options.optInOffers ?? [],
    keywords: { ...options.keywords, optOutPayloads: OPT_OUT_PAYLOADS },
    keywordScope: options.keywordScope,
    optOutTexts: options.optOutTexts,
    awaitedAnswers: options.awaitedAnswers,
    onKeyword: options.onKeyword,
    registers: options.suppressionRegisters && createRegisterChecks(options.suppressionRegisters, clock),
    consent: watchedConsent(
      createConsentRegistry({ store, clock, random, namespace, businessName: options.business.name }),
      () => engine,
    ),
    templates: createTemplateRegistry({
      store: store.templates,
      businessAccountId,
      clock,
      logger,
      load: (name) => readTemplates(graph, businessAccountId, name),
    }),
    limits: createSendLimits({
      clock,
      backend: options.limits ?? localLimits(),
      messagesPerSecond: typeof options.messagesPerSecond === "number" ? options.messagesPerSecond : 80,
      readThroughput: options.messagesPerSecond === "account" ? throughputReader(graph) : undefined,
      pace,
      templateQuota,
    }),
    retention: createLedgerRetention({
      ledger: store.ledger,
      consent: store.consent,
      counters,
      clock,
      logger,
      retention: options.retention,
    }),
    settlement: createSettlement({ ledger: store.ledger, clock, logger, inDoubt: options.inDoubt }),
    questions: {
      waiters: new Map(),
      handlers: new Map(),
      isCommand,
    },
    notify: options.onSend ?? (() => undefined),
    inFlight: new Map(),
  };
  return { engine, options, secrets, transport, managed: pacedGraph(graph, pace), templateQuota };
}

function graphClientOf(
  options: WaypostOptions,
  {
    pace,
    ...parts
  }: {
    readonly transport: Transport;
    readonly clock: Clock;
    readonly logger: Logger;
    readonly pace: ManagementPace;
  },
): GraphClient {
  const [appSecret] = typeof options.appSecret === "string" ? [options.appSecret] : options.appSecret;
  return createGraphClient({
    ...parts,
    accessToken: options.accessToken,
    apiVersion: options.apiVersion,
    baseUrl: options.baseUrl,
    appSecret: options.appSecretProof === true ? appSecret : undefined,
    timeoutMs: options.timeoutMs,
    random: options.random,
    onUsage: (usage) => {
      pace.learn(usage.highest);
      options.onUsage?.(usage);
    },
  });
}
