import type { Command } from "./command.js";
import { consentExport } from "./commands/consent-export.js";
import { consentHistory } from "./commands/consent-history.js";
import { consentImport } from "./commands/consent-import.js";
import { consentVerify } from "./commands/consent-verify.js";
import { consentWithdraw } from "./commands/consent-withdraw.js";
import { doctor } from "./commands/doctor.js";
import { explain } from "./commands/explain.js";
import { simulator } from "./commands/simulator.js";
import { templatesDiff } from "./commands/templates/diff.js";
import { templatesLint } from "./commands/templates/lint.js";
import { templatesPull } from "./commands/templates/pull.js";
import { templatesPush } from "./commands/templates/push.js";
import { templatesStatus } from "./commands/templates/status.js";
import { webhookSign, webhookVerify } from "./commands/webhook.js";

/** Every command. None of them sends a message. */
export const COMMANDS: readonly Command[] = [
  templatesPull,
  templatesPush,
  templatesDiff,
  templatesLint,
  templatesStatus,
  explain,
  doctor,
  simulator,
  consentHistory,
  consentWithdraw,
  consentImport,
  consentExport,
  consentVerify,
  webhookSign,
  webhookVerify,
];
