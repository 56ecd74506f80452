import type { Language } from "./catalogue.js";

/** Everything the bot says, in both languages. */
export interface Texts {
  readonly greeting: (name: string) => string;
  readonly openList: string;
  readonly listTitle: string;
  readonly offer: (product: string, price: string) => string;
  readonly order: string;
  readonly back: string;
  readonly ordered: (order: string, product: string, price: string) => string;
  /** What the person agrees to; kept word for word as evidence. */
  readonly disclosure: string;
  readonly yesAll: string;
  readonly yesOrders: string;
  readonly no: string;
  readonly thanks: (choice: "all" | "orders" | "none") => string;
  readonly human: string;
}

export const TEXTS: Readonly<Record<Language, Texts>> = {
  en: {
    greeting: (name) => `Namaste ${name}, welcome to Asha Stores, Jaipur. What may we show you?`,
    openList: "See what we make",
    listTitle: "From our workshop",
    offer: (product, price) => `${product}: ${price}, delivery included. Shall we pack one for you?`,
    order: "Order it",
    back: "Show the list",
    ordered: (order, product, price) =>
      `Thank you! Order ${order}: ${product}, ${price}. You pay on delivery.`,
    disclosure:
      "May Asha Stores message you on WhatsApp about your orders and, if you like, about new arrivals? You can stop any time with STOP.",
    yesAll: "Orders and news",
    yesOrders: "Only my orders",
    no: "No messages",
    thanks: (choice) =>
      ({
        all: "Good: we will write when your order leaves, and now and then when something new comes from the workshop.",
        orders: "Good: we will write only about your orders.",
        none: "All right: we will not write first. You can always write to us here.",
      })[choice],
    human: 'A person from the shop can help you: +91 141 555 0100. Or write "menu" to see what we make.',
  },
  hi: {
    greeting: (name) => `नमस्ते ${name}, आशा स्टोर्स, जयपुर में आपका स्वागत है। हम आपको क्या दिखाएँ?`,
    openList: "हमारा सामान देखें",
    listTitle: "हमारी कार्यशाला से",
    offer: (product, price) => `${product}: ${price}, डिलीवरी सहित। क्या हम आपके लिए एक पैक कर दें?`,
    order: "ऑर्डर करें",
    back: "सूची दिखाएँ",
    ordered: (order, product, price) => `धन्यवाद! ऑर्डर ${order}: ${product}, ${price}। भुगतान डिलीवरी पर।`,
    disclosure:
      "क्या आशा स्टोर्स आपको WhatsApp पर आपके ऑर्डर और, यदि आप चाहें, नए सामान के बारे में संदेश भेज सकता है? आप STOP लिखकर कभी भी रोक सकते हैं।",
    yesAll: "ऑर्डर और नया सामान",
    yesOrders: "केवल मेरे ऑर्डर",
    no: "कोई संदेश नहीं",
    thanks: (choice) =>
      ({
        all: "ठीक है: ऑर्डर निकलने पर और कभी-कभी नया सामान आने पर हम लिखेंगे।",
        orders: "ठीक है: हम केवल आपके ऑर्डर के बारे में लिखेंगे।",
        none: "ठीक है: हम पहले नहीं लिखेंगे। आप हमें यहाँ कभी भी लिख सकते हैं।",
      })[choice],
    human: 'दुकान का कोई व्यक्ति आपकी मदद कर सकता है: +91 141 555 0100। या सामान देखने के लिए "menu" लिखें।',
  },
};

/** Devanagari in the message: Hindi. */
export function languageOf(text: string): Language {
  return /[\u0900-\u097f]/.test(text) ? "hi" : "en";
}
