/** How a German umlaut folds: `dropped` makes `kündigen` `kundigen`, `spelled` makes it `kuendigen`. */
export type UmlautFolding = "dropped" | "spelled";

const IGNORABLE = /[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu;
// Sorting a run of marks is quadratic in every normaliser; Unicode's stream-safe text (UAX 15) allows 30 in a row.
const MARK_RUN = /(\p{M}{30})\p{M}+/gu;
const PICTOGRAPH = /\p{Extended_Pictographic}/gu;
const UMLAUT = /([aou])\u0308/g;
const TATWEEL = /\u0640/g;
// Marks spell vowels in Indic scripts and tones in Thai: they are dropped only where a word reads the same without.
const LOOSE_MARKS =
  /(^|[\s\p{P}\p{S}\p{N}\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hebrew}])\p{M}+/gu;
const NOT_A_WORD = /[^\p{L}\p{M}\p{N}]+/gu;
const LETTER_VARIANT = /[ıßςłđٱىةکیہ]/g;

const LETTER_VARIANTS: Readonly<Record<string, string>> = {
  ı: "i",
  ß: "ss",
  ς: "σ",
  ł: "l",
  đ: "d",
  ٱ: "ا",
  ى: "ي",
  ة: "ه",
  ک: "ك",
  ی: "ي",
  ہ: "ه",
};

/**
 * Folds letters only, so that a regular expression keeps its syntax: compatibility forms, case, marks and the letters
 * that keyboards exchange. `й` becomes `и` and `رسائل` becomes `رسايل`, harmless as lists and messages fold alike.
 * Source: compliance 4.3 steps 3, 4, 5 and 7.
 */
export function foldLetters(text: string, umlauts: UmlautFolding = "dropped"): string {
  // Decomposing takes the hamza off its carrier (`أ` to `ا` and a mark), which covers most of the Arabic folds.
  const decomposed = text
    .replace(MARK_RUN, "$1")
    .normalize("NFKC")
    .replace(IGNORABLE, "")
    .toLowerCase()
    .normalize("NFD");
  return (umlauts === "spelled" ? decomposed.replace(UMLAUT, "$1e") : decomposed)
    .replace(TATWEEL, "")
    .replace(LOOSE_MARKS, "$1")
    .normalize("NFC")
    .replace(LETTER_VARIANT, (letter) => LETTER_VARIANTS[letter] ?? letter);
}

/**
 * A message as words of folded letters and digits with one space between; everything else is gone.
 * `*Stop*` and `ＳＴＯＰ 🙏` become `stop`. Source: compliance 4.3 steps 3 to 7.
 */
export function foldText(text: string, umlauts: UmlautFolding = "dropped"): string {
  // Pictographs leave first: NFKC would turn `™` and `ℹ` into letters. People set them between words, hence a space.
  return foldLetters(text.replace(PICTOGRAPH, " "), umlauts).replace(NOT_A_WORD, " ").trim();
}
