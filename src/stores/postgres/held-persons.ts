/**
 * Finds the person behind each alias of a text array and keeps links away until the transaction ends: `who (alias,
 * person)`. An alias never seen before becomes its own person. Waits for a link that is just being written, and then
 * tells the person after it; sorted, so that two batches do not wait for each other.
 */
export function heldPersons(aliases: string): string {
  return `
  held AS MATERIALIZED (
    SELECT alias, person FROM {person} WHERE alias = ANY (${aliases}) ORDER BY alias FOR SHARE
  ),
  fresh AS (
    INSERT INTO {person} (alias, person)
    SELECT DISTINCT alias, alias FROM unnest(${aliases}) AS given (alias)
    WHERE alias NOT IN (SELECT alias FROM held) ORDER BY 1
    ON CONFLICT (alias) DO UPDATE SET alias = excluded.alias
    RETURNING alias, person
  ),
  who AS (SELECT alias, person FROM held UNION ALL SELECT alias, person FROM fresh)`;
}
