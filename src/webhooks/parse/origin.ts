import { fields, instant, type Json, list, record, text } from "./read.js";

/** Where an item stood in the delivery, and what stood around it: nothing of that is lost when the item is stored. */
export class Origin {
  readonly businessAccountId: string;
  readonly entryAt: number | undefined;
  readonly field: string;
  /** The change's value, or an empty object. */
  readonly value: Json;
  readonly phoneNumberId: string | undefined;
  #contacts: ContactBook | undefined;

  constructor(
    private readonly body: Json,
    private readonly entry: Json,
    private readonly change: Json,
    private readonly wrap?: (value: unknown) => unknown,
  ) {
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

  /** The same place, for a part of its value; `wrap` puts the part back where it stood. */
  part(value: Json, wrap?: (part: unknown) => unknown): Origin {
    return new Origin(this.body, this.entry, { ...this.change, value }, wrap);
  }

  /** A delivery like the one it came in, with `value` as its only change. */
  delivery(value: unknown): Json {
    return this.deliveryOf({ ...this.change, value: this.wrap === undefined ? value : this.wrap(value) });
  }

  deliveryOf(change: unknown): Json {
    return { ...this.body, entry: [{ ...this.entry, changes: [change] }] };
  }
}

/** Contacts are matched by user id, then by number, never by position: one delivery may carry a thousand. */
export class ContactBook {
  readonly #all: readonly Json[];
  #index: Map<string, Json> | undefined;

  constructor(private readonly raw: unknown) {
    this.#all = list(raw).filter((contact): contact is Json => record(contact) !== undefined);
  }

  /** The only one there is. */
  get only(): Json | undefined {
    return this.#all.length === 1 ? this.#all[0] : undefined;
  }

  find(userId: string | undefined, waId: string | undefined): Json | undefined {
    const only = this.only;
    if (only !== undefined) return fits(only, userId, waId) ? only : undefined;
    if (this.#all.length === 0) return undefined;
    this.#index ??= this.#indexed();
    const byId = userId === undefined ? undefined : this.#index.get(`u${userId}`);
    if (byId !== undefined || waId === undefined) return byId;
    const byNumber = this.#index.get(`w${waId}`);
    // Another user id is another person, even under the same number: it may have changed hands.
    return userId !== undefined && text(byNumber?.user_id) !== undefined ? undefined : byNumber;
  }

  /** What travels with an item: its own contact out of several, else all as they came. */
  keptFor(contact: Json | undefined): unknown {
    return this.#all.length < 2 ? this.raw : contact === undefined ? undefined : [contact];
  }

  #indexed(): Map<string, Json> {
    const index = new Map<string, Json>();
    for (const contact of this.#all) {
      const userId = text(contact.user_id);
      const waId = text(contact.wa_id);
      if (userId !== undefined && !index.has(`u${userId}`)) index.set(`u${userId}`, contact);
      if (waId !== undefined && !index.has(`w${waId}`)) index.set(`w${waId}`, contact);
    }
    return index;
  }
}

/** The same rule for the usual case, one contact, without an index. */
function fits(contact: Json, userId: string | undefined, waId: string | undefined): boolean {
  const own = text(contact.user_id);
  if (userId !== undefined && own !== undefined) return userId === own;
  return waId !== undefined && text(contact.wa_id) === waId;
}
