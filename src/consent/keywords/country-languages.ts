interface CountryLanguages {
  readonly languages: readonly string[];
  /** ISO 3166 alpha-2. */
  readonly countries: string;
  readonly callingCodes: string;
}

// Only languages with word lists, and those most people there write: a word of a language that is not relevant is
// merely not ambiguous (T2), so a missing row costs little, while a wrong one puts bystanders on hold.
const ROWS: readonly CountryLanguages[] = [
  {
    languages: ["es"],
    countries: "ES MX AR CO PE CL VE EC GT CU BO DO HN PY SV NI CR PA UY PR GQ",
    callingCodes: "34 52 54 57 51 56 58 593 502 53 591 504 595 503 505 506 507 598 240",
  },
  { languages: ["pt"], countries: "BR PT AO MZ CV GW ST", callingCodes: "55 351 244 258 238 245 239" },
  {
    languages: ["fr"],
    countries: "FR CI SN CM CD CG GA BJ BF TG ML NE GN TD CF MC RE GP MQ GF",
    callingCodes: "33 225 221 237 243 242 241 229 226 228 223 227 224 235 236 377 262 590 596 594",
  },
  { languages: ["fr", "en"], countries: "CA", callingCodes: "" },
  { languages: ["fr", "ar"], countries: "MA DZ TN DJ", callingCodes: "212 213 216 253" },
  { languages: ["nl", "fr", "de"], countries: "BE LU", callingCodes: "32 352" },
  { languages: ["de", "fr", "it"], countries: "CH", callingCodes: "41" },
  { languages: ["de"], countries: "DE AT LI", callingCodes: "49 43 423" },
  { languages: ["it"], countries: "IT SM VA", callingCodes: "39 378" },
  { languages: ["nl"], countries: "NL SR AW CW", callingCodes: "31 597 297 599" },
  { languages: ["hi", "bn", "ta", "te", "mr", "gu", "ur"], countries: "IN", callingCodes: "91" },
  { languages: ["bn"], countries: "BD", callingCodes: "880" },
  { languages: ["ta"], countries: "LK", callingCodes: "94" },
  { languages: ["ur"], countries: "PK", callingCodes: "92" },
  {
    languages: ["ar"],
    countries: "SA AE EG IQ JO KW LB LY OM PS QA SD SY YE BH MR",
    callingCodes: "966 971 20 964 962 965 961 218 968 970 974 249 963 967 973 222",
  },
  { languages: ["he", "ar", "ru"], countries: "IL", callingCodes: "972" },
  { languages: ["tr"], countries: "TR", callingCodes: "90" },
  { languages: ["id"], countries: "ID", callingCodes: "62" },
  { languages: ["ms", "zh-Hans", "ta"], countries: "MY", callingCodes: "60" },
  { languages: ["ms"], countries: "BN", callingCodes: "673" },
  { languages: ["zh-Hans", "ms", "ta"], countries: "SG", callingCodes: "65" },
  { languages: ["th"], countries: "TH", callingCodes: "66" },
  { languages: ["vi"], countries: "VN", callingCodes: "84" },
  { languages: ["zh-Hans"], countries: "CN", callingCodes: "86" },
  { languages: ["zh-Hant"], countries: "TW HK MO", callingCodes: "886 852 853" },
  { languages: ["ja"], countries: "JP", callingCodes: "81" },
  { languages: ["ko"], countries: "KR", callingCodes: "82" },
  { languages: ["ru"], countries: "RU KZ BY KG", callingCodes: "7 375 996" },
  { languages: ["uk", "ru"], countries: "UA", callingCodes: "380" },
  { languages: ["pl"], countries: "PL", callingCodes: "48" },
  { languages: ["sw"], countries: "TZ KE UG", callingCodes: "255 254 256" },
  { languages: ["af"], countries: "ZA NA", callingCodes: "27 264" },
];

/** Numbers under +1: the United States, Canada and the Caribbean. */
const PLUS_ONE = "US CA PR DO JM BS BB TT AG DM GD KN LC VC BM KY TC VG VI AI MS SX GU AS MP";

let byPlace: ReadonlyMap<string, readonly string[]> | undefined;

function places(): ReadonlyMap<string, readonly string[]> {
  byPlace ??= new Map(
    ROWS.flatMap(({ languages, countries, callingCodes }) =>
      `${countries} ${callingCodes}`
        .split(" ")
        .filter((place) => place !== "")
        .map((place): [string, readonly string[]] => [place, languages]),
    ),
  );
  return byPlace;
}

/** Languages with word lists that people write in a country; the calling code answers when the country is unknown. */
export function countryLanguages(
  country: string | undefined,
  callingCode: string | undefined,
): readonly string[] {
  const byCountry = country === undefined ? undefined : places().get(country.trim().toUpperCase());
  return byCountry ?? places().get(digits(callingCode)) ?? [];
}

/** Whether the FCC's words apply (compliance 4.1). The calling code decides; without it, the country. */
export function isPlusOne(country: string | undefined, callingCode: string | undefined): boolean {
  const code = digits(callingCode);
  if (code !== "") return code === "1";
  return country !== undefined && PLUS_ONE.split(" ").includes(country.trim().toUpperCase());
}

function digits(callingCode: string | undefined): string {
  return callingCode?.replace(/\D/g, "") ?? "";
}
