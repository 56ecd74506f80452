import type { Clock, Logger, Random } from "../core/index.js";
import type {
  InternalConsentRegistry,
  KeywordOptions,
  KeywordScope,
  OptInOffer,
  OptOutTexts,
  RegisterChecks,
} from "../consent/index.js";
import type { GraphClient } from "../graph/index.js";
import type { Store } from "../ledger/index.js";
import type { PolicyConfig } from "../policy/index.js";
import type { TemplateRegistry } from "../templates/index.js";
import type { GuardDesk } from "./guards/guard-desk.js";
import type { InFlight } from "./guards/in-flight.js";
import type { AwaitedAnswers, KeywordReport } from "./keyword-report.js";
import type { LedgerRetention } from "./ledger-retention.js";
import type { AccountWatch } from "./account-watch.js";
import type { BusinessOptions, MarketingMessagesOptions, SendNotice } from "./options.js";
import type { SendLimits } from "./send-limits.js";
import type { QuestionBook } from "./question-book.js";
import type { Settlement } from "./settlement.js";

/** What the parts of the client share. Built once by `Waypost`; not public. */
export interface Engine {
  readonly store: Store;
  readonly graph: GraphClient;
  readonly consent: InternalConsentRegistry;
  readonly templates: TemplateRegistry;
  readonly limits: SendLimits;
  readonly settlement: Settlement;
  readonly retention: LedgerRetention;
  readonly account: AccountWatch;
  readonly policy: PolicyConfig;
  readonly guards: GuardDesk;
  readonly requests: InFlight;
  /** Resolves once what the configuration loosened is in the audit log; undefined when it is. */
  readonly audited: () => Promise<void> | undefined;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly business: BusinessOptions;
  readonly businessAccountId: string;
  readonly phoneNumberId: string;
  readonly namespace: string;
  readonly answerOptOuts: boolean;
  readonly marketingMessages: MarketingMessagesOptions | undefined;
  readonly messagingAccountId: string | undefined;
  readonly optInOffers: readonly OptInOffer[];
  readonly keywords: KeywordOptions;
  readonly keywordScope: KeywordScope | undefined;
  readonly optOutTexts: Readonly<Record<string, OptOutTexts>> | undefined;
  readonly awaitedAnswers: AwaitedAnswers | undefined;
  readonly onKeyword: ((report: KeywordReport) => void) | undefined;
  readonly registers: RegisterChecks | undefined;
  /** Who waits for answers in this process. */
  readonly questions: QuestionBook;
  readonly notify: (notice: SendNotice) => void;
  /** Sends under way in this process, by idempotency key: the second caller gets the first one's result. */
  readonly inFlight: Map<string, Promise<unknown>>;
}
