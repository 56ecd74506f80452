import type { SetOp, SetReading } from "../../counters/index.js";

/**
 * Distinct members, each with the instant at which it was last added. Adding, forgetting the oldest and counting a whole
 * period cost the same however many there are; counting a part costs what is counted.
 */
export class TimedSet {
  readonly #members = new Map<string, number>();
  /** By instant. An entry that is not the member's last one is skipped. */
  #order: { readonly member: string; readonly at: number }[] = [];
  #head = 0;

  get(member: string): number | undefined {
    return this.#members.get(member);
  }

  /** A later instant stays. */
  add(member: string, at: number): void {
    const last = this.#members.get(member);
    if (last !== undefined && last >= at) return;
    this.#members.set(member, at);
    let index = this.#order.length;
    while (index > this.#head && (this.#order[index - 1]?.at ?? 0) > at) index--;
    if (index === this.#order.length) this.#order.push({ member, at });
    else this.#order.splice(index, 0, { member, at });
  }

  /** Back to an earlier instant, at which its entry may still stand. */
  restore(member: string, at: number): void {
    this.delete(member);
    for (let index = this.#firstFrom(at); this.#order[index]?.at === at; index++) {
      if (this.#order[index]?.member !== member) continue;
      this.#members.set(member, at);
      return;
    }
    this.add(member, at);
  }

  delete(member: string): void {
    const at = this.#members.get(member);
    if (at === undefined) return;
    this.#members.delete(member);
    // Taken out of the order too: added again at the same instant, it would count twice.
    for (let index = this.#firstFrom(at); this.#order[index]?.at === at; index++) {
      if (this.#order[index]?.member !== member) continue;
      this.#order.splice(index, 1);
      return;
    }
  }

  dropBefore(instant: number): void {
    for (let entry = this.#order[this.#head]; entry !== undefined; entry = this.#order[this.#head]) {
      const valid = this.#isLast(entry);
      if (valid && entry.at >= instant) break;
      if (valid) this.#members.delete(entry.member);
      this.#head++;
    }
    if (this.#head < 64 || this.#head * 2 < this.#order.length) return;
    this.#order = this.#order.slice(this.#head);
    this.#head = 0;
  }

  read({ member, keepMs, since, most, list }: SetOp, at: number): SetReading {
    const from = at - keepMs;
    const own = this.#members.get(member);
    const starts = since.map((instant) => Math.max(instant, from));
    return {
      kind: "set",
      knownAt: own !== undefined && own >= from ? own : undefined,
      counts: starts.map((start) => this.#count(start, member, most)),
      oldest: starts.map((start) => this.#oldest(start, member)),
      members: list === true ? this.#newest(Math.min(...starts), member, most) : NOBODY,
    };
  }

  /** Others since an instant: those before it taken from all, or they themselves one by one, whichever are fewer. */
  #count(since: number, member: string, most: number): number {
    const first = this.#firstFrom(since);
    const before = first - this.#head;
    if (before > this.#order.length - first || before > most) return this.#newest(since, member, most).length;
    let count = this.#members.size;
    if (this.#members.has(member)) count--;
    for (let index = this.#head; index < first; index++) {
      const entry = this.#order[index];
      if (entry !== undefined && entry.member !== member && this.#isLast(entry)) count--;
    }
    return Math.min(count, most);
  }

  /** Others since an instant, newest first. */
  #newest(since: number, member: string, most: number): SetReading["members"] {
    const newest: { readonly member: string; readonly at: number }[] = [];
    for (let index = this.#order.length - 1; index >= this.#head && newest.length < most; index--) {
      const entry = this.#order[index];
      if (entry === undefined || entry.at < since) break;
      if (entry.member !== member && this.#isLast(entry)) newest.push(entry);
    }
    return newest;
  }

  #oldest(since: number, member: string): number | undefined {
    for (let index = this.#firstFrom(since); index < this.#order.length; index++) {
      const entry = this.#order[index];
      if (entry !== undefined && entry.member !== member && this.#isLast(entry)) return entry.at;
    }
    return undefined;
  }

  #firstFrom(since: number): number {
    let low = this.#head;
    let high = this.#order.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#order[middle]?.at ?? 0) < since) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #isLast({ member, at }: { readonly member: string; readonly at: number }): boolean {
    return this.#members.get(member) === at;
  }
}

const NOBODY: SetReading["members"] = [];
