/** A source of randomness in [0, 1), injected so that a seed can replay a history. */
export type Random = () => number;

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"; // Crockford base 32: no i, l, o, u

/**
 * Makes ids such as `snd_01jd3k...`: a prefix, ten characters of time, sixteen of randomness; sortable by time.
 */
export function newId(prefix: string, now: number, random: Random): string {
  let time = "";
  let rest = Math.floor(now);
  for (let i = 0; i < 10; i++) {
    time = (ALPHABET[rest % 32] ?? "0") + time;
    rest = Math.floor(rest / 32);
  }
  let noise = "";
  for (let i = 0; i < 16; i++) noise += ALPHABET[Math.floor(random() * 32) % 32] ?? "0";
  return `${prefix}_${time}${noise}`;
}
