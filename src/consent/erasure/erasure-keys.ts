import { createHmac } from "node:crypto";
import { type PersonKey, ValidationError } from "../../core/index.js";

/**
 * A secret of your own that marks erased people: `HMAC-SHA-256(secret, number)` says whether a number that turns up
 * again was erased, and nothing to who does not hold the secret. Keep it outside the database, and keep old ones: a
 * mark that was made with a lost key is never recognised again.
 */
export interface ErasureKey {
  /** Letters, digits, `-`, `_`; stored with each mark. */
  readonly id: string;
  /** At least 32 characters of randomness. */
  readonly secret: string;
}

/** The keys of a store: the first makes new marks, all are looked up. */
export interface ErasureKeys {
  /** The mark under the first key; undefined when there is no key. */
  mark(alias: PersonKey): string | undefined;
  /** Marks under every key, newest key first. */
  marks(alias: PersonKey): readonly string[];
  has(keyId: string): boolean;
}

/** No alias begins so: numbers are digits, user ids begin with a country. */
const MARK = "~";

/**
 * Checks the keys.
 *
 * @throws ValidationError `INVALID_OPTIONS` for an id used twice or unusable, or a secret shorter than 32 characters.
 */
export function erasureKeys(keys: readonly ErasureKey[] = []): ErasureKeys {
  const problems = keys.flatMap(({ id, secret }, index) => [
    ...(/^[\w-]{1,32}$/.test(id) && keys.findIndex((key) => key.id === id) === index
      ? []
      : [
          {
            field: `erasureKeys[${String(index)}].id`,
            problem: "expected letters, digits, - or _, once each",
          },
        ]),
    ...(typeof secret === "string" && secret.length >= 32
      ? []
      : [{ field: `erasureKeys[${String(index)}].secret`, problem: "expected at least 32 characters" }]),
  ]);
  if (problems.length > 0) {
    throw new ValidationError("INVALID_OPTIONS", "The erasure keys of the store cannot be used.", {
      fix: 'Give erasureKeys: [{ id: "2026", secret }], the current one first; openssl rand -hex 32 makes one.',
      problems,
    });
  }
  const markWith = ({ id, secret }: ErasureKey, alias: PersonKey): string =>
    `${MARK}${id}:${createHmac("sha256", secret).update(`waypost erasure\n${alias}`).digest("base64url")}`;
  const ids = new Set(keys.map(({ id }) => id));
  const [current] = keys;
  return {
    mark: (alias) => current && markWith(current, alias),
    marks: (alias) => keys.map((key) => markWith(key, alias)),
    has: (keyId) => ids.has(keyId),
  };
}

/** Is this alias the mark of an erased one? */
export function isMark(alias: string): boolean {
  return alias.startsWith(MARK);
}

/** Id of the key that made a mark. */
export function keyIdOf(mark: string): string {
  return mark.slice(MARK.length, mark.indexOf(":"));
}
