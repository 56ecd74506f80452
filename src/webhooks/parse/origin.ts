import { contentHash, fields, instant, type Json, record, records, text } from "./read.js";

/** Where an item stood in the delivery, and what stood around it: nothing of that is lost when the item is stored. */
export class Origin {
  readonly businessAccountId: string;
  readonly entryAt: number | undefined;
  readonly field: string;
  /** The change's value, or an empty object. */
  readonly value: Json;
  readonly phoneNumberId: string | undefined;
  #contacts: ContactBook | undefined;

  readonly #body: Json;
  readonly #entry: Json;
  readonly #change: Json;
  readonly #wrap: ((value: unknown) => unknown) | undefined;

  constructor(body: Json, entry: Json, change: Json, wrap?: (value: unknown) => unknown) {
    this.#body = body;
    this.#entry = entry;
    this.#change = change;
    this.#wrap = wrap;
    this.businessAccountId = text(entry.id) ?? "";
    this.entryAt = instant(entry.time);
    this.field = text(change.field) ?? "";
    this.value = fields(change.value);
    this.phoneNumberId = text(record(this.value.metadata)?.phone_number_id);
  }

  /** The people whom the change names beside its items. */
  get contacts(): ContactBook {
    return (this.#contacts ??= new ContactBook(this.value.contacts));
  }

  /** When an item says that it happened, or else when Meta sent it. */
  at(raw: Json): number {
    return instant(raw.timestamp) ?? this.entryAt ?? 0;
  }

  /** Key of what has no id of its own, by what it says. */
  key(kind: string, raw: unknown): string {
    return this.keyOf(kind, contentHash(raw));
  }

  /** Key of what has an id of its own at its number. */
  keyOf(kind: string, id: string): string {
    return `${kind}:${this.phoneNumberId ?? ""}:${id}`;
  }

  /** Key of a change of the account. */
  entryKey(value: unknown): string {
    return `${this.field}:${this.businessAccountId}:${String(this.entryAt ?? 0)}:${contentHash(value)}`;
  }

  /** The lane of what belongs to nobody: in order within its field. */
  get lane(): string {
    return `field:${this.field}`;
  }

  /** The same place, for a part of its value; `wrap` puts the part back where it stood. */
  part(value: Json, wrap?: (part: unknown) => unknown): Origin {
    return new Origin(this.#body, this.#entry, { ...this.#change, value }, wrap);
  }

  /** A delivery like the one it came in, with `value` as its only change. */
  delivery(value: unknown): Json {
    return this.deliveryOf({ ...this.#change, value: this.#wrap === undefined ? value : this.#wrap(value) });
  }

  deliveryOf(change: unknown): Json {
    return { ...this.#body, entry: [{ ...this.#entry, changes: [change] }] };
  }
}

/** Contacts are matched by user id, then by number, never by position: one delivery may carry a thousand. */
export class ContactBook {
  readonly #raw: unknown;
  readonly #all: readonly Json[];
  #index: Map<string, Json> | undefined;

  constructor(raw: unknown) {
    this.#raw = raw;
    this.#all = records(raw);
  }

  /** The only one there is. */
  get only(): Json | undefined {
    return this.#all.length === 1 ? this.#all[0] : undefined;
  }

  find(userId: string | undefined, waId: string | undefined): Json | undefined {
    const { only } = this;
    // The usual case, by the same rule and without an index.
    if (only !== undefined) return fits(only, userId, waId) ? only : undefined;
    if (this.#all.length === 0) return undefined;
    this.#index ??= this.#indexed();
    const byId = userId && this.#index.get(`u${userId}`);
    if (byId) return byId;
    const byNumber = waId === undefined ? undefined : this.#index.get(`w${waId}`);
    // Another user id is another person, even under the same number: it may have changed hands.
    return userId !== undefined && text(byNumber?.user_id) !== undefined ? undefined : byNumber;
  }

  /** What travels with an item: its own contact out of several, else all as they came. */
  keptFor(contact: Json | undefined): unknown {
    return this.#all.length < 2 ? this.#raw : contact === undefined ? undefined : [contact];
  }

  #indexed(): Map<string, Json> {
    const index = new Map<string, Json>();
    for (const contact of this.#all) {
      const byId = `u${text(contact.user_id) ?? ""}`;
      const byNumber = `w${text(contact.wa_id) ?? ""}`;
      if (!index.has(byId)) index.set(byId, contact);
      if (!index.has(byNumber)) index.set(byNumber, contact);
    }
    return index;
  }
}

function fits(contact: Json, userId: string | undefined, waId: string | undefined): boolean {
  const own = text(contact.user_id);
  if (userId !== undefined && own !== undefined) return userId === own;
  return waId !== undefined && text(contact.wa_id) === waId;
}
