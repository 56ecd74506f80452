import { fold } from "../text/fold.js";

/**
 * What advertising is called when people are asked about it, or told that it stops: "May we write to you about new arrivals?",
 * "You get no more offers". Such a word sells nothing by itself.
 */
const NAMES: Readonly<Record<string, string>> = {
  en: "offer, offers, new offer, new offers, special offers, exclusive offers, deal, deals, new arrival, new arrivals, new collection, promotion, promotions, promotional, promo",
  es: "oferta, ofertas, ofertas especiales, ofertas exclusivas, promocion, promociones, promocional, novedades, nueva coleccion",
  pt: "oferta, ofertas, ofertas especiais, promocao, promocoes, promocional, novidades, lancamento, lancamentos, nova colecao",
  fr: "offre, offres, nos offres, offres speciales, offres exclusives, promotion, promotions, promo, promos, nouveautes, nouvelle collection",
  de: "angebot, angebote, unsere angebote, aktuelle angebote, exklusive angebote, promotion, neuheiten, neue kollektion, aktion",
  it: "offerta, offerte, offerte speciali, promozione, promozioni, promo, novita, nuovi arrivi, nuova collezione",
  nl: "aanbieding, aanbiedingen, exclusieve aanbiedingen, nieuwe collectie, actie",
  pl: "oferta, oferty, promocja, promocje, promocji, promocjach, nowosci, nowa kolekcja",
  ro: "oferta, oferte, oferte speciale, promotie, promotii, noutati",
  tr: "kampanya, kampanyalar, kampanyalari, kampanyalarimiz, firsat, firsatlar, firsatlari, promosyon, promosyonlar, teklif, teklifler, yeni urun, yeni urunler",
  ru: "акция, акции, предложение, предложения, предложениях, новинки, новинках",
  uk: "акція, акції, пропозиція, пропозиції, новинки",
  ar: "عرض, عروض, العروض",
  he: "מבצע, מבצעים, הטבה, הטבות",
  hi: "ऑफर, ऑफ़र, डील",
  bn: "অফার, অফারে",
  mr: "ऑफर",
  gu: "ઓફર, ઑફર",
  pa: "ਆਫਰ, ਆਫ਼ਰ",
  ta: "சலுகை, சலுகைகள், ஆஃபர்",
  te: "ఆఫర్, ఆఫర్లు",
  kn: "ಆಫರ್",
  ml: "ഓഫർ, ഓഫറുകൾ",
  ur: "آفر",
  id: "promo, promosi, penawaran, produk baru, koleksi baru",
  ms: "promo, promosi, tawaran, koleksi baharu, koleksi baru",
  fil: "promo",
  th: "โปรโมชั่น, โปรโมชัน, สินค้าใหม่",
  vi: "khuyen mai, uu dai",
  zh: "优惠, 優惠, 促销, 促銷, 新品",
  ja: "プロモーション, キャンペーン, 新商品, 特典",
  ko: "프로모션, 혜택, 신상품, 신제품",
  sw: "ofa, promosheni",
  af: "aanbod, promosie",
};

const names = new Set(
  Object.values(NAMES)
    .join(",")
    .split(",")
    .map((name) => fold(name.trim())),
);

/** True for a word or phrase, folded, that names advertising and nothing more. */
export function namesAdvertising(folded: string): boolean {
  return names.has(folded);
}
