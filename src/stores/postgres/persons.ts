import type { ErasureKeys } from "../../consent/index.js";
import type { PersonKey } from "../../core/index.js";
import type { Query, SqlValue } from "./database.js";

/**
 * The person behind `given.alias`, for statements that read. An alias that was erased is found by one of its marks
 * (`given.marks`, parted by spaces), and a mark goes before everything else.
 */
export const PERSON_OF_GIVEN = `coalesce(
  (SELECT marked.person FROM {person} AS marked WHERE marked.alias = ANY (string_to_array(given.marks, ' ')) LIMIT 1),
  (SELECT known.person FROM {person} AS known WHERE known.alias = given.alias),
  given.alias)`;

/** What is locked by each link, so that no two give one alias away, and shared by who must not see one. */
export const LINKS = "hashtextextended('waypost links {person}', 0)";

/** What `given.marks` takes; null where the store has no erasure key. */
export function marksOf(erasure: ErasureKeys, alias: PersonKey): string | null {
  const marks = erasure.marks(alias);
  return marks.length === 0 ? null : marks.join(" ");
}

/**
 * For statements that write: finds the person behind each alias and keeps links away until the transaction ends, as
 * `who (alias, person, settled)`. An alias never seen before becomes its own person. Waits for a link that is just being written,
 * and then tells the person after it; sorted, so that two batches do not wait for each other. `settled` is
 * false where another transaction has made the alias since the statement began: what it wrote with it, the statement cannot
 * see. `names` and `owners` are the placeholders of what `namesOf` gives.
 */
export function heldPersons(names: string, owners: string): string {
  return `
  held AS MATERIALIZED (
    SELECT alias, person FROM {person} WHERE alias = ANY (${names}) ORDER BY alias FOR SHARE
  ),
  known AS MATERIALIZED (
    SELECT DISTINCT ON (name.owner) name.owner AS alias, held.person
    FROM unnest(${names}, ${owners}) AS name (alias, owner) JOIN held ON held.alias = name.alias
    ORDER BY name.owner, name.alias = name.owner
  ),
  fresh AS (
    INSERT INTO {person} (alias, person)
    SELECT DISTINCT owner, owner FROM unnest(${owners}) AS name (owner)
    WHERE owner NOT IN (SELECT alias FROM known) ORDER BY 1
    ON CONFLICT (alias) DO UPDATE SET alias = excluded.alias
    RETURNING alias, person, xmax = 0 AS settled
  ),
  who AS (SELECT alias, person, true AS settled FROM known UNION ALL SELECT alias, person, settled FROM fresh)`;
}

/** Each alias and its marks, side by side with whose they are. */
export function namesOf(
  erasure: ErasureKeys,
  aliases: readonly PersonKey[],
): readonly [names: SqlValue, owners: SqlValue] {
  const pairs = [...new Set(aliases)].flatMap((alias) =>
    [alias, ...erasure.marks(alias)].map((name) => [name, alias] as const),
  );
  return [pairs.map(([name]) => name), pairs.map(([, owner]) => owner)];
}

const HOLD = `WITH ${heldPersons("$1::text[]", "$2::text[]")} SELECT alias, person FROM who WHERE person <> alias`;

/**
 * `heldPersons` as a statement of its own: alias to person, of those who have another name. Nearly nobody has one, and an
 * import asks for thousands. Inside a transaction.
 */
export async function holdPersons(
  query: Query,
  erasure: ErasureKeys,
  aliases: readonly PersonKey[],
): Promise<ReadonlyMap<PersonKey, PersonKey>> {
  const rows = await query(HOLD, ...namesOf(erasure, aliases));
  return new Map(rows.map((row) => [String(row.alias), String(row.person)]));
}

const TAKE_NEW = `
WITH fresh AS (
  INSERT INTO {person} (alias, person)
  SELECT alias, alias FROM unnest($1::text[]) AS given (alias) ORDER BY alias COLLATE "C"
  ON CONFLICT (alias) DO NOTHING
  RETURNING alias
)
SELECT alias FROM unnest($1::text[]) AS given (alias) WHERE alias NOT IN (SELECT alias FROM fresh)`;

/**
 * `holdPersons` for an import, where nearly nobody was seen before. Tells of those who were: alias to person. An erasure
 * and links wait until the transaction ends, so that who is new stays so.
 */
export async function holdNewPersons(
  query: Query,
  erasure: ErasureKeys,
  aliases: readonly PersonKey[],
): Promise<ReadonlyMap<PersonKey, PersonKey>> {
  await query("LOCK TABLE {person} IN ROW EXCLUSIVE MODE");
  await query(`SELECT pg_advisory_xact_lock_shared(${LINKS})`);
  const [marked] = await query(
    "SELECT 1 AS one FROM {person} WHERE alias > '~' AND alias < E'\\x7f' LIMIT 1",
  );
  if (marked !== undefined) {
    const persons = await holdPersons(query, erasure, aliases);
    return new Map(aliases.map((alias) => [alias, persons.get(alias) ?? alias]));
  }
  const known = (await query(TAKE_NEW, [...new Set(aliases)])).map((row) => String(row.alias));
  if (known.length === 0) return new Map();
  const rows = await query("SELECT alias, person FROM {person} WHERE alias = ANY ($1::text[])", known);
  return new Map(rows.map((row) => [String(row.alias), String(row.person)]));
}
