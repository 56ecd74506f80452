import type { Random } from "waypost";

export const PHONE_NUMBER_ID = "106540352242922";
const START = Date.UTC(2026, 5, 1) / 1_000;
/** When the deliveries come: within the day after which an old message begins nothing. */
export const DELIVERED_AT = START * 1_000 + 6 * 3_600_000;

type Json = Readonly<Record<string, unknown>>;

/** One thing that happened at Meta. */
export interface Happening {
  /** Seconds since the epoch. */
  readonly at: number;
  readonly person: string;
  /** Id that a handler sees; undefined for what handlers never see (an opt-out). */
  readonly seen: string | undefined;
  /** Whether it is stored as a consent event. */
  readonly consent: boolean;
  readonly change: Json;
}

/** Texts, opt-outs, WhatsApp's own stop and resume, statuses: `count` things that happened to `people`, in order. */
export function happenings(random: Random, count: number, people: number): readonly Happening[] {
  const doubted = new Set<string>();
  return Array.from({ length: count }, (_unused, index) => {
    const at = START + index * 2 + Math.floor(random() * 5);
    const person = `9198${String(10_000_000 + Math.floor(random() * people))}`;
    const id = `wamid.${String(index)}`;
    const dice = random();
    if (dice < 0.15) return preference(at, person, dice < 0.09 ? "stop" : "resume", index);
    if (dice < 0.35) return status(at, person, id, index);
    if (dice < 0.4) return text(at, person, id, { body: dice < 0.39 ? "STOP" : "stop all", consent: true });
    if (dice < 0.42 && !doubted.has(person)) {
      doubted.add(person);
      return text(at, person, id, { body: "cancel", consent: true });
    }
    return text(at, person, id, { body: `hello ${String(index)}`, consent: false });
  });
}

const metadata = { display_phone_number: "911415550100", phone_number_id: PHONE_NUMBER_ID };

function text(
  at: number,
  person: string,
  id: string,
  { body, consent }: { readonly body: string; readonly consent: boolean },
): Happening {
  const value = {
    messaging_product: "whatsapp",
    metadata,
    // Half of the people are known by a user id, too: the two are linked on the way.
    contacts: [{ wa_id: person, ...(Number(person) % 2 === 0 ? { user_id: `IN.${person}` } : {}) }],
    messages: [{ from: person, id, timestamp: String(at), type: "text", text: { body } }],
  };
  return { at, person, consent, seen: consent ? undefined : id, change: { field: "messages", value } };
}

function status(at: number, person: string, id: string, index: number): Happening {
  const value = {
    messaging_product: "whatsapp",
    metadata,
    statuses: [
      {
        id: `wamid.out.${String(index)}`,
        status: ["sent", "delivered", "read"][index % 3],
        timestamp: String(at),
        recipient_id: person,
      },
    ],
  };
  return { at, person, consent: false, seen: `${id}:status`, change: { field: "messages", value } };
}

function preference(at: number, person: string, value: "stop" | "resume", index: number): Happening {
  const content = {
    messaging_product: "whatsapp",
    metadata,
    contacts: [{ wa_id: person }],
    user_preferences: [
      {
        wa_id: person,
        // Else two in one second would be one event delivered twice.
        detail: `said so ${String(index)}`,
        category: "marketing_messages",
        value,
        timestamp: at,
      },
    ],
  };
  return {
    at,
    person,
    consent: true,
    seen: `${person}:${String(at)}:${value}`,
    change: { field: "user_preferences", value: content },
  };
}

export function shuffled<T>(items: readonly T[], random: Random): T[] {
  const out = [...items];
  for (let i = out.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [out[i], out[j]] = [out[j] as T, out[i] as T];
  }
  return out;
}

/** Deliveries of up to `most` changes. */
export function batches(changes: readonly Json[], random: Random, most: number): readonly string[] {
  const out: string[] = [];
  for (let from = 0; from < changes.length;) {
    const size = 1 + Math.floor(random() * most);
    const some = changes.slice(from, from + size);
    out.push(
      JSON.stringify({
        object: "whatsapp_business_account",
        entry: [{ id: "102290129340398", time: START, changes: some }],
      }),
    );
    from += size;
  }
  return out;
}
