import { describe, expect, it } from "vitest";
import { normaliseKeywordText } from "../../../src/consent/keywords/index.js";

describe("normaliseKeywordText", () => {
  it.each([
    ["STOP!!!", "stop"],
    ["*stop*", "stop"],
    ["ＳＴＯＰ", "stop"],
    ["𝐒𝐓𝐎𝐏", "stop"],
    ["st\u200Bo\u00ADp\uFE0F", "stop"],
    ["\u202Estop\u202C", "stop"],
    ["stop 🙏🏽👨‍👩‍👧🇮🇳🏴󠁧󠁢󠁥󠁮󠁧󠁿", "stop"],
    ["stop🙏thanks", "stop"],
    ["stop™", "stop"],
    ["stop´", "stop"],
    ["İPTAL", "iptal"],
    ["çık", "cik"],
    ["hủy đăng ký", "huy dang ky"],
    ["Wypisuję się", "wypisuje sie"],
    ["usuń, żółć łódź", "usun zolc lodz"],
    ["inscrição", "inscricao"],
    ["désabonner", "desabonner"],
    ["ΣΤΟΠΣ", "στοπσ"],
    ["Straße", "strasse"],
    ["надсилайте", "надсилаите"],
    ["إلغاء الاشتراك", "الغاء الاشتراك"],
    ["إِلْغَاءٌ", "الغاء"],
    ["الغـــــاء", "الغاء"],
    ["مؤكدة ئ ى ٱ", "موكده ي ي ا"],
    ["پیغام نہ", "پيغام نه"],
    ["הֵסֵר", "הסר"],
    ["అన్\u200Cసబ్\u200Cస్క్రైబ్", "అన్సబ్స్క్రైబ్"],
    ["हाँ", "हाँ"],
    ["ไม่", "ไม่"],
    ["ﾃｷｽﾄ が", "テキスト が"],
    ["don't", "don t"],
    ["", ""],
    ["🙏!?", ""],
  ])("folds %o", (written, text) => {
    expect(normaliseKeywordText(written).text).toBe(text);
  });

  it.each([
    ["please stop", "stop"],
    ["Stop. Thank you", "stop"],
    ["ok, stop now", "stop"],
    ["Stop, s'il vous plaît", "stop"],
    ["من فضلك ستوب", "ستوب"],
    ["कृपया स्टॉप", "स्टॉप"],
    ["xin hủy", "huy"],
    ["stop stop stop", "stop"],
    ["stop stop please", "stop"],
    ["thanks", "thanks"],
    ["please thanks", "thanks"],
    ["stop talking", "stop talking"],
  ])("takes courtesy and repetition off %o", (written, text) => {
    expect(normaliseKeywordText(written).text).toBe(text);
  });

  it.each([
    ["请退订谢谢", "退订"],
    ["退 订 谢 谢", "退订"],
    ["配信停止をお願いします", "配信停止"],
    ["配信停止してください。", "配信停止"],
    ["수신 거부 부탁드립니다", "수신거부"],
    ["구독취소 해주세요", "구독취소"],
    ["หยุดครับ", "หยุด"],
    ["s.t.o.p", "stop"],
    ["S T O P please", "stop"],
    ["kündigen", "kundigen"],
    ["kündigen", "kuendigen"],
    ["KUENDIGEN", "kuendigen"],
    ["ok stop", "ok stop"],
  ])("reads %o also as %o", (written, variant) => {
    expect(normaliseKeywordText(written).variants).toContain(variant);
  });

  it("gives the words of the text, and the text as its first variant", () => {
    const { text, tokens, variants } = normaliseKeywordText("Opt out, please!");
    expect([text, tokens, variants[0]]).toEqual(["opt out", ["opt", "out"], "opt out"]);
  });

  it("gives nothing for nothing", () => {
    expect(normaliseKeywordText("\u200B ...")).toEqual({ text: "", tokens: [], variants: [] });
  });
});
