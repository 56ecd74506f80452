import { foldText } from "./fold-text.js";

/** Compliance 4.3 step 8; the second block gives the languages it leaves out a "please" and a "thank you". */
const SPACED_COURTESY = [
  "please, pls, plz, thanks, thank you, thx, hi, hello, ok, now, por favor, gracias, obrigado, obrigada, svp",
  "s il vous plait, merci, bitte, danke, per favore, grazie, alsjeblieft, aub, कृपया, प्लीज, من فضلك, شكرا, lutfen",
  "tolong, terima kasih, sila, lam on, ครับ, ค่ะ, นะคะ, 谢谢, 请, 謝謝, 請, お願いします, してください, 부탁드립니다, 주세요",
  "пожалуйста, спасибо, будь ласка, prosze, tafadhali, asante, asseblief",
  "בבקשה, תודה, براہ کرم, شکریہ, দয়া করে, ধন্যবাদ, தயவு செய்து, நன்றி, దయచేసి, ధన్యవాదాలు, કૃપા કરીને, આભાર, धन्यवाद",
  "grazie mille, bedankt, dankie, tesekkurler, xin, cam on, dziekuje, дякую, ขอบคุณ, 감사합니다, ありがとう, ありがとうございます",
].join(", ");

/** Written without a space before or after the word they accompany. */
const ATTACHED_COURTESY =
  "请, 請, 谢谢, 謝謝, をお願いします, お願いします, してください, ありがとうございます, ありがとう, ครับ, ค่ะ, นะคะ, 해 주세요, 해주세요, 부탁드립니다, 주세요";

const ATTACHES = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;

interface Courtesy {
  readonly spaced: ReadonlySet<string>;
  readonly longest: number;
  readonly attached: readonly string[];
}

let folded: Courtesy | undefined;

function courtesy(): Courtesy {
  if (folded !== undefined) return folded;
  const spaced = SPACED_COURTESY.split(",").map((phrase) => foldText(phrase));
  const attached = ATTACHED_COURTESY.split(",").map((phrase) => foldText(phrase));
  folded = {
    spaced: new Set(spaced),
    longest: Math.max(...spaced.map((phrase) => phrase.split(" ").length)),
    // Longest first, or `주세요` would leave the verb of `해주세요` behind.
    attached: attached.sort((a, b) => b.length - a.length),
  };
  return folded;
}

/**
 * Takes one courtesy off the front and one off the end of a folded message, never the whole message:
 * `stop thank you` becomes `stop`, `thanks` stays. Source: compliance 4.3 step 8.
 */
export function stripCourtesy(text: string): string {
  return stripEnd(stripStart(text));
}

function stripStart(text: string): string {
  const { spaced, longest, attached } = courtesy();
  const tokens = text.split(" ");
  for (let size = Math.min(longest, tokens.length - 1); size > 0; size--) {
    const phrase = tokens.slice(0, size).join(" ");
    if (spaced.has(phrase)) return text.slice(phrase.length + 1);
  }
  const prefix = ATTACHES.test(text)
    ? attached.find((word) => text.startsWith(word) && text !== word)
    : undefined;
  return prefix === undefined ? text : text.slice(prefix.length).trim();
}

function stripEnd(text: string): string {
  const { spaced, longest, attached } = courtesy();
  const tokens = text.split(" ");
  for (let size = Math.min(longest, tokens.length - 1); size > 0; size--) {
    const phrase = tokens.slice(-size).join(" ");
    if (spaced.has(phrase)) return text.slice(0, -phrase.length - 1);
  }
  const suffix = ATTACHES.test(text)
    ? attached.find((word) => text.endsWith(word) && text !== word)
    : undefined;
  return suffix === undefined ? text : text.slice(0, -suffix.length).trim();
}
