import type { KeywordList } from "./keyword-list.js";

/** Cyrillic script. Source: compliance 4.2; needs a native reader per language before release. */
export const CYRILLIC_KEYWORDS = {
  ru: {
    t1: "стоп, отписаться, отписка, отпишите меня, отказ от рассылки, прекратите рассылку, не присылайте",
    t2: "отмена, отменить, хватит, конец, удалить, выход, отказ, нет",
    optIn: "старт, подписаться, возобновить",
    yes: "да, согласен, согласна, подтверждаю",
    no: "нет",
  },
  uk: {
    t1: "стоп, відписатися, відписка, відпишіть мене, відмова від розсилки, не надсилайте",
    t2: "скасувати, відміна, досить, кінець, вихід, відмова, ні",
    optIn: "старт, підписатися, відновити",
    yes: "так, згоден, згодна, підтверджую",
    no: "ні",
  },
} as const satisfies Readonly<Record<string, KeywordList>>;
