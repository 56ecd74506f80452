import { AGREED, QUIET_MS } from "../../src/limits/redis/pace-script.js";

/** What one question tells and asks, as the script gets it. */
export interface PaceQuestion {
  readonly limit: number;
  readonly turns: number;
  readonly permits: number;
  readonly came: number;
  readonly warned: boolean;
  readonly who: string;
  readonly question: number;
  readonly seen: number;
  readonly known: number;
  /** (from, to, count), flat. */
  readonly reports: readonly number[];
}

/** From the arguments of the script. */
export function questionOf(given: readonly unknown[]): PaceQuestion {
  const [limit, turns, permits, came, warned, who, question, seen, known, ...reports] = given;
  return {
    limit: Number(limit),
    turns: Number(turns),
    permits: Number(permits),
    came: Number(came),
    warned: Number(warned) === 1,
    who: String(who),
    question: Number(question),
    seen: Number(seen),
    known: Number(known),
    reports: reports.map(Number),
  };
}

/**
 * The script of a number's pace once more, in TypeScript and on any clock: what simulations run on. That both answer alike
 * is tested over Redis.
 */
export class PaceModel {
  #free = new Map<number, number>();
  #said = new Map<string, number>();
  #used = 0;
  #swept = 0;
  #born: number | undefined;
  #turn = 0;
  #wire = 0;
  #pace = 1;
  #warned = 0;
  #eased = 0;
  #hold = 0;

  /** Everything is lost, as when Redis starts anew. */
  lose(): void {
    this.#free = new Map();
    this.#said = new Map();
    this.#born = undefined;
    this.#pace = 1;
    this.#hold = 0;
    this.#warned = 0;
    this.#eased = 0;
  }

  ask(micros: number, asked: PaceQuestion): number[] {
    const { grain, window, ahead, silent, steps, burst, clump } = AGREED;
    const limit = Math.max(1, Math.floor(asked.limit));
    const came = Math.min(asked.came, 30_000);
    let now = micros / 1_000;
    let here = Math.floor(now / grain);
    if (this.#born !== undefined && here < this.#swept && this.#swept - here <= 10) {
      here = this.#swept;
      now = here * grain;
    }
    if (this.#born === undefined || here < this.#swept || asked.seen > (this.#swept + 1) * grain) {
      this.#hold = now + QUIET_MS;
      this.#free.clear();
      this.#said.clear();
      [this.#used, this.#turn, this.#wire, this.#born, this.#swept] = [0, 0, 0, micros, here];
    }
    const lost = asked.known !== this.#born;

    for (const [step, count] of this.#free)
      if (step <= here) {
        this.#used -= count;
        this.#free.delete(step);
      }
    if (here - this.#swept >= steps) this.#used = 0;
    this.#swept = here;

    const add = (step: number, by: number): void => {
      this.#free.set(step, (this.#free.get(step) ?? 0) + by);
      this.#used += by;
    };
    const said = this.#said.get(asked.who) ?? 0;
    this.#turn = Math.max(this.#turn, now - burst);
    if (asked.question > said) {
      for (let i = 0; i + 2 < asked.reports.length; i += 3) {
        const [from = 0, to = 0, by = 0] = asked.reports.slice(i, i + 3);
        if (from > here && !lost) add(from, -by);
        if (Math.min(to, here + steps - 1) > here) add(Math.min(to, here + steps - 1), by);
      }
      if (came > 0) {
        add(Math.ceil((now + window) / grain), came);
        this.#turn += (came * 1_000) / (limit * this.#pace);
      }
    }
    if (asked.warned && now - this.#warned >= 1_000) {
      this.#pace = Math.max(1 / 16, this.#pace / 2);
      this.#warned = this.#eased = now;
    }
    const apart = 1_000 / (limit * this.#pace);
    const first = this.#turn;
    let given = 0;
    if (now >= this.#hold) {
      given = Math.max(0, Math.min(asked.turns, Math.floor((now + ahead - this.#turn) / apart) + 1));
      this.#turn += given * apart;
      if (given > 0 && this.#pace < 1 && now - this.#eased >= 25) {
        this.#pace = Math.min(1, this.#pace + 0.005);
        this.#eased = now;
      }
    }
    const answer = [
      micros,
      this.#born,
      Math.floor(this.#pace * 1_000 + 0.5),
      given,
      Math.ceil((first - now) * 1_000),
      Math.ceil(apart * 1_000),
    ];
    let wanted = now < this.#hold ? 0 : asked.permits + given;
    let free = limit - this.#used;
    let at = now;
    let step = here;
    const last = Math.floor((now + ahead) / grain);
    while (wanted > 0) {
      while (free <= 0 && step < last) {
        step++;
        free += this.#free.get(step) ?? 0;
        at = step * grain;
      }
      this.#wire = Math.max(this.#wire, at - burst);
      const from = Math.max(at, this.#wire);
      if (free <= 0 || from > now + ahead) break;
      const by = Math.min(wanted, free, Math.max(1, Math.floor((limit * clump) / 1_000)));
      const ends = Math.ceil((from + silent + window) / grain);
      add(ends, by);
      free -= by;
      wanted -= by;
      this.#wire += (by * 1_000) / limit;
      answer.push(Math.ceil((from - now) * 1_000), by, ends);
    }
    this.#said.set(asked.who, Math.max(said, asked.question));
    this.#write();
    return answer;
  }

  /** Redis keeps three decimals. */
  #write(): void {
    const exact = (value: number): number => Number(value.toFixed(3));
    this.#turn = exact(this.#turn);
    this.#wire = exact(this.#wire);
    this.#pace = exact(this.#pace);
    this.#warned = exact(this.#warned);
    this.#eased = exact(this.#eased);
    this.#hold = exact(this.#hold);
  }
}
