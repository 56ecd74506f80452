/** The same word, however it is written: compatibility forms, case, accents of Latin, Greek and Cyrillic, Arabic letters. */
export function fold(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .normalize("NFC")
    .replace(/[\u064b-\u0652\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\u00ad]/g, "")
    .replace(/[أإآ]/g, "ا")
    .replace(/ى/g, "ي")
    .replace(/ة/g, "ه")
    .replace(/[‘’ʼ`´]/g, "'")
    .replace(/ß/g, "ss")
    .replace(/ı/g, "i")
    .replace(/ł/g, "l")
    .replace(/đ/g, "d");
}

/** A text without its variables: each stands as the digit 0, so that `{{1}}% off` still reads like a discount. */
export function withoutVariables(text: string): string {
  return text.replace(/\{\{[^{}]*\}\}/g, "0");
}
