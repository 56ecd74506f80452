import { DAY } from "../../core/index.js";
import { type CounterOp, type CounterReading, type CounterStore, hashKey } from "../../counters/index.js";
import type { GuardReadings, PolicyConfig } from "../../policy/index.js";
import { contentMeasures } from "./content-measures.js";
import type { GuardSubject } from "./guard-subject.js";
import { KEYS } from "./keys.js";
import { GIVEN_BACK, type Measure, nothingSaid } from "./measure.js";
import { templateMeasures } from "./measures-of.js";

/** The places that a send holds in the counters, and what the guards read when it took them. */
export interface Reservation {
  readonly subject: GuardSubject;
  readonly readings: GuardReadings;
  /** Gives the places back: the send did not go out. */
  readonly release: () => Promise<void>;
}

export interface ReservationOptions {
  readonly counters: CounterStore;
  readonly config: PolicyConfig;
  /** Only look: nothing is taken. */
  readonly look: boolean;
}

/**
 * Takes the places of a send: one round trip for a template, one for the first reply to what a person wrote, and a second
 * for whatever else goes into their window, because only that is compared with what others got.
 */
export function reserve(subject: GuardSubject, options: ReservationOptions): Promise<Reservation> {
  return subject.category === undefined
    ? reserveFreeForm(subject, options)
    : take(subject, templateMeasures(subject, options.config), options);
}

async function reserveFreeForm(subject: GuardSubject, options: ReservationOptions): Promise<Reservation> {
  const { guards } = options.config;
  const { content, lastInbound, now } = subject;
  if (content === undefined) return nothing(subject);
  const first =
    lastInbound === undefined
      ? undefined
      : await take(
          subject,
          [unansweredMeasure(subject, lastInbound.messageId, guards.freeForm.maxUnanswered)],
          options,
        );
  const isFirstReply =
    first?.readings.unanswered === 0 &&
    lastInbound !== undefined &&
    now - lastInbound.at <= guards.freeForm.firstReplyWithinMs;
  if (first !== undefined && isFirstReply) return first;
  const same = await take(
    subject,
    contentMeasures({
      scope: "free_form",
      content,
      person: subject.person,
      now,
      most: guards.freeForm.maxSameContentPer24h + 1,
    }),
    options,
  );
  return {
    subject,
    readings: { ...same.readings, unanswered: first?.readings.unanswered },
    release: async () => {
      await first?.release();
      await same.release();
    },
  };
}

/** Messages since the person last wrote: those that answer, or follow, the same message of theirs. */
function unansweredMeasure(
  { phoneNumberId, person }: GuardSubject,
  inboundMessageId: string,
  limit: number,
): Measure {
  const value = hashKey(inboundMessageId).slice(0, 8);
  return {
    op: {
      kind: "ring",
      key: KEYS.unanswered(phoneNumberId, person),
      value,
      keep: limit + GIVEN_BACK,
      keepMs: DAY,
      read: limit,
    },
    say: (reading, said) => {
      if (reading.kind === "ring")
        said.unanswered = reading.entries.filter((entry) => entry.value === value).length;
    },
  };
}

async function take(
  subject: GuardSubject,
  measures: readonly Measure[],
  { counters, look }: ReservationOptions,
): Promise<Reservation> {
  if (measures.length === 0) return nothing(subject);
  const ops = measures.map(({ op }) => op);
  const readings = look ? await counters.peek(ops, subject.now) : await counters.take(ops, subject.now);
  return {
    subject,
    readings: readingsOf(measures, readings),
    release: look ? noPlaces : () => giveBack(counters, ops, readings, subject.now),
  };
}

async function giveBack(
  counters: CounterStore,
  ops: readonly CounterOp[],
  readings: readonly CounterReading[],
  at: number,
): Promise<void> {
  const places = ops
    .map((op, index) => ({ op, reading: readings[index] }))
    .filter(({ op }) => takesPlace(op));
  await counters.release(
    places.map(({ op }) => op),
    places.map(({ reading }) => reading).filter((reading) => reading !== undefined),
    at,
  );
}

function takesPlace(op: CounterOp): boolean {
  return op.kind === "set" || (op.kind === "ring" && op.value !== undefined);
}

function readingsOf(measures: readonly Measure[], readings: readonly CounterReading[]): GuardReadings {
  const said = nothingSaid();
  for (let index = 0; index < measures.length; index++) {
    const reading = readings[index];
    if (reading !== undefined) measures[index]?.say(reading, said);
  }
  return said;
}

function nothing(subject: GuardSubject): Reservation {
  return { subject, readings: {}, release: noPlaces };
}

async function noPlaces(): Promise<void> {
  // It took none.
}
