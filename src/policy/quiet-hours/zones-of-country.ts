const cache = new Map<string, readonly string[]>();

/**
 * IANA zones of a country, from the runtime's own data; `UTC` where it knows none, or no country is known. Zones that
 * keep the same time are all listed: `nextOpening` looks at each offset once.
 */
export function zonesOfCountry(country: string | undefined): readonly string[] {
  if (country === undefined) return ["UTC"];
  let zones = cache.get(country);
  if (zones === undefined) {
    zones = lookUp(country);
    cache.set(country, zones);
  }
  return zones;
}

/** A property in Node 20, a method later. */
export interface LocaleWithZones {
  readonly timeZones?: readonly string[] | undefined;
  readonly getTimeZones?: (() => readonly string[] | undefined) | undefined;
}

function lookUp(country: string): readonly string[] {
  if (!/^[A-Z]{2}$/.test(country)) return ["UTC"];
  return zonesOfLocale(new Intl.Locale(`und-${country}`) as Intl.Locale & LocaleWithZones);
}

export function zonesOfLocale(locale: LocaleWithZones): readonly string[] {
  const zones = locale.getTimeZones?.() ?? locale.timeZones;
  return zones === undefined || zones.length === 0 ? ["UTC"] : zones;
}
