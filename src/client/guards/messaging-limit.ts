/** People a day of a tier of Meta (`TIER_2K`, `TIER_UNLIMITED`); undefined for one that this version does not know. */
export function peopleOfTier(tier: unknown): number | undefined {
  if (typeof tier !== "string") return undefined;
  if (/UNLIMITED$/.test(tier)) return Number.POSITIVE_INFINITY;
  const [, digits, thousands] = /^TIER_(\d+)(K?)$/.exec(tier) ?? [];
  return digits === undefined ? undefined : Number(digits) * (thousands === "K" ? 1_000 : 1);
}
