import { factsOfError, templateSubject } from "../account/index.js";
import { DAY, HOUR } from "../core/index.js";
import type { SendRecord } from "../ledger/index.js";
import type { Engine } from "./engine.js";

const OVER_THEIR_LIMIT = 131049;
/** G21: so many of a template's marketing sends of an hour may meet people who had enough. */
const SHARE = 0.1;
/** Of a handful, one is more than a tenth. */
const LEAST_SENDS = 20;
const MOST_READ = 1_000;

/** What an error code of Meta tells of the account; see `factsOfError`. */
export async function applyAccountError(
  engine: Engine,
  error: {
    readonly phoneNumberId: string;
    readonly country: string | undefined;
    readonly code: number | undefined;
    readonly at: number;
    readonly template?: SendRecord["template"];
  },
): Promise<void> {
  const { businessAccountId, account } = engine;
  await account.learn(factsOfError({ ...error, businessAccountId }));
  if (error.code === OVER_THEIR_LIMIT && error.template !== undefined)
    await pauseTemplate(engine, error.template, error.at);
}

/** Too many 131049 for one template within an hour: its marketing waits a day (compliance 5.5). */
async function pauseTemplate(
  { businessAccountId, account, store }: Engine,
  template: NonNullable<SendRecord["template"]>,
  at: number,
): Promise<void> {
  const sends = await store.ledger.outcomes({
    template,
    category: "marketing",
    since: at - HOUR,
    limit: MOST_READ,
  });
  const held = sends.filter(({ failureCode }) => failureCode === OVER_THEIR_LIMIT).length;
  if (sends.length < LEAST_SENDS || held <= sends.length * SHARE) return;
  await account.learn([
    {
      businessAccountId,
      topic: "template_marketing",
      subject: templateSubject(template),
      at,
      active: true,
      until: at + DAY,
      detail: { code: OVER_THEIR_LIMIT, held, sends: sends.length },
    },
  ]);
}

/** Meta took a message and holds it while it looks at the template: the template slows down (compliance 5.5). */
export async function noteHeldTemplate(
  { businessAccountId, account, clock }: Engine,
  template: NonNullable<SendRecord["template"]>,
): Promise<void> {
  await account.learn([
    {
      businessAccountId,
      topic: "template_held",
      subject: templateSubject(template),
      at: clock.now(),
      active: true,
    },
  ]);
}

const ARRIVED: readonly string[] = ["delivered", "read"];

/** The first message that arrives after a hold tells that Meta lets the template go on. */
export async function noteArrival(engine: Engine, record: SendRecord): Promise<void> {
  if (record.template === undefined || !ARRIVED.includes(record.status ?? "")) return;
  const { businessAccountId, account, clock } = engine;
  const { templateHeld } = await account.standing(record);
  if (templateHeld === undefined) return;
  const wasHeld = record.messageStatus === "held_for_quality_assessment";
  if (!wasHeld && record.createdAt < templateHeld.since) return;
  await account.learn([
    {
      businessAccountId,
      topic: "template_held",
      subject: templateHeld.subject,
      at: Math.max(clock.now(), templateHeld.since),
      active: false,
    },
  ]);
}
