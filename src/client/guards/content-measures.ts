import { hashKey, type SetReading } from "../../counters/index.js";
import {
  fingerprint,
  hammingDistance,
  readSimHash,
  SIM_HASH_DISTANCE,
  type SimHash,
  simHashText,
} from "../../fingerprints/index.js";
import { DAY, MINUTE } from "../../core/index.js";
import type { GuardReadings } from "../../policy/index.js";
import { type Measure, peopleOf } from "./measure.js";
import type { SendContent } from "./send-content.js";

const SHORT_MS = 10 * MINUTE;

/**
 * G4, G13: who else got this content. Equal after masking, or near to it: the members of a part of the SimHash carry the
 * whole of it, so that the distance is measured and not guessed.
 */
export function contentMeasures(options: {
  readonly scope: "marketing" | "free_form";
  readonly content: SendContent;
  readonly person: string;
  readonly now: number;
  readonly most: number;
}): readonly Measure[] {
  const { scope, content, person, now, most } = options;
  const { masked, sim } = fingerprint(content.text(), content.names);
  const since = [now - SHORT_MS, now - DAY];
  const set = (key: string, member: string) =>
    ({ kind: "set", key: `${scope}:${key}`, member, keepMs: DAY, since, most }) as const;
  const equal: Measure = {
    op: set(hashKey("same", masked), person),
    say: (reading, said) => {
      if (reading.kind === "set") said.content = mergeContent(said.content, both(reading, now));
    },
  };
  if (sim === undefined) return [equal];
  const near = sim.map((part, index): Measure => ({
    op: {
      ...set(`near:${String(index)}:${part.toString(36)}`, `${person}.${simHashText(sim)}`),
      since: [now - DAY],
      list: true,
    },
    say: (reading, said) => {
      if (reading.kind === "set")
        said.content = mergeContent(said.content, nearTo(sim, person, reading, now));
    },
  }));
  return [equal, ...near];
}

type Content = NonNullable<GuardReadings["content"]>;

function both(reading: SetReading, now: number): Content {
  return { last10min: peopleOf(reading, 0, now - SHORT_MS), last24h: peopleOf(reading, 1, now - DAY) };
}

function nearTo(sim: SimHash, person: string, reading: SetReading, now: number): Content {
  const newest = new Map<string, number>();
  for (const { member, at } of reading.members) {
    const [who = "", text = ""] = member.split(".");
    const other = readSimHash(text);
    if (other === undefined || hammingDistance(sim, other) > SIM_HASH_DISTANCE) continue;
    newest.set(who, Math.max(newest.get(who) ?? 0, at));
  }
  const own = Math.max(newest.get(person) ?? 0, reading.knownAt ?? 0);
  newest.delete(person);
  const since = (instant: number): { known: boolean; people: number } => ({
    known: own >= instant,
    people: [...newest.values()].filter((at) => at >= instant).length,
  });
  return { last10min: since(now - SHORT_MS), last24h: since(now - DAY) };
}

/** The parts of one content put together: the most people that any of them saw. */
function mergeContent(a: Content | undefined, b: Content): Content {
  if (a === undefined) return b;
  return {
    last10min: more(a.last10min, b.last10min),
    last24h: more(a.last24h, b.last24h),
  };
}

function more(a: Content["last24h"], b: Content["last24h"]): Content["last24h"] {
  return { ...(a.people >= b.people ? a : b), known: a.known || b.known };
}
