/** What the shop sells: a small block-print shop in Jaipur. Prices in rupees. */
export interface Product {
  readonly id: string;
  readonly name: Readonly<Record<Language, string>>;
  readonly description: Readonly<Record<Language, string>>;
  readonly rupees: number;
}

export type Language = "en" | "hi";

export const PRODUCTS: readonly Product[] = [
  {
    id: "dupatta",
    name: { en: "Bagru dupatta", hi: "बगरू दुपट्टा" },
    description: { en: "Cotton, hand-block print", hi: "सूती, हाथ की छपाई" },
    rupees: 850,
  },
  {
    id: "quilt",
    name: { en: "Jaipuri razai", hi: "जयपुरी रज़ाई" },
    description: { en: "Double bed, very light", hi: "डबल बेड, बहुत हल्की" },
    rupees: 2_490,
  },
  {
    id: "mojari",
    name: { en: "Leather mojari", hi: "चमड़े की मोजड़ी" },
    description: { en: "Hand-stitched, sizes 5-10", hi: "हाथ की सिलाई, साइज़ 5-10" },
    rupees: 1_200,
  },
];

export function productOf(id: string): Product | undefined {
  return PRODUCTS.find((product) => product.id === id);
}

/** `₹2,490` as people in India write it. */
export function price(rupees: number): string {
  return new Intl.NumberFormat("en-IN", {
    style: "currency",
    currency: "INR",
    maximumFractionDigits: 0,
  }).format(rupees);
}
