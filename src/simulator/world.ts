import type { Random } from "../core/index.js";
import type { AccountState } from "./account.js";
import type { AppSecretProofs } from "./app-secret-proofs.js";
import type { Emitter } from "./emitter.js";
import type { SimulatorEvents, SimulatorRequestLog } from "./events.js";
import type { FaultBox } from "./faults.js";
import type { Ids } from "./ids.js";
import type { MediaShelf } from "./media.js";
import type { BusinessNumber } from "./numbers.js";
import type { Settings } from "./options.js";
import type { Directory } from "./people/directory.js";
import type { ManagementQuota, MessagingLimit } from "./rate-limits.js";
import type { SentRecord } from "./sent-message.js";
import type { SimulatedFlow } from "./simulated-flow.js";
import type { TemplateShelf } from "./templates/shelf.js";
import type { Timeline } from "./timeline.js";
import type { UploadSession } from "./upload-session.js";
import type { Outbox } from "./webhooks/webhook-outbox.js";

/** Everything Meta knows. Built once by `createSimulator`; the endpoints and the people act on it. */
export interface World {
  readonly settings: Settings;
  readonly timeline: Timeline;
  readonly ids: Ids;
  readonly random: Random;
  readonly account: AccountState;
  readonly proofs: AppSecretProofs;
  readonly numbers: Map<string, BusinessNumber>;
  readonly people: Directory;
  readonly shelf: TemplateShelf;
  readonly media: MediaShelf;
  /** Resumable uploads by the name in their path. */
  readonly uploads: Map<string, UploadSession>;
  readonly flows: Map<string, SimulatedFlow>;
  readonly sent: SentRecord[];
  /** Every accepted message by its id, for as long as the log keeps it. */
  readonly sentById: Map<string, SentRecord>;
  /** Messages that people wrote, by id: what the business can do with them. */
  readonly inboundIds: Map<string, { readonly markRead: () => void }>;
  readonly requests: SimulatorRequestLog[];
  readonly messagingLimit: MessagingLimit;
  readonly managementQuota: ManagementQuota;
  readonly faults: FaultBox;
  readonly outbox: Outbox;
  readonly events: Emitter<SimulatorEvents>;
}
