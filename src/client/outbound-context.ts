import { advertisedWords, ownableWords } from "../consent/index.js";
import { DAY, HOUR, type PersonKey } from "../core/index.js";
import type { SendRecord, SendState } from "../ledger/index.js";
import type { TemplateComponentRecord } from "../templates/index.js";
import type { Engine } from "./engine.js";

/** What was sent to a person before they wrote: it decides what an ordinary word of theirs means. */
export interface OutboundContext {
  /** The last message that left. */
  readonly last?: SendRecord | undefined;
  /** Answers that it listed: they are its own, not opt-outs. */
  readonly ownedWords: readonly string[];
  /** The way out that the last marketing message named. */
  readonly advertisedWords: readonly string[];
  /** The last message confirmed an opt-out: `resume` and its like answer it. */
  readonly confirmedOptOut: boolean;
  /** Language of the last template, as Meta writes it. */
  readonly language?: string | undefined;
}

const LEFT: readonly SendState[] = ["dispatching", "accepted", "in_doubt"];
/** How far back: refused and held sends stand in the list, too. */
const LOOKED_AT = 20;
/** Longer texts are no keywords, so nothing needs to be looked up for them. In code units. */
const LONGEST_WORD = 240;
const PROMPT_LASTS_MS = HOUR;
const TEMPLATE_PROMPT_LASTS_MS = 7 * DAY;
const ADVERTISED_MS = 30 * DAY;
/** Begins the idempotency key of each confirmation of an opt-out. */
export const CONFIRMATION_KEY = "opt-out-confirmation";

/**
 * Reads from the ledger and the stored templates what went to a person before they wrote `text` at `at`. An ordinary word
 * right after our buttons or list answers them for an hour; a template owns the words that it names for seven days; what
 * the last marketing message of 30 days named as the way out is one. Source: compliance 4.1, 4.3 steps 10 and 11.
 */
export async function outboundContext(
  engine: Engine,
  facts: { readonly person: PersonKey; readonly text: string; readonly at: number },
): Promise<OutboundContext> {
  const { person, text, at } = facts;
  const records = await engine.store.ledger.list({ person, limit: LOOKED_AT });
  const sends = records.filter(({ state }) => LEFT.includes(state));
  const [last] = sends;
  const confirmedOptOut = last !== undefined && isConfirmation(last);
  const nothing: OutboundContext = { last, ownedWords: [], advertisedWords: [], confirmedOptOut };
  if (last === undefined || text.length > LONGEST_WORD) return nothing;
  const marketing = sends.find(({ category }) => category === "marketing");
  const lastTemplate = sends.find(({ template }) => template !== undefined)?.template;
  const age = at - last.createdAt;
  const prompts = last.category !== "marketing" && age < TEMPLATE_PROMPT_LASTS_MS;
  const advertises = marketing !== undefined && at - marketing.createdAt < ADVERTISED_MS;
  return {
    ...nothing,
    ownedWords: [
      ...(last.kind === "interactive" && age < PROMPT_LASTS_MS ? [text] : []),
      ...(prompts ? (await textsOf(engine, last)).flatMap((one) => ownableWords(one, engine.keywords)) : []),
    ],
    advertisedWords: advertises
      ? (await textsOf(engine, marketing)).flatMap((one) => advertisedWords(one, engine.keywords))
      : [],
    language: lastTemplate?.language,
  };
}

function isConfirmation({ idempotencyKey }: SendRecord): boolean {
  return idempotencyKey.includes(CONFIRMATION_KEY);
}

/** Confirmations of the last 24 hours before `at`, newest first. */
export async function recentConfirmations(
  engine: Engine,
  person: PersonKey,
  at: number,
): Promise<readonly SendRecord[]> {
  const records = await engine.store.ledger.list({ person, limit: LOOKED_AT });
  return records.filter(
    (record) => LEFT.includes(record.state) && isConfirmation(record) && at - record.createdAt < DAY,
  );
}

/** Texts of the template that was sent: body, footer, titles of its buttons (quoted: a title is an answer as it stands). */
async function textsOf(engine: Engine, { template }: SendRecord): Promise<readonly string[]> {
  if (template === undefined) return [];
  const { name, language } = template;
  const record = await engine.store.templates.get(engine.businessAccountId, name, language);
  return (record?.components ?? []).flatMap((component) => [
    ...(typeof component.text === "string" ? [component.text] : []),
    ...buttonTitles(component).map((title) => `"${title}"`),
  ]);
}

function buttonTitles({ buttons }: TemplateComponentRecord): readonly string[] {
  if (!Array.isArray(buttons)) return [];
  return buttons.flatMap((button: unknown) => {
    const { type, text } = (button ?? {}) as { readonly type?: unknown; readonly text?: unknown };
    return type === "QUICK_REPLY" && typeof text === "string" ? [text] : [];
  });
}
